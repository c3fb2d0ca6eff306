import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleX } from 'lucide-react'
import type { EvidenceStatus } from '@/core/scoring/evidence'

const looks = {
  met: { Icon: CircleCheck, word: 'Met', colour: 'text-good' },
  partial: { Icon: CircleAlert, word: 'Partly', colour: 'text-warn' },
  missing: { Icon: CircleX, word: 'Missing', colour: 'text-bad' },
  unknown: { Icon: CircleHelp, word: 'Unknown', colour: 'text-info' },
  'not-applicable': { Icon: CircleDashed, word: 'Not asked', colour: 'text-ink-3' },
} as const

/** Shape and word of a status; the colour only helps. */
export function StatusMark({ status }: { status: EvidenceStatus }) {
  const { Icon, word, colour } = looks[status]
  return (
    <span className={`flex w-20 shrink-0 items-center gap-1 self-start font-medium ${colour}`}>
      <Icon size={16} aria-hidden />
      {word}
    </span>
  )
}
