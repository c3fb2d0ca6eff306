import { linkPlace, valueText } from '@/core/chain/value-words'
import { followCell, keepDesign } from '@/core/chain/resolve-conflict'
import type { Design } from '@/core/design/schema'
import type { LinkConflict } from '@/core/interview/compose-design'
import type { SheetEdit } from '@/core/estimate/edits'
import type { Cell } from '@/core/estimate/sheet'
import { useSheetChain } from '../sheet-chain'
import type { SheetFigures } from '../sheet-figures'
import { useCellFigures } from '../use-sheet-figures'
import { NoteAction, NoteLine } from './note-line'

export interface CellChainProps {
  cell: Cell
  figures: SheetFigures
  readOnly: boolean
  edit: (edits: SheetEdit[]) => void
}

/** What the design says against a cell: a value that was changed there by hand, and what does not fit together. */
export function CellChain({ cell, figures, readOnly, edit }: CellChainProps) {
  const chain = useSheetChain()
  if (!chain) return null
  const conflict = chain.conflicts.get(cell.id)
  // the conflict says it better, with what to do
  const findings = (chain.findings.get(cell.id) ?? []).filter(({ id }) => id !== 'changed-by-hand')
  return (
    <>
      {conflict && (
        <ConflictLine
          design={chain.design}
          conflict={conflict}
          cell={cell}
          figures={figures}
          edit={readOnly ? null : edit}
        />
      )}
      {findings.map((finding) => (
        <NoteLine key={`${finding.id} ${finding.text}`} tone="warn">
          {finding.text} {finding.fix}
          {finding.blocks.length > 0 && (
            <NoteAction onClick={() => chain.showBlocks(finding.blocks)}>Show in the design</NoteAction>
          )}
        </NoteLine>
      ))}
    </>
  )
}

interface ConflictLineProps {
  design: Design
  conflict: LinkConflict
  cell: Cell
  figures: SheetFigures
  /** Null where nothing can be changed. */
  edit: ((edits: SheetEdit[]) => void) | null
}

function ConflictLine({ design, conflict, cell, figures, edit }: ConflictLineProps) {
  const { result } = useCellFigures(figures, cell.id)
  const { link, cellValue, designValue } = conflict
  const keeping = result.quantity && keepDesign(cell, link, result.quantity, designValue)
  return (
    <NoteLine tone="warn">
      The design was changed by hand: {linkPlace(design, link)} is {valueText(link, designValue)} there, not{' '}
      {valueText(link, cellValue)}.
      {edit && (
        <>
          <NoteAction onClick={() => edit([followCell(cell.id, link)])}>
            Use {valueText(link, cellValue)} in the design
          </NoteAction>
          {keeping && (
            <NoteAction onClick={() => edit([keeping.edit])}>
              {keeping.how === 'rewrite'
                ? `Use ${valueText(link, designValue)} here`
                : `Keep ${valueText(link, designValue)} and unlink`}
            </NoteAction>
          )}
        </>
      )}
    </NoteLine>
  )
}
