'use client'

import { ChevronDown } from 'lucide-react'
import { memo, useId, useRef } from 'react'
import type { SheetEdit } from '@/core/estimate/edits'
import { nameInUse, renameEdit } from '@/core/estimate/rename'
import { splitName } from '@/core/estimate/sheet-text'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { useCellFigures, useCellFrame } from '../use-sheet-figures'
import { CellDetails } from './cell-details'
import { CellNotes, hasNotes } from './cell-notes'
import { CellTags } from './cell-tags'
import { CellValue } from './cell-value'
import { FormulaField } from './formula-field'
import { NameField } from './name-field'
import type { CellProps, SheetReach } from './sheet-props'

export interface CellRowProps extends Omit<CellProps, 'edit' | 'result'> {
  reach: SheetReach
  title: string
  placeholder: string | undefined
  isOpen: boolean
  /** The details of wide screens are shown elsewhere. */
  hasPanel: boolean
}

/** The columns of a row where the sheet is wide enough; the head of the sheet has the same. */
export const rowColumns = '@min-[720px]:grid-cols-[168px_minmax(0,1fr)_176px_136px_24px]'
const afterName = '@min-[720px]:ps-[176px]'

/** One cell: name, formula, value, what it is used as; below it what there is to say, and on request its details. */
export const CellRow = memo(function CellRow(props: CellRowProps) {
  const { cell, figures, reach, readOnly, targets, linkProblem, title, isOpen, hasPanel } = props
  const frame = useCellFrame(figures, cell.id)
  const notesId = useId()
  const row = useRef<HTMLDivElement>(null)
  const rename = useRename(props)
  const { id } = cell

  function commitSrc(src: string) {
    const named = cell.name === '' ? splitName(src) : undefined
    reach.edit([{ type: 'cell-changed', id, changes: named ? { name: named.name, src: named.src } : { src } }])
  }

  function goOn(text: string) {
    if (text !== '') commitSrc(text)
    row.current?.querySelector('textarea')?.focus()
  }

  /** What was pressed goes with what it mends: whoever works by keys writes on. */
  function mend(edits: SheetEdit[]) {
    if (row.current?.querySelector(':focus-visible')) row.current.querySelector('textarea')?.focus()
    reach.edit(edits)
  }

  const isRemark = frame.state === 'text'
  const isTagged = cell.role !== undefined || cell.link !== undefined || cell.note !== undefined
  return (
    <div ref={row}>
      <div className={classNames('grid grid-cols-[minmax(0,1fr)_auto_24px] items-start gap-x-2', rowColumns)}>
        <NameField
          label={`Name of ${title}`}
          name={cell.name}
          problem={frame.nameProblem}
          readOnly={readOnly}
          isRemark={isRemark}
          isBlank={cell.name === '' && cell.src === ''}
          onCommit={rename}
          onFormula={goOn}
          onPasteLines={(text) => reach.pasteLines(id, text)}
        />
        <div
          className={
            isRemark && cell.name === '' ? '@max-[720px]:col-span-2' : '@max-[720px]:order-last @max-[720px]:col-span-3'
          }
        >
          <FormulaField
            cellId={id}
            label={`Formula of ${title}`}
            src={cell.src}
            frame={frame}
            sheetNow={reach.sheetNow}
            readOnly={readOnly}
            placeholder={props.placeholder}
            notesId={hasNotes(frame, linkProblem) ? notesId : undefined}
            onTyping={reach.typing}
            onCommit={commitSrc}
            onPasteLines={(text) => reach.pasteLines(id, text)}
            describe={reach.display}
          />
        </div>
        {isRemark ? <span className="@max-[720px]:hidden" /> : <CellValue figures={figures} cellId={id} />}
        <div className="@max-[720px]:hidden">
          <CellTags cell={cell} targets={targets} />
        </div>
        <DetailsButton title={title} isOpen={isOpen} hasPanel={hasPanel} onClick={() => reach.toggle(id)} />
      </div>
      {isTagged && (
        <div className="ps-1.5 @min-[720px]:hidden">
          <CellTags cell={cell} targets={targets} />
        </div>
      )}
      <div className={afterName}>
        <CellNotes {...props} id={notesId} frame={frame} edit={mend} />
      </div>
      {isOpen && <InlineDetails {...props} />}
    </div>
  )
})

function InlineDetails(props: CellRowProps) {
  const { result } = useCellFigures(props.figures, props.cell.id)
  return (
    <div data-row-aside className={classNames(afterName, props.hasPanel && 'lg:hidden')}>
      <div className="my-1 rounded-md bg-sunken p-3">
        <CellDetails {...props} result={result} edit={props.reach.edit} layout="row" />
      </div>
    </div>
  )
}

interface DetailsButtonProps {
  title: string
  isOpen: boolean
  hasPanel: boolean
  onClick: () => void
}

function DetailsButton({ title, isOpen, hasPanel, onClick }: DetailsButtonProps) {
  return (
    <span data-row-aside className={hasPanel ? 'lg:hidden' : undefined}>
      <IconButton
        size="sm"
        label={`Working and details of ${title}`}
        title="Working and details (Alt+Enter)"
        aria-expanded={isOpen}
        className="mt-0.5 text-ink-3"
        onClick={onClick}
      >
        <ChevronDown size={14} aria-hidden className={classNames('transition-transform', isOpen && 'rotate-180')} />
      </IconButton>
    </span>
  )
}

/** Renames with all references. While the name is empty, taken or wrong for a moment, formulas still have the old one. */
function useRename({ cell, reach }: CellRowProps) {
  const was = useRef(cell.name)
  return (name: string) => {
    const sheet = reach.sheetNow()
    was.current = nameInUse(sheet, cell.id) ?? was.current
    if (name !== cell.name) reach.edit([renameEdit(sheet, cell.id, name, was.current)])
  }
}
