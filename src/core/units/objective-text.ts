import { exponentOf, hardOf, isPlain, makeDims, nounsOf, sameDims } from './dims'
import { MONTH_S } from './calendar'
import { nounNamed } from './find-unit'
import { formatQuantity } from './format-quantity'
import { type Quantity, quantityOf } from './quantity'
import { normaliseRequirement } from './objective-words'
import { readQuantity, type Span } from './read-quantity'

/** What a non-functional requirement says, as far as it can be measured. `subject` is what it is about, as written. */
export type ParsedObjective = (
  | {
      kind: 'latency'
      percentile: number /** The text named no percentile. */
      percentileAssumed?: true
      atMostS: number
    }
  | { kind: 'availability'; atLeast: number }
  | { kind: 'throughput'; atLeastPerS: number }
  /** A month. */
  | { kind: 'cost'; atMostUsd: number }
  /** How much work may be lost (rpo), how long a recovery may take (rto). */
  | { kind: 'recovery'; metric: 'rpo' | 'rto'; atMostS: number }
  /** How old what is read may be. */
  | { kind: 'staleness'; atMostS: number; percentile?: number }
  | { kind: 'durability'; atLeast: number }
  /** A number with a unit that no run measures: "100M users", "keep for 5 years". */
  | { kind: 'figure'; display: string }
) & { subject?: string }

export type ObjectiveReading = ParsedObjective | { kind: 'word'; reason: string }

interface Found extends Span {
  quantity: Quantity
  /** Written with "%" or "nines". */
  ratio: boolean
}

/**
 * Reads "p99 of reads < 200 ms", "99.9 %", "1 000 writes/s", "under $5k a month", "RPO 5 s". What holds no number, or
 * one that means nothing, stays a word, with the reason why it cannot be measured. Total: any text gives a reading.
 */
export function parseObjective(text: string): ObjectiveReading {
  const clean = normaliseRequirement(text.slice(0, 500))
  const found = findQuantities(clean)
  const reading = classify(clean, found)
  if (reading.kind === 'word') return reading
  const subject = subjectOf(clean, found, reading)
  return subject === '' ? reading : { ...reading, subject }
}

/** Where one target may end and the next begin; a comma before a digit may be part of a number. */
const JOINT = /[;()]|,(?!\d)|\band\b/i

/**
 * The same of a text that sets several targets, each of which could stand alone: "p99 < 100 ms, p50 < 20 ms". What one of
 * them is about goes for those behind it that do not say, or else for those before it. Never empty.
 */
export function parseObjectives(text: string): ObjectiveReading[] {
  const parts = text.slice(0, 500).split(JOINT)
  const targets = parts.flatMap((part) => {
    const reading = parseObjective(part)
    return reading.kind !== 'word' && isTargetAlone(part, reading) ? [reading] : []
  })
  if (targets.length < 2) return [parseObjective(text)]
  let subject = targets.find((target) => target.subject !== undefined)?.subject
  return targets.map((target) => {
    subject = target.subject ?? subject
    return subject === undefined ? target : { ...target, subject }
  })
}

