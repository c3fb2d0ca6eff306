import { runIn } from './events'
import { idleOf, writesNumber } from './replay-axis'
import type { PlacedEvent, Replay } from './replay'

export type KeyMomentKind = 'first-number' | 'first-run' | 'first-failure' | 'longest-silence'

/** A moment worth going to. `seq` is that of the event; of a silence, of the last event before it. */
export interface KeyMoment {
  kind: KeyMomentKind
  seq: number
  atMs: number
  /** How long a silence lasted; null for what happened at one moment. */
  lastsMs: number | null
}

/** A silence shorter than this is no moment of an interview, ms. */
const LEAST_SILENCE_MS = 60_000

/**
 * The key moments that there were, in the order of time: the first number written down, the first run, the first run that
 * missed an objective, and the longest stretch in which nothing happened though the clock ran.
 */
export function keyMoments(replay: Replay): KeyMoment[] {
  const moments = [
    firstOf(replay, 'first-number', writesNumber),
    firstOf(replay, 'first-run', ({ payload }) => runIn(payload) !== null),
    firstOf(replay, 'first-failure', missesObjective),
    longestSilence(replay),
  ]
  return moments.filter((moment) => moment !== null).sort((a, b) => a.seq - b.seq)
}

function firstOf(replay: Replay, kind: KeyMomentKind, isIt: (event: PlacedEvent) => boolean): KeyMoment | null {
  const event = replay.events.find(isIt)
  return event ? { kind, seq: event.seq, atMs: replay.atMs(event.seq), lastsMs: null } : null
}

function missesObjective({ payload }: PlacedEvent): boolean {
  return runIn(payload)?.objectives.some(({ met }) => met === false) ?? false
}

function longestSilence(replay: Replay): KeyMoment | null {
  const silences = idleOf(replay, LEAST_SILENCE_MS)
  const [longest] = silences.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
  if (!longest) return null
  const { fromMs, toMs } = longest
  return { kind: 'longest-silence', seq: replay.seqAt(fromMs), atMs: fromMs, lastsMs: toMs - fromMs }
}
