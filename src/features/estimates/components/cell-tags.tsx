import { ArrowRight, StickyNote } from 'lucide-react'
import { linkKey } from '@/core/estimate/link-value'
import { roleSpec } from '@/core/estimate/roles'
import type { Cell } from '@/core/estimate/sheet'
import { Badge } from '@/ui/display'
import type { LinkTarget } from '../link-targets'

/** What a cell stands for and where it goes, in a word each. */
export function CellTags({ cell, targets }: { cell: Cell; targets: readonly LinkTarget[] | undefined }) {
  const key = cell.link && linkKey(cell.link)
  const target = targets?.find((candidate) => linkKey(candidate.link) === key)
  const label = target ? (target.group === 'Traffic' ? target.label : `${target.group}: ${target.label}`) : 'the design'
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1 py-1">
      {cell.role && <Badge>{roleSpec(cell.role).label}</Badge>}
      {cell.link && (
        <Badge tone="accent" icon={<ArrowRight size={11} aria-hidden />} title={`Feeds ${label} of the design`}>
          <span className="sr-only">feeds </span>
          <span className="max-w-40 truncate">{label}</span>
        </Badge>
      )}
      {cell.note && (
        <span title={cell.note} className="text-ink-3">
          <StickyNote size={13} aria-hidden />
          <span className="sr-only">Note: {cell.note}</span>
        </span>
      )}
    </div>
  )
}
