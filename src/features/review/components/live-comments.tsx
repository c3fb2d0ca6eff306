'use client'

import { isThere } from '@/core/interview/interjections'
import type { Pin, PinTarget } from '@/core/interview/pins'
import { useInterview, useInterviewStore, useLive } from '@/features/interview/client'
import { useBesideStep } from '@/features/interview/components/use-leading'
import { changeTargetOf, pinHref, pinTargetOf, targetName, thingName } from '../pin-name'
import { CommentsPanel } from './comments-panel'
import { otherPins, type PinPlace } from './use-pin-place'

/** The comments beside an interview that goes on: a new one is pinned to the moment, and to what was gone into last. */
export function LiveComments({ interviewId }: { interviewId: string }) {
  const state = useInterview((view) => view.state)
  const { sync } = useInterviewStore()
  const changes = useLive((view) => (view.isOpen ? view.comments : null))
  const beside = useBesideStep()
  const chosen = changeTargetOf(pinTargetOf(beside?.chosen ?? null))
  // it may have been removed since
  const target: PinTarget = chosen && isThere(state, chosen) ? chosen : { kind: 'moment' }
  const here: Pin = { seq: sync.seq, target }
  const place: PinPlace = {
    here,
    others: otherPins(state, here),
    nameOf: (pin) => thingName(state, pin),
    nameNow: (pin) => (pin.target.kind === 'moment' ? 'this moment' : targetName(state, pin.target)),
    // the moments of an interview can be gone to when it is over
    wayTo: (pin) => {
      if (state.phase === 'finished') return pinHref(interviewId, pin)
      const thing = changeTargetOf(pin.target)
      return thing && beside && isThere(state, thing) ? () => beside.lead(thing) : null
    },
  }
  return <CommentsPanel interviewId={interviewId} place={place} changes={changes} />
}
