'use client'

import { useMemo, useState } from 'react'
import type { Interjection } from '@/core/interview/interjections'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { type Leading, useLeading } from './use-leading'
import type { Workspace } from './use-workspace'

const none: readonly ChangeTarget[] = []

export interface PointedAtView {
  /** To be marked: another list whenever it is to be marked anew. */
  targets: readonly ChangeTarget[]
  /** Goes to where this is seen, and marks it. */
  lead: Leading['lead']
}

/** What the interviewer points at, marked wherever it is in sight until it was noticed; else what the person is led to. */
export function usePointedAt({ state, step, goToStep }: Workspace): PointedAtView {
  const newest = state.interjections.findLast(({ what }) => what.kind === 'attention')
  const [first] = useState(newest?.id)
  const { led, lead } = useLeading(step, goToStep)
  // nothing of before this page
  const pointed = newest && newest.id !== first ? unseenTarget(newest) : null
  const unseen = useMemo(() => (pointed ? [pointed] : none), [pointed])
  return { targets: pointed || !led ? unseen : led, lead }
}

function unseenTarget({ what, seenAtMs }: Interjection): ChangeTarget | null {
  return what.kind === 'attention' && seenAtMs === null ? what.target : null
}
