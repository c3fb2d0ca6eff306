'use client'

import { ListChecks, Redo2, Trash2, Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import { Button, IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Notice } from '@/ui/display'
import { whenReachable } from '@/ui/fetched-part'
import { toast } from '@/ui/toaster'
import { flushDrafts } from '@/ui/use-draft'
import { copyText } from '../copy-text'
import { KeptSheet, type KeptSheetState, SHEET_KEY } from '../kept-sheet'
import { type SheetAside, takeHandedOver } from '../sheet-home'
import { type SheetHomeControl, useSheetHome } from '../use-sheet-home'
import type { CheckedProblem } from './check-sheet'
import { EstimateSheet } from './estimate-sheet'
import { type EstimatesPanel, EstimatesPanels } from './estimates-panels'
import { SelectedCell } from './selected-cell'
import { SheetExport } from './sheet-export'
import { SheetGuide } from './sheet-guide'
import { SheetHeader } from './sheet-header'

const CheckSheet = dynamic(
  whenReachable(() => import('./check-sheet').then((module) => module.CheckSheet)),
  { ssr: false },
)
const OpenOther = dynamic(
  whenReachable(() => import('./open-other').then((module) => module.OpenOther)),
  { ssr: false },
)

export interface EstimatesWorkspaceProps {
  /** That a sheet can be checked against. */
  problems: readonly CheckedProblem[]
  /** What shares the sheet. */
  renderShare: (control: SheetHomeControl, isEmpty: boolean) => ReactNode
}

/** The sheet as a page of its own: kept in this browser, and on the server once it is saved. Drawn in the browser alone. */
export function EstimatesWorkspace({ problems, renderShare }: EstimatesWorkspaceProps) {
  const [kept] = useState(() => new KeptSheet(window.localStorage))
  const state = useSyncExternalStore(kept.subscribe, kept.getState)
  const [selected, setSelected] = useState<string | null>(null)
  const [panel, setPanel] = useState<EstimatesPanel>('cell')
  const { sheet } = state
  const control = useSheetHome(kept, sheet)
  const [isChecking, setIsChecking] = useState(false)
  const [other, setOther] = useState<SheetAside | null>(null)
  useShortcuts(kept)
  useEffect(() => {
    if (state.refused !== null) toast.error(state.refused)
  }, [state.refused])
  const isSelected = sheet.cells.some(({ id }) => id === selected)
  const isEmpty = sheet.cells.length === 0

  function show(next: SheetAside) {
    if (control.hasUnsaved) setOther(next)
    else control.open(next)
  }
  useHandedOver(show)

  return (
    <div className="flex min-h-0 flex-1" data-ready>
      <div className={classNames('min-w-0 flex-1 px-4 py-4', panel === 'numbers' && 'max-lg:pb-[55dvh]')}>
        <div className="mx-auto max-w-[1080px]">
          <SheetHeader control={control} isEmpty={isEmpty} isLost={state.failed}>
            {renderShare(control, isEmpty)}
            <Button
              size="sm"
              variant="quiet"
              icon={<ListChecks size={14} aria-hidden />}
              disabled={isEmpty}
              onClick={() => setIsChecking(true)}
            >
              <span className="max-sm:sr-only">Check</span>
            </Button>
            <SheetExport
              sheet={() => latestSheet(kept)}
              title={control.home.title}
              onImport={(imported, title) => show({ sheet: imported, home: { title, saved: null } })}
            />
          </SheetHeader>
          <Unreadable state={state} />
          <EstimateSheet
            value={sheet}
            onEdit={kept.edit}
            details="panel"
            onSelect={setSelected}
            onNumbers={() => setPanel('numbers')}
            actions={<Actions kept={kept} state={state} />}
          />
        </div>
      </div>
      <EstimatesPanels panel={panel} onPanel={setPanel}>
        {isSelected && selected !== null ? (
          <SelectedCell value={sheet} cellId={selected} onEdit={kept.edit} />
        ) : (
          <SheetGuide />
        )}
      </EstimatesPanels>
      {isChecking && (
        <CheckSheet problems={problems} sheet={() => latestSheet(kept)} onClose={() => setIsChecking(false)} />
      )}
      {other && <OpenOther control={control} other={other} onClose={() => setOther(null)} />}
    </div>
  )
}

function latestSheet(kept: KeptSheet): Sheet {
  flushDrafts()
  return kept.getState().sheet
}

/** Somebody's sheet of which a copy was taken, once it can be asked about. */
function useHandedOver(show: (other: SheetAside) => void): void {
  const take = useEffectEvent(() => {
    const left = takeHandedOver(sessionStorage)
    if (left) show(left)
  })
  useEffect(() => take(), [])
}

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
