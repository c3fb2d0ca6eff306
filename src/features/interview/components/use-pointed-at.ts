'use client'

import { useState } from 'react'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { InterviewState } from '@/core/interview/state'

/** What the interviewer points at, as a list that is another one whenever they point anew; nothing of before this page. */
export function usePointedAt({ interjections }: InterviewState): readonly ChangeTarget[] {
  const newest = interjections.findLast(({ what }) => what.kind === 'attention')
  const [seen, setSeen] = useState<{ id: string | undefined; targets: readonly ChangeTarget[] }>({
    id: newest?.id,
    targets: [],
  })
  if (newest === undefined || newest.id === seen.id || newest.what.kind !== 'attention') return seen.targets
  const targets = [newest.what.target]
  setSeen({ id: newest.id, targets })
  return targets
}
