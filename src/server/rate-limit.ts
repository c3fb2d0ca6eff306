import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from './env'

/** Allowed uses of each thing: `points` in `duration` seconds, for one key. Counted in each process by itself. */
const LIMITS = {
  /** Procedure calls of one signed-in person; a call in a batch counts like any other. */
  call: { points: 1200, duration: 60 },
  /** Procedure calls of one address without sign-in. */
  anonymousCall: { points: 300, duration: 60 },
  /** Guests begun from one address: a classroom behind one router still gets in. */
  guest: { points: 100, duration: 3600 },
  /** Links, shared designs and saved sheets made by one person. */
  share: { points: 120, duration: 3600 },
  /** Pictures of shared designs, and what they say of themselves, that one address asks for: drawing takes a moment. */
  preview: { points: 60, duration: 60 },
  /** Files opened by one person: each is read and folded whole, which takes a second. */
  openFile: { points: 60, duration: 3600 },
  /** Questions of drills put to one person: each is a row, and those of a month are looked through for the next. */
  drill: { points: 1000, duration: 86_400 },
  /** Sheets of one person that are held against a problem: each is computed whole. */
  check: { points: 300, duration: 3600 },
  signUp: { points: 60, duration: 3600 },
  /** Wrong passwords from one address, whatever the account: a classroom behind one router still gets in. */
  passwordByAddress: { points: 50, duration: 600 },
  /** Password attempts on one account from one address: who guesses elsewhere does not lock its owner out ... */
  passwordHere: { points: 10, duration: 600 },
  /** ... before this many, wherever they come from. */
  passwordByAccount: { points: 100, duration: 600 },
} as const

export type LimitName = keyof typeof LIMITS

const limiters = new Map<LimitName, RateLimiterMemory>()

function limiter(name: LimitName): RateLimiterMemory {
  const known = limiters.get(name)
  if (known) return known
  const { points, duration } = LIMITS[name]
  const made = new RateLimiterMemory({
    keyPrefix: name,
    points: Math.ceil(points * env().DRYRUN_RATE_FACTOR),
    duration,
  })
  limiters.set(name, made)
  return made
}

/** Uses one point of `key`. @returns seconds to wait when there is none left, else null */
export async function takePoint(name: LimitName, key: string): Promise<number | null> {
  try {
    await limiter(name).consume(key)
    return null
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000)
    throw refused
  }
}

/** Gives one point of `key` back: what was right was no attempt. */
export async function givePointBack(name: LimitName, key: string): Promise<void> {
  await limiter(name).reward(key, 1)
}

/** Gives the points of `key` back: after a right password the account's failures no longer count. */
export async function forgetPoints(name: LimitName, key: string): Promise<void> {
  await limiter(name).delete(key)
}

/** For tests: every limit as at start. */
export function resetLimits(): void {
  limiters.clear()
}
