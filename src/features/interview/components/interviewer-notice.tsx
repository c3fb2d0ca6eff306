'use client'

import type { PointedAt } from '@/core/interview/interjections'
import type { InterviewState } from '@/core/interview/state'
import { interjectionTitle, interjectionWords } from './interjection-text'
import type { Dispatch } from './step-props'
import { WorkspaceNotice } from './workspace-notice'

export interface InterviewerNoticeProps {
  state: InterviewState
  dispatch: Dispatch
  /** Opens what the notice is about, beside the step. */
  onShow: () => void
  /** Goes to what the interviewer points at. */
  onPointed: (target: PointedAt) => void
}

/** One line above the step for the newest thing that the interviewer said and that was not noticed yet; said politely. */
export function InterviewerNotice({ state, dispatch, onShow, onPointed }: InterviewerNoticeProps) {
  const unseen = state.interjections.filter(({ seenAtMs }) => seenAtMs === null)
  const newest = unseen.at(-1)
  if (!newest || state.phase === 'finished') return null
  const words = interjectionWords(newest)
  const title = interjectionTitle(state, newest)
  const { what } = newest
  const show = () => {
    // what else was said comes up next, and stands beside the step
    const noticed = what.kind === 'attention' ? [newest] : unseen
    for (const { id } of noticed) dispatch({ type: 'interjection-seen', id })
    if (what.kind === 'attention') onPointed(what.target)
    else onShow()
  }
  return (
    <WorkspaceNotice icon="interviewer" action={{ label: 'Show', onSelect: show }}>
      <span className="line-clamp-2">
        {title}
        {words && `: ${words}`}
        {unseen.length > 1 && ` (and ${unseen.length - 1} more)`}
      </span>
    </WorkspaceNotice>
  )
}
