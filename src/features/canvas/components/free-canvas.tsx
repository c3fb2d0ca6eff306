'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { isKnownKind } from '@/core/blocks/registry'
import type { DesignEdit } from '@/core/design/edits'
import { findingsOf } from '@/core/design/findings'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { usePaletteGroups } from '@/ui/commands'
import { type RunView, wholeRun } from '@/features/simulation/use-run-view'
import { type FirstStep, FirstSteps } from '@/ui/first-steps'
import { toast } from '@/ui/toaster'
import { designActions } from '../design-actions'
import { downloadText } from '../design-files'
import { exampleDesign } from '../example-design'
import { KeptDesign, type KeptState } from '../kept-design'
import { isEmptySelection, nothingSelected, type Selection, selectBlock } from '../selection'
import { type RunToShow, useFigures } from '../use-figures'
import { DesignCanvas, type DesignCanvasHandle } from './design-canvas'
import { DesignList } from './design-list'
import { DesignPanel, type DesignPanelTab } from './design-panel'
import { FreeCanvasBar } from './free-canvas-bar'
import { FreeCanvasFiles } from './free-canvas-files'
import { PrintedDesign } from './printed-design'
import { useNarrow } from './use-narrow'
import { useUndoKeys } from './use-undo-keys'

const firstSteps: readonly FirstStep[] = [
  {
    title: 'Say who asks',
    text: 'Add a client, or put in an example. How often does it ask, and for what? That stands under Traffic.',
  },
  {
    title: 'Say who answers',
    text: 'Drag from the right edge of a block to another, or to empty canvas for a new one. What does each call, and when?',
  },
  {
    title: 'Run it',
    text: 'Run measures it below the canvas and on every block. Where does the time go? Change one thing, and run it again.',
  },
]

/** Which of the first steps a design has behind it. */
function stepsBehind(design: Design): number {
  if (design.requests.length === 0) return 0
  return design.links.length === 0 ? 1 : 2
}

/** What the page adds below the canvas: the run. */
export interface RunSlot {
  report: Report | null
  /** The design the report is about. */
  ranDesign: Design | null
  /** What of the run the canvas shows. */
  view: RunView
  renderDrawer: (design: Design, onSelectBlock: (id: string) => void) => ReactNode
}

export type FreeView = 'canvas' | 'list'

export interface FreeCanvasProps {
  run?: RunSlot
  /** The button that shares a design, for the bar. */
  renderShare?: (design: Design) => ReactNode
}

/** What does not fit is refused, and whoever asked for it is told why. */
function useEdit(kept: KeptDesign) {
  return useCallback(
    (edit: DesignEdit) => {
      const refused = kept.edit(edit)
      if (refused !== null) toast.error(refused)
    },
    [kept],
  )
}

/** A canvas without an account: the design is kept in this browser, and goes in and out as a file. */
export function FreeCanvas({ run, renderShare }: FreeCanvasProps) {
  const kept = useKeptDesign()
  const state = useSyncExternalStore(kept.subscribe, kept.getState)
  const { design } = state
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [view, setView] = useState<FreeView>('canvas')
  const [panel, setPanel] = useState(() => matchMedia('(min-width: 900px)').matches)
  const [tab, setTab] = useState<DesignPanelTab>('selection')
  const [canvas, setCanvas] = useState<DesignCanvasHandle | null>(null)
  const panelBox = useRef<HTMLElement>(null)
  const narrow = useNarrow()
  const findings = findingsOf(design)
  const figures = useFigures(design, shownOf(run, design))
  useUndoKeys(kept.undo, kept.redo)
  const addBlock = useAddBlock(canvas, () => setView('canvas'))
  usePaletteGroups(() => designActions(design, { goToBlock, addBlock: narrow ? undefined : addBlock }))
  const shared = { design, selection, onEdit: useEdit(kept), findings, figures }

  function select(next: Selection) {
    setSelection(next)
    if (!isEmptySelection(next)) setTab('selection')
  }
  function goToBlock(id: string) {
    select(selectBlock(id))
    canvas?.focusBlock(id)
  }
  function inspect() {
    setPanel(true)
    setTab('selection')
    requestAnimationFrame(() => focusFirstField(panelBox.current))
  }
  return (
    <OnScreenAndPaper design={design} run={run}>
      <FreeCanvasFiles kept={kept} figures={figures} onReplaced={() => setSelection(nothingSelected)}>
        {(files) => (
          <FreeCanvasBar
            state={state}
            {...files}
            {...{ view, onView: setView, panel, onPanel: setPanel }}
            share={renderShare?.(design)}
          />
        )}
      </FreeCanvasFiles>
      {state.unreadable !== null && <UnreadableNotice text={state.unreadable} />}
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="relative min-h-0 flex-1">
            <FirstSteps
              name="canvas"
              steps={firstSteps}
              from={narrow ? firstSteps.length - 1 : stepsBehind(design)}
              className={view === 'canvas' ? 'top-2 right-2' : 'bottom-2 left-2'}
            />
            {view === 'canvas' ? (
              <DesignCanvas
                {...shared}
                ref={setCanvas}
                onSelect={select}
                onUndo={kept.undo}
                onRedo={kept.redo}
                canUndo={state.canUndo}
                canRedo={state.canRedo}
                onInspect={inspect}
                saveState={saveSentence(state.saving)}
                viewKey="free"
                onList={() => setView('list')}
                onExample={() => kept.edit({ type: 'design-replaced', design: exampleDesign })}
              />
            ) : (
              <DesignList {...shared} onSelect={setSelection} withSettings={narrow || !panel} />
            )}
          </div>
          {run?.renderDrawer(design, (id) => {
            select(selectBlock(id))
            canvas?.reveal([id])
          })}
        </div>
        {panel && !(narrow && view === 'list') && (
          <aside ref={panelBox} aria-label="Settings and findings" className={sidePanel}>
            <DesignPanel
              {...shared}
              {...{ tab, onTabChange: setTab }}
              onSelect={(next) => {
                setSelection(next)
                canvas?.reveal(next.blocks)
              }}
            />
          </aside>
        )}
      </div>
    </OnScreenAndPaper>
  )
}

