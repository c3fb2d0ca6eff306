import type { ExtraPanel } from '@/features/interview/components/interview-body'
import type { Role } from '@/server/access'
import { CommentsPanel } from './comments-panel'
import { NotesPanel } from './notes-panel'
import { ReviewPanel } from './review-panel'

/** What stands beside the replay, by who looks: nothing for a viewer, comments for the owner, all of it for who reviews. */
export function replayPanels(interviewId: string, role: Role): ExtraPanel[] {
  if (role === 'viewer') return []
  const comments = { id: 'comments', label: 'Comments', content: <CommentsPanel interviewId={interviewId} /> }
  if (role === 'owner') return [comments]
  return [
    { id: 'review', label: 'Review', content: <ReviewPanel interviewId={interviewId} />, opensFirst: true },
    comments,
    { id: 'notes', label: 'Notes', content: <NotesPanel interviewId={interviewId} /> },
  ]
}
