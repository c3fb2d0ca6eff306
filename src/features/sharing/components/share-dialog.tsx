'use client'

import { type ReactNode, useId } from 'react'
import { Notice } from '@/ui/display'
import { KeepsFocus } from '@/ui/keeps-focus'
import { Dialog } from '@/ui/overlay'
import type { SubjectLinks } from '../client'
import { LinkList } from './link-list'

export interface ShareDialogProps {
  title: string
  description: string
  links: SubjectLinks
  onOpenChange: (isOpen: boolean) => void
  /** What makes a new link. */
  children: ReactNode
}

/** Making links to one thing, and the links there are. */
export function ShareDialog({ title, description, links, onOpenChange, children }: ShareDialogProps) {
  const headingId = useId()
  return (
    <Dialog open onOpenChange={onOpenChange} title={title} description={description} wide>
      <div className="flex flex-col gap-5">
        {children}
        <KeepsFocus of={links.links} labelledBy={headingId}>
          <h3 id={headingId} className="font-semibold">
            Links there are
          </h3>
          <Existing {...links} />
        </KeepsFocus>
      </div>
    </Dialog>
  )
}

function Existing({ links, failure, revoke }: SubjectLinks) {
  if (failure !== null) return <Notice tone="bad">{failure}</Notice>
  if (links === null) return <p className="text-ink-2">Looking for links ...</p>
  if (links.length === 0) return <p className="text-ink-2">None yet: nobody else can open this.</p>
  return <LinkList links={links} onRevoke={revoke} />
}
