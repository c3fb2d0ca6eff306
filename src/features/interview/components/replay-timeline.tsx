'use client'

import { useReplay, useReplayPlayer } from '../replay'
import { ReplayControls } from './replay-controls'
import { ReplayTrack } from './replay-track'
import { useReplayKeys } from './use-replay-keys'

/** The time axis of an interview that is looked back at, with everything that moves along it. */
export function ReplayTimeline() {
  const player = useReplayPlayer()
  const isEmpty = useReplay((view) => view.replay.lastSeq === 0)
  useReplayKeys(player)
  return (
    <section
      aria-label="Time axis"
      className="flex shrink-0 flex-col gap-1 border-t border-line bg-surface px-3 py-1.5 print:hidden"
    >
      <ReplayControls />
      {!isEmpty && <ReplayTrack />}
    </section>
  )
}
