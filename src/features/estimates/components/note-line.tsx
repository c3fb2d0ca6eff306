import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/ui/class-names'

export type Tone = 'bad' | 'warn' | 'info'
const icons = { bad: CircleAlert, warn: TriangleAlert, info: Info }
const colours = { bad: 'text-bad', warn: 'text-warn', info: 'text-ink-3' }

/** One thing that is said about a cell, below it. */
export function NoteLine({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <span className={classNames('inline-flex min-w-0 items-start gap-1', colours[tone])}>
      <Icon size={12} aria-hidden className="mt-[3px] shrink-0" />
      <span className="min-w-0">{children}</span>
    </span>
  )
}

/** What can be done about it. */
export function NoteAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="ms-1.5 rounded-sm px-0.5 text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {children}
    </button>
  )
}
