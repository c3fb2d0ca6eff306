'use client'

import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { toast } from '@/ui/toaster'
import type { SheetEdit } from '@/core/estimate/edits'
import { type Sheet, sheetLimits } from '@/core/estimate/sheet'
import { cellsFromText } from '@/core/estimate/sheet-text'
import type { EstimateTemplate } from '@/core/estimate/templates'
import { cellsOfTemplate } from '@/core/estimate/use-template'
import { classNames } from '@/ui/class-names'
import { RowList } from '@/ui/row-list'
import { flushDrafts } from '@/ui/use-draft'
import { newCellId } from '../new-cell-id'
import type { SheetFigures } from '../sheet-figures'
import { askForNumbers } from '../number-target'
import { useNumberInsertion } from '../use-number-insertion'
import { useSheetFigures } from '../use-sheet-figures'
import { CellRow, rowColumns } from './cell-row'
import { SheetAnnouncer } from './sheet-announcer'
import { cellTitle, type EstimateSheetProps, type SheetReach } from './sheet-props'
import { SheetStart } from './sheet-start'
import { SheetToolbar } from './sheet-toolbar'
import { useSheetActions } from './use-sheet-actions'

/** The estimate sheet: controlled, computed as it is typed, worked by keyboard like any document of rows. */
export function EstimateSheet(props: EstimateSheetProps) {
  const {
    value,
    targets,
    linkProblems,
    seed = '',
    readOnly = false,
    details = 'inline',
    onSelect,
    onNumbers,
    actions,
  } = props
  const root = useRef<HTMLElement>(null)
  const figures = useSheetFigures(value, seed)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set())
  const selected = useRef<string | null>(null)
  const focusCell = useFocusCell(root)
  const reach = useReach(props, figures, { setOpen, focusCell })
  useNumberInsertion(root, reach, readOnly)
  const showNumbers = onNumbers && (() => (onNumbers(), askForNumbers()))

  function addRow(after: string | null): string | null {
    if (value.cells.length >= sheetLimits.cells) {
      toast.error(`A sheet holds at most ${sheetLimits.cells} cells: remove some first.`)
      return null
    }
    const id = newCellId()
    reach.edit([{ type: 'cells-added', cells: [{ id, name: '', src: '' }], after }])
    return id
  }

  function addTemplate(template: EstimateTemplate) {
    flushDrafts()
    const now = reach.sheetNow()
    const cells = cellsOfTemplate(template, now, newCellId)
    const after = now.cells.find(({ id }) => id === selected.current)?.id ?? now.cells.at(-1)?.id ?? null
    reach.edit([{ type: 'cells-added', cells, after }])
    focusCell(cells[0]?.id)
  }

  useSheetActions({
    readOnly,
    addCell: () => focusCell(addRow(value.cells.at(-1)?.id ?? null) ?? undefined),
    addTemplate,
    showNumbers,
  })

  function onFocus(event: FocusEvent) {
    const id = rowIdOf(event.target)
    if (id === null) return
    selected.current = id
    onSelect?.(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const id = rowIdOf(event.target)
    if (!event.altKey || id === null) return
    if (event.key === 'Enter') reach.toggle(id)
    else if (event.code === 'KeyN' && showNumbers) showNumbers()
    else return
    event.preventDefault()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and focus bubble from the fields
    <section ref={root} aria-label="Estimate sheet" className="@container" onFocus={onFocus} onKeyDown={onKeyDown}>
      <SheetToolbar
        figures={figures}
        readOnly={readOnly}
        onTemplate={addTemplate}
        onFirstError={() => focusCell(figures.firstError())}
        onNumbers={showNumbers}
        actions={actions}
      />
      {!readOnly && <SheetAnnouncer figures={figures} selected={selected} />}
      {value.cells.length === 0 && <SheetStart readOnly={readOnly} onTemplate={addTemplate} />}
      {value.cells.length > 0 && <SheetHead />}
      <RowList
        label="Cells"
        rows={value.cells}
        rowKey={(cell) => cell.id}
        rowName={(index) => {
          const cell = value.cells[index]
          return cell ? cellTitle(cell, index) : `cell ${index + 1}`
        }}
        {...(readOnly ? {} : editingOf(reach, addRow))}
      >
        {(cell, index) => (
          <CellRow
            cell={cell}
            figures={figures}
            reach={reach}
            readOnly={readOnly}
            targets={targets}
            linkProblem={linkProblems?.get(cell.id)}
            title={cellTitle(cell, index)}
            placeholder={value.cells.length === 1 ? '100M users * 2 posts/user/day' : undefined}
            isOpen={open.has(cell.id)}
            hasPanel={details === 'panel'}
            more={props.more}
          />
        )}
      </RowList>
    </section>
  )
}

