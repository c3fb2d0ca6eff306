import type { ExtraPanel } from '@/features/interview/components/interview-body'
import type { Role } from '@/server/access'
import { NotesPanel } from './notes-panel'
import { ReplayComments } from './replay-comments'
import { ReviewPanel } from './review-panel'
import { UnreadMark } from './unread-mark'

/** What stands beside the replay, by who looks: nothing for a viewer, comments for the owner, all of it for who reviews. */
export function replayPanels(interviewId: string, role: Role): ExtraPanel[] {
  if (role === 'viewer') return []
  const comments = {
    id: 'comments',
    label: 'Comments',
    content: <ReplayComments interviewId={interviewId} />,
    mark: <UnreadMark />,
  }
  if (role === 'owner') return [comments]
  return [
    { id: 'review', label: 'Review', content: <ReviewPanel interviewId={interviewId} />, isFirst: true },
    comments,
    { id: 'notes', label: 'Notes', content: <NotesPanel interviewId={interviewId} /> },
  ]
}
