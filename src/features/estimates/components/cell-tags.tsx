import { ArrowRight, StickyNote, TriangleAlert } from 'lucide-react'
import { linkKey } from '@/core/estimate/link-value'
import { roleSpec } from '@/core/estimate/roles'
import type { Cell } from '@/core/estimate/sheet'
import { Badge, BadgeButton } from '@/ui/display'
import type { LinkTarget } from '../link-targets'
import { useSheetChain } from '../sheet-chain'

/** What a cell stands for and where it goes, in a word each. */
export function CellTags({ cell, targets }: { cell: Cell; targets: readonly LinkTarget[] | undefined }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1 py-1">
      {cell.role && <Badge>{roleSpec(cell.role).label}</Badge>}
      {cell.link && <FeedsTag cell={cell} targets={targets} />}
      {cell.note && (
        <span title={cell.note} className="text-ink-3">
          <StickyNote size={13} aria-hidden />
          <span className="sr-only">Note: {cell.note}</span>
        </span>
      )}
    </div>
  )
}

/** Where a cell goes; a click leads there. */
function FeedsTag({ cell: { id, link }, targets }: { cell: Cell; targets: readonly LinkTarget[] | undefined }) {
  const chain = useSheetChain()
  if (!link) return null
  const key = linkKey(link)
  const target = targets?.find((candidate) => linkKey(candidate.link) === key)
  const label = target ? (target.group === 'Traffic' ? target.label : `${target.group}: ${target.label}`) : 'the design'
  const isDisputed = chain?.conflicts.has(id) ?? false
  const shared = {
    tone: isDisputed ? 'warn' : 'accent',
    icon: isDisputed ? <TriangleAlert size={11} aria-hidden /> : <ArrowRight size={11} aria-hidden />,
    title: isDisputed ? `${label} of the design was changed by hand` : `Feeds ${label} of the design`,
  } as const
  const words = (
    <>
      <span className="sr-only">{isDisputed ? 'no longer feeds ' : 'feeds '}</span>
      <span className="max-w-40 truncate">{label}</span>
    </>
  )
  if (!chain || !target) return <Badge {...shared}>{words}</Badge>
  return (
    <BadgeButton {...shared} onClick={() => chain.show(link)}>
      {words}
    </BadgeButton>
  )
}
