'use client'

import { trpcClient } from '@/features/transport/trpc-client'
import { useLinks } from '../client'
import { NewLink } from './new-link'
import { ShareDialog } from './share-dialog'

export interface SheetShareDialogProps {
  /** The saved sheet; null while it is in this browser alone. */
  id: string | null
  /** Something is written that no save has. */
  hasUnsaved: boolean
  /** Saves what is there and gives the saved sheet. */
  onSave: () => Promise<string>
  onOpenChange: (isOpen: boolean) => void
}

/** Links to the sheet on the page. They show it as it was last saved. */
export function SheetShareDialog({ id, hasUnsaved, onSave, onOpenChange }: SheetShareDialogProps) {
  const links = useLinks(id === null ? null : { kind: 'sheet', id })
  return (
    <ShareDialog
      title="Share these estimates"
      description="Whoever has the link sees the sheet alive, can look at how each figure came about and take a copy. Nobody else can change yours. Links show it as it was last saved."
      links={links}
      onOpenChange={onOpenChange}
    >
      <NewLink
        roles={['viewer']}
        revoked={links.revoked}
        onCreate={async (wish) => {
          const sheet = id === null || hasUnsaved ? await onSave() : id
          const subject = { kind: 'sheet', id: sheet } as const
          const made = await trpcClient.sharing.createLink.mutate({ subject, ...wish, role: 'viewer' })
          links.reload()
          return made
        }}
      />
    </ShareDialog>
  )
}
