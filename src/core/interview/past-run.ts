import { designHash } from '@/core/design/hash'
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { effectiveDesign } from './effective-design'
import { runIn } from './events'
import type { Replay } from './replay'
import type { InterviewState, RecordedRun } from './state'

/** A run that can be made again as it was made then. */
export interface PastRun {
  design: Design
  /** The newest run that had been made of this very design; null: none had been. */
  run: RecordedRun | null
}

/** Events to look back for the design of a run: it may have been edited while it ran. */
const MOST_BACK = 200

/** Of each design that was asked about: fingerprints of large ones take milliseconds. */
const hashes = new WeakMap<Design, string>()

function hashOf(design: Design): string {
  const known = hashes.get(design) ?? designHash(design)
  hashes.set(design, known)
  return known
}

const designOf = (state: InterviewState): Design => effectiveDesign(state).design

/**
 * What ran, or would have run, at a moment: the design as it stood, and the run that was made of it. Where the event of the
 * moment records a run of a design that was edited while it ran, it is that earlier design.
 * @param state the interview after event `seq`, where it is there already: then `design` is the very object of that state
 */
export function pastRun(replay: Replay, seq: number, state = replay.stateAt(seq)): PastRun {
  const design = designOf(state)
  const { runs } = state
  if (runs.length === 0) return { design, run: null }
  const hash = hashOf(design)
  const run = runs.findLast((each) => each.designHash === hash)
  if (run) return { design, run }
  const event = replay.events[replay.clamped(seq) - 1]
  const made = event && runIn(event.payload)
  const earlier = made ? designBefore(replay, seq, made.designHash) : null
  return earlier ? { design: earlier, run: runs.find((each) => each.run === made?.run) ?? null } : { design, run: null }
}

function designBefore(replay: Replay, seq: number, hash: string): Design | null {
  let last: Design | null = null
  for (let at = seq - 1; at >= Math.max(1, seq - MOST_BACK); at--) {
    const design = designOf(replay.stateAt(at))
    if (design !== last && hashOf(design) === hash) return design
    last = design
  }
  return null
}

/** The options of a run: its own where they were kept, else its seed and its length and for the rest the usual ones. */
export const optionsOf = ({ options, seed, durationS }: RecordedRun): RunOptions =>
  options ?? { ...DEFAULT_RUN_OPTIONS, seed, durationS }
