'use client'

import { useMemo, useState } from 'react'
import type { Interjection, PointedAt } from '@/core/interview/interjections'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { stepShowing } from '../step-showing'
import type { Workspace } from './use-workspace'

const none: readonly ChangeTarget[] = []

export interface PointedAtView {
  /** To be marked: another list whenever it is to be marked anew. */
  targets: readonly ChangeTarget[]
  /** Goes to where it is seen, and marks it once more. */
  show: (target: PointedAt) => void
}

/** What the interviewer points at: marked wherever it is in sight until it was noticed. Nothing of before this page. */
export function usePointedAt({ state, step, goToStep }: Workspace): PointedAtView {
  const newest = state.interjections.findLast(({ what }) => what.kind === 'attention')
  const [first] = useState(newest?.id)
  const [shown, setShown] = useState<{ step: string; targets: readonly ChangeTarget[] } | null>(null)
  // whoever goes on to another step has seen it
  if (shown && shown.step !== step) setShown(null)
  const pointed = newest && newest.id !== first ? unseenTarget(newest) : null
  const unseen = useMemo(() => (pointed ? [pointed] : none), [pointed])
  return {
    targets: pointed || !shown ? unseen : shown.targets,
    show: (target) => {
      const place = stepShowing(target, step)
      if (place !== step) goToStep(place)
      setShown({ step: place, targets: [target] })
    },
  }
}

function unseenTarget({ what, seenAtMs }: Interjection): ChangeTarget | null {
  return what.kind === 'attention' && seenAtMs === null ? what.target : null
}
