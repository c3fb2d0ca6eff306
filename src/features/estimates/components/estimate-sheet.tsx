'use client'

import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import type { SheetEdit } from '@/core/estimate/edits'
import type { SheetResult } from '@/core/estimate/evaluate-sheet'
import { type Sheet, sheetLimits } from '@/core/estimate/sheet'
import { cellsFromText } from '@/core/estimate/sheet-text'
import type { EstimateTemplate } from '@/core/estimate/templates'
import { cellsOfTemplate } from '@/core/estimate/use-template'
import { classNames } from '@/ui/class-names'
import { RowList } from '@/ui/row-list'
import { flushDrafts } from '@/ui/use-draft'
import { newCellId } from '../new-cell-id'
import { useSheetResult } from '../use-sheet-result'
import { CellRow, rowColumns } from './cell-row'
import { cellTitle, type EstimateSheetProps, type SheetReach } from './sheet-props'
import { SheetStart } from './sheet-start'
import { SheetToolbar } from './sheet-toolbar'
import { useSheetActions } from './use-sheet-actions'

interface Typing {
  id: string
  text: string
}

/** The estimate sheet: controlled, computed as it is typed, worked by keyboard like any document of rows. */
export function EstimateSheet(props: EstimateSheetProps) {
  const { value, targets, linkProblems, seed = '', readOnly = false, details = 'inline', onSelect, actions } = props
  const root = useRef<HTMLElement>(null)
  const [typing, setTyping] = useState<Typing | null>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set())
  const selected = useRef<string | null>(null)
  const sheet = useMemo(() => withTyped(value, typing), [value, typing])
  const result = useSheetResult(sheet, seed)
  const reach = useReach(props, sheet, result, setTyping, setOpen)
  const focusCell = useFocusCell(root)

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
  })

  function onFocus(event: FocusEvent) {
    const id = rowIdOf(event.target)
    if (id === null) return
    selected.current = id
    onSelect?.(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const id = rowIdOf(event.target)
    if (event.key !== 'Enter' || !event.altKey || id === null) return
    event.preventDefault()
    reach.toggle(id)
  }

  // Half a word is no error yet: it is said after a pause.
  const typingError = typing !== null && sheet !== value && isWrong(result, typing.id)
  const firstError = value.cells.find(({ id }) => isWrong(result, id))?.id
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and focus bubble from the fields
    <section ref={root} aria-label="Estimate sheet" className="@container" onFocus={onFocus} onKeyDown={onKeyDown}>
      <SheetToolbar
        errors={result.errors - (typingError ? 1 : 0)}
        readOnly={readOnly}
        onTemplate={addTemplate}
        onFirstError={() => focusCell(firstError)}
        actions={actions}
      />
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
        {(cell, index) => {
          const cellResult = result.cells.get(cell.id)
          return (
            cellResult && (
              <CellRow
                cell={cell}
                result={cellResult}
                reach={reach}
                readOnly={readOnly}
                targets={targets}
                linkProblem={linkProblems?.get(cell.id)}
                title={cellTitle(cell, index)}
                placeholder={value.cells.length === 1 ? '100M users * 2 posts/user/day' : undefined}
                isTyping={typing?.id === cell.id}
                isOpen={open.has(cell.id)}
                hasPanel={details === 'panel'}
              />
            )
          )
        }}
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

/** The sheet as it will be once what is typed is handed on. */
function withTyped(sheet: Sheet, typing: Typing | null): Sheet {
  if (!typing || !sheet.cells.some(({ id, src }) => id === typing.id && src !== typing.text)) return sheet
  return { ...sheet, cells: sheet.cells.map((cell) => (cell.id === typing.id ? { ...cell, src: typing.text } : cell)) }
}

/** One object for the life of the sheet, so that rows are drawn again only when they change. */
function useReach(
  props: EstimateSheetProps,
  sheet: Sheet,
  result: SheetResult,
  setTyping: React.Dispatch<React.SetStateAction<Typing | null>>,
  setOpen: React.Dispatch<React.SetStateAction<ReadonlySet<string>>>,
): SheetReach {
  const latest = useRef({ props, sheet, result })
  useLayoutEffect(() => {
    latest.current = { props, sheet, result }
  })
  const [reach] = useState<SheetReach>(() => ({
    sheetNow: () => latest.current.sheet,
    display: (id) => latest.current.result.cells.get(id)?.display ?? '',
    edit: (edits) => latest.current.props.onEdit(edits),
    typing: (id, text) => setTyping((now) => (text === null ? (now?.id === id ? null : now) : { id, text })),
    pasteLines: (id, text) => {
      const edits = pasteEdits(latest.current.sheet, id, text)
      latest.current.props.onEdit(edits)
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

function isWrong(result: SheetResult, id: string): boolean {
  const cell = result.cells.get(id)
  return cell !== undefined && (cell.state === 'error' || cell.nameProblem !== undefined)
}
