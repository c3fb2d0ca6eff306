import type { BlockState } from './block-states'

/** The third line of a block. Texts are '' where there is nothing to say. */
export interface LiveLine {
  utilisation: string
  /** 0..1, for the bar; null hides it. */
  fill: number | null
  arrivals: string
  /** The state in a word, else the figure that tells most of this block: hit ratio, or queue. */
  note: string
  state: BlockState
}

/** A utilisation from here on is drawn as nearly full. */
export const BUSY_FROM = 0.8
