'use client'

import { ClipboardCopy, Redo2, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { sheetToText } from '@/core/estimate/sheet-text'
import { IconButton } from '@/ui/button'
import { Notice } from '@/ui/display'
import { flushDrafts } from '@/ui/use-draft'
import { KeptSheet, type KeptSheetState, SHEET_KEY } from '../kept-sheet'
import { EstimateSheet } from './estimate-sheet'
import { SelectedCell } from './selected-cell'
import { SheetGuide } from './sheet-guide'

/** The sheet as a page of its own: kept in this browser, without an interview. Drawn in the browser alone. */
export function EstimatesWorkspace() {
  const [kept] = useState(() => new KeptSheet(window.localStorage))
  const state = useSyncExternalStore(kept.subscribe, kept.getState)
  const [selected, setSelected] = useState<string | null>(null)
  const { sheet } = state
  useShortcuts(kept)
  useEffect(() => {
    if (state.refused !== null) toast.error(state.refused)
  }, [state.refused])
  const isSelected = sheet.cells.some(({ id }) => id === selected)

  return (
    <div className="flex min-h-0 flex-1" data-ready>
      <div className="min-w-0 flex-1 px-4 py-4">
        <div className="mx-auto max-w-[1080px]">
          <h1 className="text-lg font-semibold">Estimates</h1>
          <p className="mb-3 text-ink-2">
            A sheet that knows its units. <KeptWhere state={state} />
          </p>
          <Unreadable state={state} />
          <EstimateSheet
            value={sheet}
            onEdit={kept.edit}
            details="panel"
            onSelect={setSelected}
            actions={<Actions kept={kept} state={state} />}
          />
        </div>
      </div>
      <aside
        aria-label="Details"
        className="w-(--panel-width) shrink-0 overflow-auto border-s border-line bg-surface p-4 max-lg:hidden"
      >
        {isSelected && selected !== null ? (
          <SelectedCell value={sheet} cellId={selected} onEdit={kept.edit} />
        ) : (
          <SheetGuide />
        )}
      </aside>
    </div>
  )
}

const KeptWhere = ({ state }: { state: KeptSheetState }) =>
  state.failed ? (
    <span role="alert" className="text-bad">
      This browser does not keep it: copy it as text before you leave.
    </span>
  ) : (
    <span>It is kept in this browser.</span>
  )

function Unreadable({ state: { unreadable } }: { state: KeptSheetState }) {
  if (unreadable === null) return null
  return (
    <div className="mb-3">
      <Notice tone="warn" title="The sheet that was kept here could not be read.">
        It is put aside and not overwritten.{' '}
        <button type="button" className="underline" onClick={() => void copyText(unreadable, 'Copied what was kept.')}>
          Copy what was kept
        </button>
      </Notice>
    </div>
  )
}

function Actions({ kept, state }: { kept: KeptSheet; state: KeptSheetState }) {
  const { sheet, canUndo, canRedo } = state
  const isEmpty = sheet.cells.length === 0
  const clear = () => kept.edit([{ type: 'cells-removed', ids: sheet.cells.map(({ id }) => id) }])
  return (
    <span className="flex items-center">
      <IconButton label="Undo" title="Undo (Ctrl+Z)" disabled={!canUndo} onClick={() => rewind(kept.undo)}>
        <Undo2 size={15} aria-hidden />
      </IconButton>
      <IconButton label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!canRedo} onClick={() => rewind(kept.redo)}>
        <Redo2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label="Copy the sheet as text"
        disabled={isEmpty}
        onClick={() => {
          flushDrafts()
          void copyText(sheetToText(kept.getState().sheet), 'Copied. Paste it into any cell to get it back.')
        }}
      >
        <ClipboardCopy size={15} aria-hidden />
      </IconButton>
      <IconButton label="Clear the sheet" disabled={isEmpty} onClick={() => rewind(clear)}>
        <Trash2 size={15} aria-hidden />
      </IconButton>
    </span>
  )
}

function rewind(act: () => void): void {
  flushDrafts()
  act()
}

async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(done)
  } catch {
    toast.error('The browser did not allow copying. Select the text by hand.')
  }
}

function useShortcuts(kept: KeptSheet): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      const redo = key === 'y' || (key === 'z' && event.shiftKey)
      if (!redo && key !== 'z') return
      event.preventDefault()
      rewind(redo ? kept.redo : kept.undo)
    }
    const onStorage = (event: StorageEvent) => {
      if (event.key === SHEET_KEY || event.key === null) kept.followOtherTab()
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('storage', onStorage)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('storage', onStorage)
    }
  }, [kept])
}
