/**
 * The same JSON with every text made fit to store: PostgreSQL keeps neither the character NUL nor half a surrogate pair,
 * and both reach text fields by pasting. Gives back the same object when nothing had to change.
 */
export function storable<T>(value: T): T {
  return clean(value) as T
}

// the characters are the point here
// oxlint-disable-next-line no-control-regex
const NUL = /\u0000/g

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const entries: unknown[] = value
    const cleaned = entries.map(clean)
    return cleaned.every((entry, index) => entry === entries[index]) ? value : cleaned
  }
  const entries = Object.entries(value)
  const cleaned = entries.map(([key, entry]) => [cleanText(key), clean(entry)] as const)
  const isSame = cleaned.every(([key, entry], index) => key === entries[index]![0] && entry === entries[index]![1])
  return isSame ? value : Object.fromEntries(cleaned)
}

function cleanText(text: string): string {
  return text.includes('\u0000') || hasLoneSurrogate(text) ? withoutLoneSurrogates(text.replace(NUL, '')) : text
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const LONE_ALL = new RegExp(LONE, 'g')
const hasLoneSurrogate = (text: string) => LONE.test(text)
const withoutLoneSurrogates = (text: string) => text.replace(LONE_ALL, '\uFFFD')
