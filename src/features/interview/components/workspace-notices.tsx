'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'
import type { InterviewerNoticeProps } from './interviewer-notice'
import type { Workspace } from './use-workspace'
import { WorkspaceNotice } from './workspace-notice'

// Fetched when an interviewer has said something: most interviews have none.
const InterviewerNotice = dynamic(
  whenReachable(() => import('./interviewer-notice').then((module) => module.InterviewerNotice)),
  {
    ssr: false,
  },
)

export interface WorkspaceNoticesProps extends Pick<InterviewerNoticeProps, 'onShow' | 'onPointed'> {
  workspace: Workspace
}

/** What the interviewer said, why nothing can be changed just now, and what stands in the way of saving. */
export function WorkspaceNotices({ workspace, onShow, onPointed }: WorkspaceNoticesProps) {
  const { state, isFinished, isTimeUp, trouble, dispatch } = workspace
  return (
    <>
      {trouble && <WorkspaceNotice icon="trouble">{trouble}</WorkspaceNotice>}
      {isFinished && (
        <WorkspaceNotice icon="finished">Finished: you can read everything here, and change nothing.</WorkspaceNotice>
      )}
      {state.phase === 'paused' && (
        <WorkspaceNotice icon="paused" action={{ label: 'Resume', onSelect: () => void dispatch({ type: 'resumed' }) }}>
          Paused: the clock stands, and so does the interview.
        </WorkspaceNotice>
      )}
      {state.interjections.length > 0 && (
        <InterviewerNotice state={state} dispatch={dispatch} onShow={onShow} onPointed={onPointed} />
      )}
      {isTimeUp && !isFinished && (
        <WorkspaceNotice icon="over">The time is up: nothing more is taken. Finish to see your report.</WorkspaceNotice>
      )}
    </>
  )
}
