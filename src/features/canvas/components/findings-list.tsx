'use client'

import type { Finding } from '@/core/design/report'
import { EmptyState } from '@/ui/display'
import { Remark } from '@/ui/remark'
import type { Selection } from '../selection'

export interface FindingsListProps {
  findings: readonly Finding[]
  /** Accessible name of the list. */
  label?: string
  /** Chooses what a finding is about. */
  onSelect?: (selection: Selection) => void
  /** Goes to a cell of the sheet that a finding is about. */
  onShowCell?: ((cell: string) => void) | undefined
}

/** What can be said about a design without running it; a click chooses the blocks it is about. */
export function FindingsList({ findings, label = 'Findings', onSelect, onShowCell }: FindingsListProps) {
  if (findings.length === 0) {
    return (
      <EmptyState title="Nothing stands out.">
        Findings such as a single point of failure appear here while you draw.
      </EmptyState>
    )
  }
  return (
    <ul aria-label={label} className="flex flex-col">
      {findings.map((finding, i) => (
        // One rule can say two things about the same blocks; the list is in a stable order.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${finding.id}-${finding.blocks.join('-')}-${i}`} className="border-b border-line last:border-b-0">
          <FindingRow finding={finding} onSelect={onSelect} />
          {onShowCell && <CellsOf finding={finding} onShowCell={onShowCell} />}
        </li>
      ))}
    </ul>
  )
}

function CellsOf({ finding, onShowCell }: { finding: Finding; onShowCell: (cell: string) => void }) {
  const [cell] = finding.cells ?? []
  if (cell === undefined) return null
  return (
    <button
      type="button"
      onClick={() => onShowCell(cell)}
      className="mb-2 ms-[23px] rounded-sm text-sm text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      Show in the estimates
    </button>
  )
}

function FindingRow({ finding, onSelect }: { finding: Finding; onSelect?: (selection: Selection) => void }) {
  const content = <Remark severity={finding.severity} text={finding.text} fix={finding.fix} />
  const isAbout = finding.blocks.length > 0 || (finding.links ?? []).length > 0
  if (onSelect === undefined || !isAbout) return <div className="flex gap-2 py-2">{content}</div>
  return (
    <button
      type="button"
      onClick={() =>
        onSelect({ blocks: finding.blocks, links: finding.blocks.length > 0 ? [] : (finding.links ?? []) })
      }
      className="flex w-full gap-2 py-2 text-start hover:bg-sunken"
    >
      {content}
    </button>
  )
}
