'use client'

import { CircleAlert, CircleX, Info } from 'lucide-react'
import type { Finding } from '@/core/design/report'

const looks = {
  error: { Icon: CircleX, word: 'Error', colour: 'text-bad' },
  warning: { Icon: CircleAlert, word: 'Warning', colour: 'text-warn' },
  info: { Icon: Info, word: 'Note', colour: 'text-info' },
} as const

export interface FindingsListProps {
  findings: readonly Finding[]
  /** Leads to the blocks and links of a finding. */
  onShow: (finding: Finding) => void
}

/** What can be said about the design without running it; each entry leads to where it is. */
export function FindingsList({ findings, onShow }: FindingsListProps) {
  return (
    <section aria-labelledby="guide-findings">
      <h3 id="guide-findings" className="text-sm font-semibold text-ink-2">
        Findings
      </h3>
      {findings.length === 0 && <p className="mt-1 text-ink-3">Nothing stands out. A run may still find something.</p>}
      <ul className="mt-1 flex flex-col gap-0.5">
        {findings.map((finding) => {
          const { Icon, word, colour } = looks[finding.severity]
          return (
            <li key={`${finding.id}-${finding.blocks.join()}-${finding.links?.join()}`}>
              <button
                type="button"
                className="-mx-1.5 flex w-[calc(100%+12px)] items-start gap-1.5 rounded-sm px-1.5 py-1 text-start hover:bg-sunken"
                onClick={() => onShow(finding)}
              >
                <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
                <span>
                  <span className={`font-medium ${colour}`}>{word}:</span> {finding.text}{' '}
                  <span className="text-ink-2">{finding.fix}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