const focusFirstField = (panel: HTMLElement | null): void =>
  panel?.querySelector<HTMLElement>('[role=tabpanel] :is(input, select, button)')?.focus()

interface OnScreenAndPaperProps {
  design: Design
  run: RunSlot | undefined
  children: ReactNode
}

/** The canvas fills the screen; on paper the whole design stands instead of it. */
function OnScreenAndPaper({ design, run, children }: OnScreenAndPaperProps) {
  return (
    <>
      <div className="flex h-[calc(100dvh-var(--bar-height))] min-h-0 flex-col print:hidden">{children}</div>
      <PrintedDesign design={design} report={shownOf(run, design).report} />
    </>
  )
}

/** A run of another design says nothing of this one. */
const shownOf = (run: RunSlot | undefined, design: Design): RunToShow => ({
  report: run?.ranDesign === design ? run.report : null,
  ...(run?.view ?? wholeRun),
})

/**
 * Adds a block on the canvas, as soon as there is one: from the list (`show` brings the canvas), or for somebody who chose
 * the kind elsewhere and came here with it, `/canvas?add=cache`.
 */
function useAddBlock(canvas: DesignCanvasHandle | null, show: () => void): (kind: string) => void {
  const asked = useRef<string | null>(null)
  useEffect(() => {
    const kind = asked.current ?? new URLSearchParams(location.search).get('add')
    if (canvas === null || kind === null) return
    asked.current = null
    // Once: not again when the page is reloaded.
    if (location.search !== '') history.replaceState(history.state, '', location.pathname)
    if (isKnownKind(kind)) canvas.addBlock(kind)
  }, [canvas])
  return (kind) => {
    if (canvas) canvas.addBlock(kind)
    else {
      asked.current = kind
      show()
    }
  }
}

/** Nothing is thrown away silently: what was kept and cannot be read can be taken along. */
function UnreadableNotice({ text }: { text: string }) {
  return (
    <Notice
      tone="warn"
      title="The design kept in this browser cannot be read by this version."
      action={
        <Button size="sm" onClick={() => downloadText(text, 'unreadable-design.json')}>
          Download it
        </Button>
      }
    >
      It is left as it is until you draw something new. Import it again once it is mended.
    </Notice>
  )
}

/** Beside the canvas, and under it where there is no room beside. */
const sidePanel =
  'w-(--panel-width) shrink-0 border-s border-line bg-surface max-md:h-[45%] max-md:w-full max-md:border-s-0 max-md:border-t'

const saveSentence = (saving: KeptState['saving']): string =>
  saving === 'failed' ? 'Not saved: this browser refuses to keep it. Export it.' : 'Saved in this browser.'

/** The design of this browser, written before the tab goes and followed when another tab writes it. */
function useKeptDesign(): KeptDesign {
  const [kept] = useState(() => new KeptDesign(localStorage))
  useEffect(() => {
    const onStorage = (event: StorageEvent) => event.storageArea === localStorage && kept.followOtherTab()
    window.addEventListener('storage', onStorage)
    window.addEventListener('pagehide', kept.flush)
    document.addEventListener('visibilitychange', kept.flush)
    return () => {
      window.removeEventListener('storage', onStorage)
      window.removeEventListener('pagehide', kept.flush)
      document.removeEventListener('visibilitychange', kept.flush)
      kept.flush()
    }
  }, [kept])
  return kept
}