/** A time without a percentile, or a share that is not called an availability, may be the other half of a target. */
const isTargetAlone = (text: string, reading: ParsedObjective): boolean =>
  (reading.kind === 'latency' && !reading.percentileAssumed) ||
  (reading.kind === 'availability' && (says(text, AVAILABILITY_NAMED) || says(text, /nine|9['’]?s\b/i)))

function findQuantities(text: string): Found[] {
  const found: Found[] = []
  for (let at = 0; at < text.length; at++) {
    // A digit inside a word ("s3", "p99") starts no number.
    if (!/[\d$.]/.test(text[at] ?? '') || /[\p{L}\p{N}_.]/u.test(text[at - 1] ?? '')) continue
    const read = readQuantity(text, at)
    if (
      /^\d[\d.]*\s?(th|st|nd|rd|[- ]?percentile)\b/i.test(text.slice(at)) ||
      !read ||
      read.problem ||
      !Number.isFinite(read.amount)
    )
      continue
    const quantity = read.ratio
      ? { ...quantityOf(1), value: read.amount, hints: { percent: true } }
      : quantityOf(read.amount, read.unit)
    found.push({ quantity, ratio: read.ratio, start: at, end: read.end })
    at = Math.max(at, read.end - 1)
  }
  return found
}

const says = (text: string, pattern: RegExp): boolean => pattern.test(text)
const upperLimit =
  /<|≤|\b(under|below|within|at most|less than|no more than|not more than|max(imum)?|or less|faster than|in)\b/i
const lowerLimit = />|≥|\b(over|above|at least|more than|min(imum)?|or more)\b/i
const rateLimitWords = /<|≤|\b(at most|less than|no more than|limit(ed)?|under|below)\b/i
const AVAILABILITY_NAMED = /\b(availab|uptime|up time|up|sla|slo|succe|served|answered|online)/i
const timeDims = makeDims([['time', 1]])
const rateDims = makeDims([['time', -1]])

function classify(text: string, found: readonly Found[]): ObjectiveReading {
  if (found.length === 0) return { kind: 'word', reason: noNumber(text) }
  const time = found.find(({ quantity }) => sameDims(quantity.dims, timeDims))
  const share = found.find(({ quantity, ratio }) => ratio || isPercentByWord(text, quantity))
  if (says(text, /\b(downtime|unavailab|outage)/i))
    return downtime(found) ?? { kind: 'word', reason: 'Say how long in which time: “downtime under 5 min/month”.' }
  if (time) return ofTime(text, time.quantity, percentileOf(text, share))
  if (share) return ofShare(text, share)
  for (const { quantity } of found) {
    const known = ofMoneyOrRate(text, quantity)
    if (known) return known
  }
  const figure = found.find(({ quantity }) => !isPlain(quantity.dims))
  if (figure) return { kind: 'figure', display: formatQuantity(figure.quantity) }
  return { kind: 'word', reason: 'A number without a unit: write 200 ms, 99.9 %, 1 000 req/s or $5k/month.' }
}

function ofTime(text: string, { value }: Quantity, percentile: number | undefined): ObjectiveReading {
  if (says(text, /\bRPO\b|\b(data|writes?) loss\b|\blose at most\b/i))
    return { kind: 'recovery', metric: 'rpo', atMostS: value }
  if (says(text, /\bRTO\b|\brecover|\bfail-?over\b|\brestor(e|ed)\b/i))
    return { kind: 'recovery', metric: 'rto', atMostS: value }
  if (says(text, /\b(keep|kept|retain|retention|retained|expir|stored? for|history|valid for|ttl)/i))
    return { kind: 'figure', display: formatQuantity(quantityOfSeconds(value)) }
  if (
    says(text, /\b(stale|staleness|lag|fresh|freshness|visible|consistent|propagat\w*|searchable|synchroni[sz]ed)\b/i)
  )
    return { kind: 'staleness', atMostS: value, ...(percentile === undefined ? {} : { percentile }) }
  if (says(text, lowerLimit) && !says(text, upperLimit))
    return { kind: 'word', reason: 'A latency needs an upper limit: “p99 < 200 ms”.' }
  if (value === 0) return { kind: 'word', reason: 'Nothing takes no time: give a limit above 0.' }
  return percentile === undefined
    ? { kind: 'latency', percentile: 99, percentileAssumed: true, atMostS: value }
    : { kind: 'latency', percentile, atMostS: value }
}

function ofShare(text: string, { quantity: { value: raw }, ratio }: Found): ObjectiveReading {
  const value = ratio ? raw : raw / 100
  if (value > 1) return { kind: 'figure', display: formatQuantity({ value, dims: {}, hints: { percent: true } }) }
  if (says(text, /\bdurab/i))
    return value === 1 ? { kind: 'word', reason: hundredPercent } : { kind: 'durability', atLeast: value }
  if (says(text, /\b(error|fail|failure|failed|5xx|drop|loss|lost)/i) && value < 0.5)
    return { kind: 'availability', atLeast: 1 - value }
  const named = says(text, AVAILABILITY_NAMED)
  if (!named && value < 0.9)
    return { kind: 'figure', display: formatQuantity({ value, dims: {}, hints: { percent: true } }) }
  if (value === 1) return { kind: 'word', reason: hundredPercent }
  return { kind: 'availability', atLeast: value }
}

function ofMoneyOrRate(text: string, { value, dims, hints }: Quantity): ObjectiveReading | undefined {
  const hard = hardOf(dims)
  if (exponentOf(hard, 'money') === 1 && Object.keys(dims).length <= 2) {
    const perTime = exponentOf(hard, 'time') === -1
    if (perTime && sameDims(dims, hard)) return { kind: 'cost', atMostUsd: value * MONTH_S }
    if (isPlain(hardOf(dims)) || sameDims(dims, makeDims([['money', 1]]))) return { kind: 'cost', atMostUsd: value }
  }
  if (!sameDims(hard, rateDims)) return undefined
  if (nounsOf(dims).some(([, exponent]) => exponent !== 1))
    return { kind: 'figure', display: formatQuantity({ value, dims, hints }) }
  if (says(text, rateLimitWords)) return { kind: 'figure', display: formatQuantity({ value, dims, hints }) }
  return { kind: 'throughput', atLeastPerS: value }
}

/** "downtime under 5 min/month" is a share of the time; "99.9 % uptime" beside it is one already. */
function downtime(found: readonly Found[]): ObjectiveReading | undefined {
  for (const { quantity, ratio } of found) {
    const { value, dims, unit } = quantity
    const timePerTime = isPlain(dims) && unit !== undefined && unit.factors.length === 2
    if (timePerTime && value < 1) return { kind: 'availability', atLeast: 1 - value }
    if (ratio && value <= 1)
      return value < 0.5 ? { kind: 'availability', atLeast: 1 - value } : { kind: 'availability', atLeast: value }
  }
  return undefined
}

/** "p99", "99th percentile", "median", or "99 % of reads within 200 ms". */
function percentileOf(text: string, share: Found | undefined): number | undefined {
  const short =
    /\bp\s?(\d{1,2}(?:\.\d+)?|100)\b/i.exec(text) ??
    /\b(\d{1,2}(?:\.\d+)?)\s?(?:th|st|nd|rd)?[- ]?percentile\b/i.exec(text)
  const value = Number(short?.[1] ?? Number.NaN)
  // p999 is how p99.9 is written in code.
  const code = /\bp(9{3,5})\b/i.exec(text)?.[1]
  if (code !== undefined) return Number(`${code.slice(0, 2)}.${code.slice(2)}`)
  if (value > 0 && value < 100) return value
  if (says(text, /\bmedian\b/i)) return 50
  return share && share.ratio && share.quantity.value > 0.2 && share.quantity.value < 1
    ? Number((share.quantity.value * 100).toPrecision(12))
    : undefined
}

const isPercentByWord = (text: string, { value, dims }: Quantity): boolean =>
  isPlain(dims) && value >= 90 && value <= 100 && says(text, /\b(availab|uptime|durab)/i)

const hundredPercent = 'Nothing holds 100 % of the time: say how many nines.'

function noNumber(text: string): string {
  const word = /\p{L}[\p{L}-]*/u.exec(
    text.replace(/\b(the|a|an|it|must|should|be|is|very|system|highly)\b/gi, ' '),
  )?.[0]
  return word === undefined
    ? 'There is nothing to measure yet.'
    : `“${word}” has no number: how much, of what, how often?`
}

/** What is left of the text without numbers, limits and the words that say what kind of objective it is. */
function subjectOf(text: string, found: readonly Found[], reading: ParsedObjective): string {
  let rest = text
  for (const { start, end } of [...found].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`
  const words = rest
    .replace(/\b(p\d[\d.]*|\d[\d.]*(th|st|nd|rd)|at the)\b/gi, ' ')
    .replace(fillers, ' ')
    .replace(/[^\p{L}\p{N}\s'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (words !== '' || reading.kind !== 'throughput') return words
  const noun = nounsOf(found.find(({ quantity }) => nounsOf(quantity.dims).length > 0)?.quantity.dims ?? {})[0]?.[0]
  return noun === undefined || noun === 'request' ? '' : nounNamed(noun).plural
}

const fillers =
  /\b(latency|latencies|response|responses|time|times|availability|available|uptime|durability|durable|throughput|cost|costs|costing|budget|price|of|for|the|a|an|all|should|shall|must|may|can|will|be|is|are|in|at|least|most|within|under|below|over|above|less|more|than|no|not|to|up|and|or|with|max|maximum|min|minimum|median|average|percentile|rpo|rto|sla|slo|complete|completes|completed|respond|responds|served|serve|serves|handle|handles|support|supports|we|it|total|faster|take|takes|time|stay|stays|keep|downtime|error|errors|rate|stale|failure|failures|per|by|every|each)\b/gi

const quantityOfSeconds = (value: number): Quantity => ({ value, dims: timeDims, hints: {} })
