'use client'

import { useRouter } from 'next/navigation'
import { useInterview } from '../client'
import { replayHref } from '../replay-href'
import { WorkspaceNotice } from './workspace-notice'

/** What stands in the way of following an interview, or that it is over. */
export function LiveNotices({ id }: { id: string }) {
  const router = useRouter()
  const trouble = useInterview((view) => view.problem)
  const phase = useInterview((view) => view.state.phase)
  return (
    <>
      {trouble && <WorkspaceNotice icon="trouble">{trouble}</WorkspaceNotice>}
      {phase === 'paused' && (
        <WorkspaceNotice icon="paused">Paused by the candidate: the clock stands.</WorkspaceNotice>
      )}
      {phase === 'finished' && (
        <WorkspaceNotice icon="finished" action={{ label: 'Replay', onSelect: () => router.push(replayHref(id)) }}>
          Finished: nothing more can be asked or changed.
        </WorkspaceNotice>
      )}
    </>
  )
}
