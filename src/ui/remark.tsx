import { CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { classNames } from './class-names'

export type Severity = 'error' | 'warning' | 'info'

const marks: Record<Severity, { icon: LucideIcon; word: string; tone: string }> = {
  error: { icon: CircleX, word: 'Error', tone: 'text-bad' },
  warning: { icon: TriangleAlert, word: 'Warning', tone: 'text-warn' },
  info: { icon: Info, word: 'Note', tone: 'text-info' },
}

/** A remark: how bad it is, what it says, and what to do about it. */
export function Remark({ severity, text, fix }: { severity: Severity; text: string; fix: string }) {
  const { icon: Mark, word, tone } = marks[severity]
  return (
    <>
      <Mark size={15} className={classNames('mt-0.5 shrink-0', tone)} aria-hidden />
      <span className="min-w-0">
        <span className="sr-only">{word}: </span>
        <span className="block">{text}</span>
        <span className="block text-ink-2">{fix}</span>
      </span>
    </>
  )
}
