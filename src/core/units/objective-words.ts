const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
/** What a number may be written before in letters. */
const counted = "nines?|9['’]?s|seconds?|minutes?|hours?|ms|days?"
const periods = 'second|sec|minute|hour|day|week|month|year'

/** "4 9s", "4x9's"; "49s" are seconds. */
const WRITTEN_NINES = /\b(\d{1,2})(?:[ -]|\s?[x×]\s?)9['’]?s\b/gi

/** "99,99 %" and "0,5 s", as much of the world writes them; three digits behind a comma are thousands. */
const DECIMAL_COMMA = /(?<![\d.,])(\d{1,3}),(\d{1,2}|\d{4,})(?![\d.,])/g

/**
 * Rewrites the ways people say quantities in sentences into the way they are written in a sheet: "a month" is "/month",
 * "four nines" is "4 nines", "sub-second" is "< 1 s", "500M new URLs" are 500M URLs.
 */
export function normaliseRequirement(text: string): string {
  return text
    .replace(/\u00a0|\u2009|\u202f/g, ' ')
    .replace(DECIMAL_COMMA, '$1.$2')
    .replace(/(?<=\d\s?)MS\b/g, 'ms')
    .replace(/\bsub-?\s?(second|millisecond)\b/gi, '< 1 $1')
    .replace(/\bsub-?\s?(?=\d)/gi, '< ')
    .replace(new RegExp(`\\b(${numberWords.join('|')})(?=[ -](?:${counted})\\b)`, 'gi'), (word) =>
      String(numberWords.indexOf(word.toLowerCase())),
    )
    .replace(WRITTEN_NINES, '$1 nines')
    .replace(/(\d)-(nines?|seconds?|minutes?|hours?|days?|ms)\b/gi, '$1 $2')
    .replace(new RegExp(`\\s+(?:an?|each|every)\\s+(${periods})\\b`, 'gi'), '/$1')
    .replace(/\s+(month|year|dai|hour|week)ly\b/gi, (whole, period: string) =>
      /[\d$]/.test(text) ? `/${period.toLowerCase().replace('dai', 'day')}` : whole,
    )
    .replace(/\s+annually\b/gi, '/year')
    .replace(/(\d[\d.,_ ]*\s?[kKMBT]?\s+)(?:new|concurrent|active|total|online|registered|unique)\s+(?=\p{L})/gu, '$1')
    .replace(/\bURLs\b/g, 'urls')
    .replace(/\b(\d[\d.]*\s?[kM]?)\s*(?:transactions|queries)\/s/gi, '$1 requests/s')
}
