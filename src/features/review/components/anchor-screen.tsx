'use client'

import type { CandidateProblem } from '@/core/content/problem'
import { ReplayProvider } from '@/features/interview/replay'
import { ReplayScreen } from '@/features/interview/components/replay-screen'
import { useHydrated } from '@/ui/use-hydrated'
import type { AnchorToRate } from '../calibration/calibration-shapes'
import { AnchorForm } from './anchor-form'

export interface AnchorScreenProps {
  anchor: AnchorToRate
  problem: CandidateProblem
  /** Number of the event that is shown first; null: the last. */
  at: number | null
}

/** An anchor interview in the replay, with the form of its levels beside it. */
export function AnchorScreen({ anchor, problem, at }: AnchorScreenProps) {
  // A replay is drawn in the browser alone, as that of any interview is.
  const isHydrated = useHydrated()
  const panels = [{ id: 'levels', label: 'Levels', content: <AnchorForm anchor={anchor} />, isFirst: true }]
  if (!isHydrated) return <p className="p-4 text-ink-2">Opening the interview …</p>
  return (
    <ReplayProvider events={anchor.events} seq={Math.max(1, Math.min(anchor.events.length, at ?? Infinity))}>
      <ReplayScreen
        id={`anchor-${anchor.slug}`}
        title={`Calibration: ${problem.title}`}
        problem={problem}
        reportHref={null}
        panels={panels}
      />
    </ReplayProvider>
  )
}