function editingOf(reach: SheetReach, addRow: (after: string | null) => string | null) {
  return {
    addLabel: 'Add a cell',
    onAdd: addRow,
    onRemove: (id: string) => reach.edit([{ type: 'cells-removed', ids: [id] }]),
    onMove: (id: string, after: string | null) => reach.edit([{ type: 'cell-moved', id, after }]),
  }
}

function SheetHead() {
  return (
    <div aria-hidden className="flex gap-1 border-b border-line pb-1 text-xs text-ink-3 @max-[720px]:hidden">
      <span className="-ms-1 w-4 shrink-0 max-md:hidden" />
      <div className={classNames('grid flex-1 gap-x-2', rowColumns)}>
        <span className="ps-1.5">Name</span>
        <span className="ps-1.5">Formula</span>
        <span className="text-end">Value</span>
        <span>Used as</span>
      </div>
      <span className="w-6 shrink-0" />
    </div>
  )
}

interface SheetOnScreen {
  setOpen: React.Dispatch<React.SetStateAction<ReadonlySet<string>>>
  focusCell: (id: string | undefined) => void
}

/** One object for the life of the sheet, so that rows are drawn again only when they change. */
function useReach(props: EstimateSheetProps, figures: SheetFigures, { setOpen, focusCell }: SheetOnScreen): SheetReach {
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const [reach] = useState<SheetReach>(() => ({
    sheetNow: figures.sheetNow,
    display: (id) => figures.cell(id).result.display,
    edit: (edits) => latest.current.onEdit(edits),
    typing: figures.type,
    pasteLines: (id, text) => {
      const edits = pasteEdits(figures.sheetNow(), id, text)
      latest.current.onEdit(edits)
      // the cell that had the focus may be gone
      focusCell(edits.flatMap((edit) => (edit.type === 'cells-added' ? edit.cells : [])).at(-1)?.id)
    },
    toggle: (id) => setOpen((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id])),
  }))
  return reach
}

/** Pasted lines become cells after the one they were pasted into, which goes if it is empty. */
function pasteEdits(sheet: Sheet, cellId: string, text: string): SheetEdit[] {
  const { cells, nouns } = cellsFromText(text, newCellId)
  const target = sheet.cells.find(({ id }) => id === cellId)
  const edits: SheetEdit[] = nouns
    .filter((noun) => !(sheet.nouns ?? []).includes(noun))
    .map((noun) => ({ type: 'noun-added', noun }))
  if (cells.length > 0) edits.push({ type: 'cells-added', cells, after: cellId })
  if (cells.length > 0 && target?.name === '' && target.src.trim() === '')
    edits.push({ type: 'cells-removed', ids: [cellId] })
  return edits
}

/** Puts the focus into a cell as soon as it is there. */
function useFocusCell(root: React.RefObject<HTMLElement | null>) {
  const wanted = useRef<string | null>(null)
  const focus = () => {
    if (wanted.current === null) return
    const row = root.current?.querySelector(`[data-row-key="${CSS.escape(wanted.current)}"]`)
    const field = row?.querySelector<HTMLElement>('textarea')
    if (!field) return
    wanted.current = null
    field.focus()
  }
  useEffect(focus)
  return (id: string | undefined) => {
    wanted.current = id ?? null
    focus()
  }
}

const rowIdOf = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-row-key]')?.dataset.rowKey ?? null) : null
