'use client'

import { useState } from 'react'
import type { Design } from '@/core/design/schema'
import { beginAsGuest } from '@/features/account/sign-in'
import { failureText, isAppError, trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { toast } from '@/ui/toaster'
import { useLinks } from '../client'
import type { MadeLink } from '../mutations'
import { digestOf, keepSharedCopy, readSharedCopy, type SharedCopy } from '../shared-copy'
import { NewLink } from './new-link'
import { ShareDialog } from './share-dialog'

export interface DesignShareDialogProps {
  design: Design
  onOpenChange: (isOpen: boolean) => void
}

/** Links to the design on the canvas. They show a copy on the server, which changes only when asked to. */
export function DesignShareDialog({ design, onOpenChange }: DesignShareDialogProps) {
  const [copy, setCopy] = useState(() => readSharedCopy(localStorage))
  const links = useLinks(copy && { kind: 'design', id: copy.id })
  const hasChanged = copy !== null && copy.digest !== digestOf(design)

  function keep(id: string): SharedCopy {
    const kept = { id, title: design.title, digest: digestOf(design) }
    keepSharedCopy(localStorage, kept)
    setCopy(kept)
    return kept
  }
  async function shareAnew(): Promise<SharedCopy> {
    // Whoever draws without an account becomes a guest; whoever is signed in stays who they are.
    await beginAsGuest()
    return keep((await trpcClient.sharing.shareDesign.mutate({ design })).id)
  }
  async function update(shared: SharedCopy): Promise<void> {
    await trpcClient.sharing.updateSharedDesign.mutate({ id: shared.id, design })
    keep(shared.id)
  }

  return (
    <ShareDialog
      title="Share this design"
      description="Whoever has the link sees the design, can run it and take a copy. Nobody else can change yours."
      links={links}
      onOpenChange={onOpenChange}
    >
      {hasChanged && (
        <Changed
          title={copy.title}
          onUpdate={() => attempt(() => update(copy), 'The links show the design as it is now')}
          onShareAnew={() => attempt(shareAnew, 'This is a design of its own now')}
        />
      )}
      <NewLink
        roles={['viewer']}
        isEmbeddable
        revoked={links.revoked}
        onCreate={async (wish) => {
          const make = ({ id }: SharedCopy) =>
            trpcClient.sharing.createLink.mutate({ subject: { kind: 'design', id }, ...wish, role: 'viewer' })
          const made =
            copy === null ? await make(await shareAnew()) : await make(copy).catch(afterLoss(shareAnew, make))
          links.reload()
          return made
        }}
      />
    </ShareDialog>
  )
}

/** The copy is gone, or belongs to somebody who used this browser before: share it again, as one's own. */
const afterLoss =
  (shareAnew: () => Promise<SharedCopy>, make: (copy: SharedCopy) => Promise<MadeLink>) =>
  async (error: unknown): Promise<MadeLink> => {
    const code = isAppError(error) ? error.data?.code : undefined
    if (code !== 'NOT_FOUND' && code !== 'UNAUTHORIZED') throw error
    return make(await shareAnew())
  }

async function attempt(work: () => Promise<unknown>, words: string): Promise<void> {
  try {
    await work()
    toast(words)
  } catch (error) {
    toast.error(failureText(error))
  }
}

interface ChangedProps {
  title: string
  onUpdate: () => Promise<void>
  onShareAnew: () => Promise<void>
}

function Changed({ title, onUpdate, onShareAnew }: ChangedProps) {
  return (
    <Notice tone="info" title={`Links show “${title}” as it was when you shared it`}>
      <p>The design on the canvas is another by now.</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void onUpdate()}>
          Let them show this one
        </Button>
        <Button size="sm" onClick={() => void onShareAnew()}>
          Share this one by itself
        </Button>
      </div>
    </Notice>
  )
}
