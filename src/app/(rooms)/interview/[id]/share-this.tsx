'use client'

import { useInterview } from '@/features/interview/client'
import { ShareInterview } from '@/features/sharing/components/share-button'

/** Shares the interview of this page: the two features meet here and nowhere else. */
export function ShareThis({ id }: { id: string }) {
  const isFinished = useInterview((view) => view.state.phase === 'finished')
  return <ShareInterview interviewId={id} isFinished={isFinished} />
}
