'use client'

import { useCallback, useMemo } from 'react'
import type { Pin } from '@/core/interview/pins'
import { useChosenThing, useReplay, useReplayMoment, useReplayPlayer } from '@/features/interview/replay'
import { changeTargetOf, pinName, pinTargetOf } from '../pin-name'

export interface PinPlace {
  /** What a pin would take hold of now. */
  here: Pin
  hereName: string
  nameOf: (pin: Pin) => string
  /** Leads to a pin; null where nothing can. */
  show: ((pin: Pin) => void) | null
}

/** In a replay every pin can be gone to. */
export type ReplayPlace = PinPlace & { show: (pin: Pin) => void }

/** Where pins of the replay on this screen come from and lead to. */
export function usePinPlace(): ReplayPlace {
  const player = useReplayPlayer()
  const replay = useReplay((view) => view.replay)
  const { seq, state } = useReplayMoment()
  const chosen = useChosenThing()
  const here = useMemo<Pin>(() => ({ seq, target: pinTargetOf(chosen) }), [seq, chosen])
  const nameOf = useCallback((pin: Pin) => pinName(replay.stateAt(replay.clamped(pin.seq)), pin), [replay])
  const show = useCallback((pin: Pin) => player.goTo(pin.seq, changeTargetOf(pin.target)), [player])
  return { here, hereName: pinName(state, here), nameOf, show }
}
