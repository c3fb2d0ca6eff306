import { allCases } from './all-cases'
import type { OracleVector } from './vectors'

/** How a vector is held: by runs of a design, by the algorithm that blocks use, or by its formula alone, and why. */
export type HowHeld = { how: 'simulated' } | { how: 'algorithm' | 'closed form' | 'not yet'; why: string }

const NOT_SIMULATED: readonly { ids: RegExp; held: Exclude<HowHeld, { how: 'simulated' }> }[] = [
  { ids: /^trace-/, held: { how: 'algorithm', why: 'exact hits of the evictions that caches use, on the same trace' } },
  { ids: /^jumphash-/, held: { how: 'algorithm', why: 'exact buckets of the hash that shards use' } },
  {
    ids: /^(reshard|ring)-/,
    held: { how: 'algorithm', why: 'shares and moves of the rings and maps that shards use' },
  },
  { ids: /^hotkey-/, held: { how: 'closed form', why: 'a mean over all hashes, of which a design has one' } },
  { ids: /^(bloom-|cms$|hll$)/, held: { how: 'closed form', why: 'no block keeps a sketch' } },
]

const simulated = new Set(allCases.flatMap(({ vectors }) => vectors))

/** @throws Error for a vector that is held in no way or in two */
export function howHeld({ id }: OracleVector): HowHeld {
  const ways: HowHeld[] = NOT_SIMULATED.filter(({ ids }) => ids.test(id)).map(({ held }) => held)
  if (simulated.has(id)) ways.push({ how: 'simulated' })
  if (ways.length !== 1) throw new Error(`${id} is held in ${ways.length} ways`)
  return ways[0]!
}
