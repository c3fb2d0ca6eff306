import { nextBelow, seedStream } from '@/core/random/streams'

/** Chances of one question: the same name, the same choices. */
export interface Draw {
  /** One of a list that is not empty. */
  pick: <T>(from: readonly T[]) => T
  /** A fresh seed for something within. */
  seed: () => number
}

/** Seeds are whole numbers from 0 up to this, so that they fit a link and a column. */
export const MAX_SEED = 2 ** 31 - 1

export function drawFor(name: string): Draw {
  const state = new Int32Array(4)
  seedStream(state, 0, name)
  return {
    pick: (from) => {
      if (from.length === 0) throw new Error(`nothing to pick from for ${name}`)
      return from[nextBelow(state, 0, from.length)]!
    },
    seed: () => nextBelow(state, 0, MAX_SEED),
  }
}
