import type { ChangeTarget } from '@/core/interview/replay-change'

/**
 * Address of the replay of an interview.
 * @param at number or id of the event that is shown first; the beginning without it
 * @param thing what is shown of that moment
 */
export function replayHref(interviewId: string, at?: number | string, thing?: ChangeTarget): string {
  const asked = {
    ...(at === undefined ? {} : { at: String(at) }),
    ...(thing === undefined ? {} : { [THING]: `${thing.kind}:${thing.id}` }),
  }
  const query = new URLSearchParams(asked).toString()
  return `/interview/${encodeURIComponent(interviewId)}/replay${query && `?${query}`}`
}

/** The parameter of the thing. */
const THING = 'focus'

/** The address when another moment is shown: the thing stays behind. */
export function withMoment(address: URL, seq: number): URL {
  const next = new URL(address)
  next.searchParams.set('at', String(seq))
  next.searchParams.delete(THING)
  return next
}
