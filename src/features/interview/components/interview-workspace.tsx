'use client'

import dynamic from 'next/dynamic'
import { useCallback, useRef, useState } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { stepOf } from '@/core/interview/outline'
import type { DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { isEmptySelection, selectBlock } from '@/features/canvas/selection'
import { toast } from '@/ui/toaster'
import { useHydrated } from '@/ui/use-hydrated'
import type { CanvasView } from './canvas-step'
import { FinishDialog } from './finish-dialog'
import { LiveBar } from './live-bar'
import { SidePanel } from './side-panel'
import { isCanvasStep } from './step-names'
import { stepPanelId } from './step-tabs'
import { StepView } from './step-view'
import { useIsWide } from './use-is-wide'
import { useShownItem } from './use-shown-item'
import { useWorkspace } from './use-workspace'
import { useWorkspaceKeys, workspaceShortcuts } from './use-workspace-keys'
import { WorkspaceNotices } from './workspace-notices'
import { WorkspacePanel } from './workspace-panel'
import type { WorkspaceView } from './workspace-view'

const InterviewPalette = dynamic(() => import('./interview-palette').then((module) => module.InterviewPalette), {
  ssr: false,
})
const ShortcutSheet = dynamic(
  () => import('@/features/canvas/components/shortcut-sheet').then((module) => module.ShortcutSheet),
  { ssr: false },
)

export interface InterviewWorkspaceProps {
  id: string
  problem: CandidateProblem
  problems: readonly { slug: string; title: string }[]
  view: WorkspaceView
}

const panelId = 'interview-panel'

type Overlay = 'palette' | 'shortcuts' | 'finish' | null

const saveTexts = {
  saving: 'Saving',
  saved: 'Saved. Every change is saved by itself.',
  offline: 'Offline - kept on this device',
} as const

/** An interview in progress, or a finished one to read: bar, step, panel. Stands inside an InterviewProvider. */
export function InterviewWorkspace({ id, problem, problems, view }: InterviewWorkspaceProps) {
  const workspace = useWorkspace(id, view)
  const { state, step, isReadOnly, isFinished, design, selection } = workspace
  const [overlay, setOverlay] = useState<Overlay>(null)
  // Null until the person says: open where there is room for it, which only the style sheet knows.
  const [panel, setPanel] = useState<boolean | null>(null)
  const [canvasView, setCanvasView] = useState<CanvasView>('canvas')
  const [cell, setCell] = useState<string | null>(null)
  const canvas = useRef<DesignCanvasHandle>(null)
  const isWide = useIsWide()
  const isHydrated = useHydrated()
  const isPanelShown = panel ?? isWide
  const saveText = saveTexts[workspace.saveState]

  const togglePanel = () => setPanel(!isPanelShown)

  function inspect() {
    setPanel(true)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`#${panelId} [role=tabpanel] :is(input, select, button)`)?.focus(),
    )
  }

  function showCanvas() {
    setCanvasView('canvas')
    if (!isCanvasStep(step)) workspace.goToStep('high-level-design')
  }

  function goToBlock(block: string) {
    showCanvas()
    workspace.setSelection(selectBlock(block))
    whenCanvasIs(canvas, (handle) => handle.focusBlock(block))
  }

  useShownItem(view.focus, isFinished)
  useRegisteredShortcuts(workspaceShortcuts)
  useWorkspaceKeys({
    goToStep: workspace.goToStep,
    undo: workspace.undo,
    redo: workspace.redo,
    palette: () => setOverlay('palette'),
    shortcuts: () => setOverlay('shortcuts'),
    save: () => toast(saveText),
    panel: togglePanel,
  })
  const onPanelChange = useCallback((isOpen: boolean) => setPanel(isOpen), [])

  return (
    <div className="flex h-dvh flex-col overflow-hidden" data-ready={isHydrated || undefined}>
      <LiveBar
        workspace={workspace}
        interviewId={id}
        isPanelOpen={isPanelShown}
        onPanelToggle={togglePanel}
        onPalette={() => setOverlay('palette')}
        onShortcuts={() => setOverlay('shortcuts')}
        onFinish={() => setOverlay('finish')}
      />
      <WorkspaceNotices workspace={workspace} />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <main className="min-h-0 min-w-0 flex-1">
          <div
            role="tabpanel"
            id={stepPanelId}
            aria-label={stepOf(step).name}
            data-undoable={isCanvasStep(step) ? undefined : ''}
            className="h-full overflow-auto"
          >
            <StepView
              ref={canvas}
              step={step}
              state={state}
              dispatch={workspace.dispatch}
              isReadOnly={isReadOnly}
              interviewId={id}
              selection={selection}
              onSelect={workspace.setSelection}
              simulation={workspace.simulation}
              blocked={workspace.blocked}
              undo={workspace.undo}
              redo={workspace.redo}
              onInspect={inspect}
              view={canvasView}
              onViewChange={setCanvasView}
              hasPanel={isPanelShown}
              onSelectCell={setCell}
              saveText={saveText}
            />
          </div>
        </main>
        <SidePanel
          id={panelId}
          title={isCanvasStep(step) && !isEmptySelection(selection) ? 'Inspector' : 'Guide'}
          isOpen={panel}
          onOpenChange={onPanelChange}
        >
          <WorkspacePanel workspace={workspace} interviewId={id} problem={problem} canvas={canvas} cell={cell} />
        </SidePanel>
      </div>
      <FinishDialog
        isOpen={overlay === 'finish'}
        onOpenChange={(isOpen) => setOverlay(isOpen ? 'finish' : null)}
        state={state}
        onFinish={() => {
          setOverlay(null)
          void workspace.finish()
        }}
      />
      {overlay === 'palette' && (
        <InterviewPalette
          isOpen
          onOpenChange={(isOpen) => setOverlay(isOpen ? 'palette' : null)}
          design={design}
          problems={problems}
          actions={paletteActions()}
          goToStep={workspace.goToStep}
          goToBlock={goToBlock}
          addBlock={isReadOnly ? undefined : addBlock}
        />
      )}
      {overlay === 'shortcuts' && <ShortcutSheet open onClose={() => setOverlay(null)} />}
    </div>
  )

  function addBlock(kind: string) {
    showCanvas()
    whenCanvasIs(canvas, (handle) => handle.addBlock(kind))
  }

  function paletteActions() {
    const always = [
      { id: 'panel', label: 'Guide and inspector', hint: 'Alt+0', onSelect: togglePanel },
      { id: 'shortcuts', label: 'Keyboard shortcuts', hint: '?', onSelect: () => setOverlay('shortcuts') },
      {
        id: 'run',
        label: 'Run the design',
        keywords: ['simulate', 'start'],
        onSelect: () => {
          if (!isCanvasStep(step)) workspace.goToStep('scaling')
          workspace.simulation.run(design)
        },
      },
    ]
    if (isFinished) return always
    const editing = [
      { id: 'undo', label: 'Undo', hint: 'Ctrl+Z', onSelect: workspace.undo },
      { id: 'redo', label: 'Redo', hint: 'Ctrl+Y', onSelect: workspace.redo },
      { id: 'finish', label: 'Finish interview', onSelect: () => setOverlay('finish') },
    ]
    const isPaused = state.phase === 'paused'
    const pause = {
      id: 'pause',
      label: isPaused ? 'Resume the clock' : 'Pause the clock',
      onSelect: () => void workspace.dispatch({ type: isPaused ? 'resumed' : 'paused' }),
    }
    return [...always, ...editing, ...(state.mode === 'practice' ? [pause] : [])]
  }
}

/** Calls `then` with the canvas as soon as there is one: its step may only just have been entered. */
function whenCanvasIs(canvas: React.RefObject<DesignCanvasHandle | null>, then: (handle: DesignCanvasHandle) => void) {
  let framesLeft = 300
  const look = () => {
    if (canvas.current) then(canvas.current)
    else if (framesLeft-- > 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
