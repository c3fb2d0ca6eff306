'use client'

import { Calculator, TriangleAlert } from 'lucide-react'
import { valueText } from '@/core/chain/value-words'
import { followCell, keepDesign } from '@/core/chain/resolve-conflict'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { linkKey } from '@/core/estimate/link-value'
import type { CellLink } from '@/core/estimate/sheet'
import type { AppliedFeed, LinkConflict } from '@/core/interview/compose-design'
import { Button } from '@/ui/button'
import { BadgeButton } from '@/ui/display'
import { useInterviewChain } from './interview-chain'
import type { Workspace } from './use-workspace'
import { effectiveDesign } from '../client-design'

/** Beside a value of the design: the cell of the estimates that it comes from, or that it no longer agrees with. */
export function FedBy({ workspace, isAt }: { workspace: Workspace; isAt: (link: CellLink) => boolean }) {
  const { feeds, conflicts } = effectiveDesign(workspace.state)
  return (
    <>
      {feeds
        .filter(({ link }) => isAt(link))
        .map((feed) => (
          <FromCell key={linkKey(feed.link)} feed={feed} />
        ))}
      {conflicts
        .filter(({ link }) => isAt(link))
        .map((conflict) => (
          <Disagreement key={linkKey(conflict.link)} workspace={workspace} conflict={conflict} />
        ))}
    </>
  )
}

function FromCell({ feed: { cellId, name, problem } }: { feed: AppliedFeed }) {
  const { showCell } = useInterviewChain()
  return (
    <BadgeButton
      tone={problem === null ? 'accent' : 'warn'}
      icon={<Calculator size={12} aria-hidden />}
      title={problem ?? 'This value comes from the estimates: go to the cell. Changing it here parts the two.'}
      onClick={() => showCell(cellId)}
    >
      <span className="max-w-36 truncate">
        from <span className="sr-only">cell </span>
        {name || 'a cell'}
      </span>
    </BadgeButton>
  )
}

/** Both values with what to do: either is one change, taken back by one undo. */
function Disagreement({ workspace, conflict }: { workspace: Workspace; conflict: LinkConflict }) {
  const { showCell } = useInterviewChain()
  const { cellId, name, link, cellValue, designValue } = conflict
  const [inCell, here] = [valueText(link, cellValue), valueText(link, designValue)]
  return (
    <span className="my-1 flex w-full flex-wrap items-center gap-1">
      <BadgeButton
        tone="warn"
        icon={<TriangleAlert size={12} aria-hidden />}
        title="Set here by hand, while the cell says otherwise: go to the cell."
        onClick={() => showCell(cellId)}
      >
        <span className="max-w-32 truncate">{name || 'a cell'}</span>
        <span>says {inCell}</span>
      </BadgeButton>
      {!workspace.isReadOnly && (
        <>
          <Button size="sm" onClick={() => followAgain(workspace, conflict)}>
            Use {inCell}
          </Button>
          <Button size="sm" onClick={() => keep(workspace, conflict)}>
            Keep {here}
          </Button>
        </>
      )}
    </span>
  )
}

const followAgain = ({ dispatch }: Workspace, { cellId, link }: LinkConflict) =>
  dispatch({ type: 'sheet-edited', edits: [followCell(cellId, link)] })

function keep({ dispatch, state: { sheet } }: Workspace, { cellId, link, designValue }: LinkConflict) {
  const cell = sheet.cells.find(({ id }) => id === cellId)
  const quantity = evaluateSheet(sheet, { samples: 0 }).cells.get(cellId)?.quantity
  if (cell && quantity) dispatch({ type: 'sheet-edited', edits: [keepDesign(cell, link, quantity, designValue).edit] })
}
