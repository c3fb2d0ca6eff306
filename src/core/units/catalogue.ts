import { DAY_S, HANDY_DAY_S, HANDY_YEAR_S, MONTH_S, YEAR_S } from './calendar'
import { type Dims, makeDims, pluralOf } from './dims'

/**
 * Every unit there is. The catalogue is closed: "in", "m", "K" and "T" are no inches, metres, kelvins or teslas here.
 * Values are held in base units: seconds, bytes, US dollars, and plain counts of nouns.
 */
export interface Unit {
  /** How it is written after a number: "GB", "day", "request". */
  symbol: string
  /** Its plural after other numbers than 1, where it has one. */
  plural?: string
  dims: Dims
  /** How many base units it is. */
  factor: number
  kind: 'time' | 'bits' | 'bytes' | 'money' | 'noun' | 'rate' | 'ratio'
}

const time = (symbol: string, factor: number, plural?: string): Unit => ({
  symbol,
  ...(plural === undefined ? {} : { plural }),
  dims: makeDims([['time', 1]]),
  factor,
  kind: 'time',
})

export const timeUnits: readonly Unit[] = [
  time('ns', 1e-9),
  time('µs', 1e-6),
  time('ms', 1e-3),
  time('s', 1),
  time('min', 60),
  time('h', 3600),
  time('day', DAY_S, 'days'),
  time('week', 7 * DAY_S, 'weeks'),
  time('month', MONTH_S, 'months'),
  time('year', YEAR_S, 'years'),
]

/**
 * In the head a day is 10^5 s and a year 3 x 10^7 s; a week is seven of those days, a month a twelfth of that year. Only
 * where somebody asks for these does a quantity have them.
 */
const handyTimes: ReadonlyMap<Unit, Unit> = new Map(
  timeUnits.flatMap((unit) => {
    const seconds = { day: HANDY_DAY_S, week: 7 * HANDY_DAY_S, month: HANDY_YEAR_S / 12, year: HANDY_YEAR_S }
    return unit.symbol in seconds ? [[unit, { ...unit, factor: seconds[unit.symbol as keyof typeof seconds] }]] : []
  }),
)
export const handyUnit = (unit: Unit): Unit => handyTimes.get(unit) ?? unit

/** Other ways to write a unit of time. */
export const timeAliases: Readonly<Record<string, string>> = {
  us: 'µs',
  μs: 'µs',
  usec: 'µs',
  msec: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  minute: 'min',
  minutes: 'min',
  mins: 'min',
  hour: 'h',
  hours: 'h',
  hr: 'h',
  hrs: 'h',
  d: 'day',
  days: 'day',
  weeks: 'week',
  wk: 'week',
  months: 'month',
  mo: 'month',
  years: 'year',
  yr: 'year',
  yrs: 'year',
  millisecond: 'ms',
  milliseconds: 'ms',
  microsecond: 'µs',
  microseconds: 'µs',
  nanosecond: 'ns',
  nanoseconds: 'ns',
}

export const decimalPrefixes: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 }
export const binaryPrefixes: Readonly<Record<string, number>> = {
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
}
export const prefixWords: Readonly<Record<string, string>> = {
  kilo: 'k',
  mega: 'M',
  giga: 'G',
  tera: 'T',
  peta: 'P',
  exa: 'E',
}

const data = (symbol: string, factor: number, kind: 'bits' | 'bytes'): Unit => ({
  symbol,
  dims: makeDims([['data', 1]]),
  factor,
  kind,
})

export const dataUnits: readonly Unit[] = Object.entries({ '': 1, ...decimalPrefixes, ...binaryPrefixes }).flatMap(
  ([prefix, factor]) => [data(`${prefix}B`, factor, 'bytes'), data(`${prefix}bit`, factor / 8, 'bits')],
)

export const usd: Unit = { symbol: '$', dims: makeDims([['money', 1]]), factor: 1, kind: 'money' }

const perSecond = (symbol: string, counted = 'request'): Unit => ({
  symbol,
  dims: makeDims([
    ['time', -1],
    [counted, 1],
  ]),
  factor: 1,
  kind: 'rate',
})
/** One of whatever is counted, a second. As a target of a conversion they take any noun. */
export const rateUnits: readonly Unit[] = [
  perSecond('rps'),
  perSecond('qps'),
  perSecond('tps'),
  perSecond('iops', 'op'),
]

/** The part of a hundred. */
export const percent: Unit = { symbol: '%', dims: makeDims(), factor: 0.01, kind: 'ratio' }

/**
 * Things that are counted, by their singular. A holder owns what is counted beside it: of "users × posts" it is the
 * posts that are left, so the posts were meant per user.
 */
export interface Noun {
  name: string
  plural: string
  holder: boolean
}

const holders =
  'user customer player driver rider reader member device host machine server instance node replica copy shard partition gateway worker ' +
  'thread core process disk region zone broker consumer producer channel room group conversation game'
const things =
  'request post message event delivery view file key op connection read write query click item record row url link redirect image photo video ' +
  'comment like follow follower friend order job task trip ride page document word chunk object entry notification email upload download search call ' +
  'transaction payment product ping heartbeat packet line log tweet feed timeline lookup hit miss slot bucket token lock'

export const nounPattern = /^[\p{L}][\p{L}_]{1,29}$/u

const noun = (name: string, holder: boolean): Noun => ({ name, plural: pluralOf(name), holder })

export const nouns: ReadonlyMap<string, Noun> = new Map(
  [...holders.split(' ').map((name) => noun(name, true)), ...things.split(' ').map((name) => noun(name, false))].map(
    (entry) => [entry.name, entry],
  ),
)

export const nounAliases: Readonly<Record<string, string>> = {
  req: 'request',
  reqs: 'request',
  msg: 'message',
  msgs: 'message',
  conn: 'connection',
  conns: 'connection',
  operation: 'op',
  operations: 'op',
  person: 'user',
  people: 'user',
  dau: 'user',
  DAU: 'user',
  mau: 'user',
  MAU: 'user',
  doc: 'document',
  docs: 'document',
}

export function nounUnit({ name, plural }: Noun): Unit {
  return { symbol: name, plural, dims: makeDims([[name, 1]]), factor: 1, kind: 'noun' }
}
