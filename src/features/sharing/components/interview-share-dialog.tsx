'use client'

import { trpcClient } from '@/features/transport/trpc-client'
import { useLinks } from '../client'
import { NewLink } from './new-link'
import { ShareDialog } from './share-dialog'

export interface InterviewShareDialogProps {
  interviewId: string
  isFinished: boolean
  onOpenChange: (isOpen: boolean) => void
}

export function InterviewShareDialog({ interviewId, isFinished, onOpenChange }: InterviewShareDialogProps) {
  const subject = { kind: 'interview', id: interviewId } as const
  const links = useLinks(subject)
  return (
    <ShareDialog
      title="Share this interview"
      description="A link lets whoever has it in, without an account, until you revoke it."
      links={links}
      onOpenChange={onOpenChange}
    >
      <NewLink
        revoked={links.revoked}
        // What comes first is what one most likely wants just now.
        roles={isFinished ? ['reviewer', 'viewer'] : ['interviewer', 'reviewer', 'viewer']}
        remarkOn={(role) =>
          isFinished || role === 'interviewer' ? null : 'The link opens the interview once you have finished it.'
        }
        onCreate={async (wish) => {
          const made = await trpcClient.sharing.createLink.mutate({ subject, ...wish })
          links.reload()
          return made
        }}
      />
    </ShareDialog>
  )
}
