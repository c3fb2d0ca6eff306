'use client'

import type { InterviewState } from '@/core/interview/state'
import { interjectionTitle, interjectionWords } from './interjection-text'
import type { Dispatch } from './step-props'
import { WorkspaceNotice } from './workspace-notice'

export interface InterviewerNoticeProps {
  state: InterviewState
  dispatch: Dispatch
  /** Opens what the notice is about, beside the step. */
  onShow: () => void
}

/** One line above the step for the newest thing that the interviewer said and that was not noticed yet; said politely. */
export function InterviewerNotice({ state, dispatch, onShow }: InterviewerNoticeProps) {
  const unseen = state.interjections.filter(({ seenAtMs }) => seenAtMs === null)
  const newest = unseen.at(-1)
  if (!newest || state.phase === 'finished') return null
  const words = interjectionWords(newest)
  const title = interjectionTitle(state, newest)
  return (
    <WorkspaceNotice
      icon="interviewer"
      action={{
        label: 'Show',
        onSelect: () => {
          for (const { id } of unseen) dispatch({ type: 'interjection-seen', id })
          onShow()
        },
      }}
    >
      <span className="line-clamp-2">
        {title}
        {words && `: ${words}`}
        {unseen.length > 1 && ` (and ${unseen.length - 1} more)`}
      </span>
    </WorkspaceNotice>
  )
}
