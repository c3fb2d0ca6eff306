'use client'

import { useInterview } from '../client'
import { WorkspaceNotice } from './workspace-notice'

/** What stands in the way of following an interview, or that it is over. */
export function LiveNotices() {
  const trouble = useInterview((view) => view.problem)
  const phase = useInterview((view) => view.state.phase)
  return (
    <>
      {trouble && <WorkspaceNotice icon="trouble">{trouble}</WorkspaceNotice>}
      {phase === 'paused' && (
        <WorkspaceNotice icon="paused">Paused by the candidate: the clock stands.</WorkspaceNotice>
      )}
      {phase === 'finished' && (
        <WorkspaceNotice icon="finished">Finished: nothing more can be asked or changed.</WorkspaceNotice>
      )}
    </>
  )
}
