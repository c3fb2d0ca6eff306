'use client'

import { Check, CloudOff, RefreshCw } from 'lucide-react'

/** Where the newest change is: on its way, on the server, or only here. */
export type SaveStatus = 'saving' | 'saved' | 'offline'

const looks = {
  saving: {
    Icon: RefreshCw,
    text: 'Saving',
    colour: 'text-ink-3',
    help: 'Your last change is on its way to the server.',
  },
  saved: { Icon: Check, text: 'Saved', colour: 'text-ink-3', help: 'The server has everything.' },
  offline: {
    Icon: CloudOff,
    text: 'Offline - kept on this device',
    colour: 'text-warn',
    help: 'The server cannot be reached. Go on: your changes are kept on this device and are sent when it can be reached again.',
  },
} as const

/** Says where the work is. Screen readers hear it when it changes; a phone shows the icon alone. */
export function SaveState({ status }: { status: SaveStatus }) {
  const { Icon, text, colour, help } = looks[status]
  return (
    <span className={`flex h-8 shrink-0 items-center gap-1 px-1 text-sm ${colour}`} data-save={status} title={help}>
      <Icon size={14} aria-hidden />
      <span role="status" className={status === 'offline' ? 'max-sm:sr-only' : 'max-lg:sr-only'}>
        {text}
      </span>
    </span>
  )
}
