import { elapsedMs } from '@/core/interview/clock'
import { type Pin, type PinnedThing, type PinTarget, targetId } from '@/core/interview/pins'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { InterviewState } from '@/core/interview/state'
import { clockText } from '@/features/interview/components/clock-text'
import { replayHref } from '@/features/interview/replay-href'
import type { Pointer } from '@/core/scoring/evidence'
import { pointerName } from './pointer-link'

/** What a target is called as the interview stands: "Block: Cache"; "This moment". */
export function targetName(state: InterviewState, target: PinTarget): string {
  const id = targetId(target)
  if (id === null || target.kind === 'moment') return 'This moment'
  const kind: Pointer['kind'] = target.kind === 'line' ? 'requirement' : target.kind
  return pointerName({ interviewId: '', state, scenarios: [] }, { kind, id })
}

/** The same where the interview is not at the pin's moment: a moment is called by the number of its event. */
export const thingName = (state: InterviewState, { seq, target }: Pin): string =>
  target.kind === 'moment' ? `Event ${seq}` : targetName(state, target)

/** Time worked up to the moment: "12:40". */
export const timeName = ({ clock }: InterviewState): string => clockText(elapsedMs(clock, clock.lastAtMs) / 1000)

/** "12:40 · Block: Cache", as the interview stood at the pin's moment. */
export const pinName = (stateThen: InterviewState, { target }: Pin): string =>
  target.kind === 'moment' ? timeName(stateThen) : `${timeName(stateThen)} · ${targetName(stateThen, target)}`

/** What the replay shows at a pin; null for the moment as a whole. */
export const changeTargetOf = (target: PinTarget): PinnedThing | undefined =>
  target.kind === 'moment' ? undefined : target

const PINNABLE = new Set<string>(['line', 'cell', 'block', 'link', 'entity', 'api', 'decision', 'run'])

/** Address of the replay at a pin's moment, with its thing in sight. */
export const pinHref = (interviewId: string, { seq, target }: Pin): string =>
  replayHref(interviewId, seq, changeTargetOf(target))

/** What a pin takes hold of where somebody has chosen this in the replay. */
export const pinTargetOf = (chosen: ChangeTarget | null): PinTarget =>
  chosen && PINNABLE.has(chosen.kind) ? ({ kind: chosen.kind, id: chosen.id } as PinTarget) : { kind: 'moment' }
