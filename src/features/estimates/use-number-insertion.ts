import { type RefObject, useEffect, useRef } from 'react'
import { toast } from 'sonner'
import { addAsCell, insertQuantity, type OfferedQuantity, type SheetCaret } from '@/core/estimate/insert-quantity'
import { type Sheet, sheetLimits } from '@/core/estimate/sheet'
import { flushDrafts } from '@/ui/use-draft'
import { cellTitle, type SheetReach } from './components/sheet-props'
import { newCellId } from './new-cell-id'
import { type InsertPlace, offerNumberTarget } from './number-target'

/** Takes the reference numbers that are picked beside the sheet, at the caret that its fields keep without the focus. */
export function useNumberInsertion(root: RefObject<HTMLElement | null>, reach: SheetReach, readOnly: boolean): void {
  const wanted = useRef<SheetCaret | null>(null)
  const place = () => {
    const field = wanted.current && formulaOf(root.current, wanted.current.cellId)
    if (!field || !wanted.current) return
    const { start, end } = wanted.current
    wanted.current = null
    field.focus()
    field.setSelectionRange(start, end)
  }
  const offerAgain = useRef<(() => void) | null>(null)
  // After the sheet was drawn with what was put into it, where its cells may be called otherwise.
  useEffect(() => {
    place()
    offerAgain.current?.()
  })

  useEffect(() => {
    const sheet = root.current
    if (readOnly || !sheet) return
    let cellId: string | null = null
    let offered: string | null | undefined

    function insert(quantity: OfferedQuantity, where: InsertPlace) {
      flushDrafts()
      const now = reach.sheetNow()
      const caret = caretIn(sheet, now, cellId)
      if (now.cells.length >= sheetLimits.cells && (caret === null || where === 'new-cell')) {
        toast.error(`A sheet holds at most ${sheetLimits.cells} cells: remove some first.`)
        return
      }
      const inserted =
        where === 'new-cell'
          ? addAsCell(now, quantity, caret?.cellId ?? now.cells.at(-1)?.id ?? null, newCellId)
          : insertQuantity(now, quantity, caret, newCellId)
      wanted.current = { cellId: inserted.cellId, start: inserted.caret, end: inserted.caret }
      reach.edit(inserted.edits)
    }

    function focus() {
      const caret = caretIn(sheet, reach.sheetNow(), cellId)
      const field = caret && formulaOf(sheet, caret.cellId)
      ;(field ?? sheet?.querySelector('button'))?.focus()
    }

    function offer() {
      const title = titleOf(reach.sheetNow(), cellId)
      if (title === offered) return
      offered = title
      offerNumberTarget({ title, insert, focus })
    }
    function onFocusIn(event: FocusEvent) {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-key]') : null
      const id = row?.dataset.rowKey ?? null
      if (id === null || id === cellId) return
      cellId = id
      offer()
    }
    offer()
    offerAgain.current = offer
    sheet.addEventListener('focusin', onFocusIn)
    return () => {
      sheet.removeEventListener('focusin', onFocusIn)
      offerAgain.current = null
      offerNumberTarget(null)
    }
  }, [root, reach, readOnly])
}

const formulaOf = (root: HTMLElement | null, cellId: string): HTMLTextAreaElement | null =>
  root?.querySelector<HTMLTextAreaElement>(`[data-row-key="${CSS.escape(cellId)}"] textarea`) ?? null

function caretIn(root: HTMLElement | null, sheet: Sheet, cellId: string | null): SheetCaret | null {
  if (cellId === null || !sheet.cells.some(({ id }) => id === cellId)) return null
  const field = formulaOf(root, cellId)
  return field && { cellId, start: field.selectionStart, end: field.selectionEnd }
}

function titleOf(sheet: Sheet, cellId: string | null): string | null {
  const index = sheet.cells.findIndex(({ id }) => id === cellId)
  const cell = sheet.cells[index]
  return cell ? cellTitle(cell, index) : null
}
