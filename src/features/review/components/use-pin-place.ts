'use client'

import { useCallback, useMemo } from 'react'
import type { Pin, PinTarget } from '@/core/interview/pins'
import type { InterviewState } from '@/core/interview/state'
import { useChosenThing, useReplay, useReplayMoment, useReplayPlayer } from '@/features/interview/replay'
import { changeTargetOf, pinName, pinTargetOf } from '../pin-name'

export interface PinPlace {
  /** What a pin would take hold of now. */
  here: Pin
  /** What else it could: the moment alone, and runs, which stand nowhere on the step. */
  others: readonly Pin[]
  nameOf: (pin: Pin) => string
  /** What a pin would be called if it were made now. */
  nameNow: (pin: Pin) => string
  /** Where a pin leads to: an address, or what shows it on this page; null where nothing can. */
  wayTo: (pin: Pin) => string | (() => void) | null
}

/** In a replay every pin can be gone to. */
export interface ReplayPlace extends PinPlace {
  hereName: string
  show: (pin: Pin) => void
}

/** Most runs that are offered, the newest. */
const MOST_RUNS = 20

/** What can be pinned besides what is chosen. */
export function otherPins({ runs }: InterviewState, { seq, target }: Pin): Pin[] {
  const moment: PinTarget[] = target.kind === 'moment' ? [] : [{ kind: 'moment' }]
  const made = runs.slice(-MOST_RUNS).map(({ run }): PinTarget => ({ kind: 'run', id: run }))
  const isChosen = (run: PinTarget) => target.kind === 'run' && run.kind === 'run' && run.id === target.id
  return [...moment, ...made.reverse().filter((run) => !isChosen(run))].map((other) => ({ seq, target: other }))
}

/** Where pins of the replay on this screen come from and lead to. */
export function usePinPlace(): ReplayPlace {
  const player = useReplayPlayer()
  const replay = useReplay((view) => view.replay)
  const { seq, state } = useReplayMoment()
  const chosen = useChosenThing()
  const here = useMemo<Pin>(() => ({ seq, target: pinTargetOf(chosen) }), [seq, chosen])
  const others = useMemo(() => otherPins(state, here), [state, here])
  const nameOf = useCallback((pin: Pin) => pinName(replay.stateAt(replay.clamped(pin.seq)), pin), [replay])
  const show = useCallback((pin: Pin) => player.goTo(pin.seq, changeTargetOf(pin.target)), [player])
  const nameNow = (pin: Pin) => pinName(state, pin)
  return { here, others, hereName: nameNow(here), nameOf, nameNow, show, wayTo: (pin) => () => show(pin) }
}
