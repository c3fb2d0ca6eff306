'use client'

import { useState } from 'react'
import { AskTwice } from '@/ui/ask-twice'
import { Badge } from '@/ui/display'
import { expiryText, isExpired, lastUsedText } from '../link-times'
import type { LinkRow } from '../queries'
import { ROLE_WORDS } from '../role-words'

export interface LinkListProps<Row extends LinkRow> {
  links: readonly Row[]
  onRevoke: (id: string) => Promise<void>
  /** What a link opens, where the list is of several things. */
  titleOf?: (row: Row) => string
}

/** Links with their use, each with its end. */
export function LinkList<Row extends LinkRow>({ links, onRevoke, titleOf }: LinkListProps<Row>) {
  const [nowMs] = useState(() => Date.now())
  return (
    <ul aria-label="Links" className="w-full divide-y divide-line rounded-md border border-line">
      {links.map((link) => (
        <li key={link.id} className="flex items-start gap-3 px-3 py-2">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="min-w-0 font-medium wrap-anywhere">
                {link.label || <span className="text-ink-2">No label</span>}
              </span>
              {link.people !== null && <Badge>{ROLE_WORDS[link.role].name}</Badge>}
              {isExpired(link.expiresAt, nowMs) && <Badge tone="warn">Expired</Badge>}
            </p>
            {titleOf && <p className="text-sm text-ink-2 wrap-anywhere">{titleOf(link)}</p>}
            <p className="text-sm text-ink-3">{factsOf(link, nowMs).join(' · ')}</p>
          </div>
          <AskTwice
            verb="Revoke"
            what={`the link ${link.label || 'without a label'}`}
            onConfirm={() => onRevoke(link.id)}
          />
        </li>
      ))}
    </ul>
  )
}

function factsOf({ people, lastUsedAt, expiresAt }: LinkRow, nowMs: number): string[] {
  const opened = people === null || people === 0 ? [] : [`${people} ${people === 1 ? 'person' : 'people'}`]
  return [lastUsedText(lastUsedAt), ...opened, expiryText(expiresAt, nowMs)]
}
