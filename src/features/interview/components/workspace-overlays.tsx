'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import type { PaletteAction } from '@/ui/action-palette'
import { isCanvasStep } from './step-names'
import type { Frame } from './use-frame'
import type { Workspace } from './use-workspace'

const loadPalette = () => import('./interview-palette')
const InterviewPalette = dynamic(() => loadPalette().then((module) => module.InterviewPalette), { ssr: false })
const FinishDialog = dynamic(() => import('./finish-dialog').then((module) => module.FinishDialog), { ssr: false })
const ShortcutSheet = dynamic(
  () => import('@/features/canvas/components/shortcut-sheet').then((module) => module.ShortcutSheet),
  { ssr: false },
)

export interface WorkspaceOverlaysProps {
  workspace: Workspace
  frame: Frame
  problems: readonly { slug: string; title: string }[]
}

/** What opens over the workspace: the palette of actions, the list of keys, the question before the end. */
export function WorkspaceOverlays({ workspace, frame, problems }: WorkspaceOverlaysProps) {
  const { state, design, isReadOnly } = workspace
  const { overlay, setOverlay } = frame
  usePaletteAhead()
  return (
    <>
      {overlay === 'finish' && (
        <FinishDialog
          isOpen
          onOpenChange={(isOpen) => setOverlay(isOpen ? 'finish' : null)}
          state={state}
          onFinish={() => {
            setOverlay(null)
            void workspace.finish()
          }}
        />
      )}
      {overlay === 'palette' && (
        <InterviewPalette
          isOpen
          // An action may open another overlay: closing the palette must not close that.
          onOpenChange={(isOpen) => !isOpen && setOverlay((now) => (now === 'palette' ? null : now))}
          design={design}
          problems={problems}
          actions={actionsOf(workspace, frame)}
          goToStep={workspace.goToStep}
          goToBlock={frame.goToBlock}
          addBlock={isReadOnly ? undefined : frame.addBlock}
        />
      )}
      {overlay === 'shortcuts' && <ShortcutSheet open onClose={() => setOverlay(null)} />}
    </>
  )
}

/** The palette is fetched once the page has time for it: whoever presses its keys goes on typing at once. */
function usePaletteAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 3000)
    return () => clearTimeout(timer)
  }, [])
}

function actionsOf(workspace: Workspace, { togglePanel, setOverlay }: Frame): PaletteAction[] {
  const { state, step, design, isFinished, simulation, goToStep, dispatch } = workspace
  const always: PaletteAction[] = [
    {
      id: 'run',
      label: 'Run the design',
      keywords: ['simulate', 'start'],
      onSelect: () => {
        if (!isCanvasStep(step)) goToStep('scaling')
        simulation.run(design)
      },
    },
    { id: 'panel', label: 'Guide and inspector', hint: 'Alt+0', onSelect: togglePanel },
    { id: 'shortcuts', label: 'Keyboard shortcuts', hint: '?', onSelect: () => setOverlay('shortcuts') },
  ]
  if (isFinished) return always
  const isPaused = state.phase === 'paused'
  const pause: PaletteAction = {
    id: 'pause',
    label: isPaused ? 'Resume the clock' : 'Pause the clock',
    onSelect: () => void dispatch({ type: isPaused ? 'resumed' : 'paused' }),
  }
  return [
    ...always,
    { id: 'undo', label: 'Undo', hint: 'Ctrl+Z', onSelect: workspace.undo },
    { id: 'redo', label: 'Redo', hint: 'Ctrl+Y', onSelect: workspace.redo },
    ...(state.mode === 'practice' ? [pause] : []),
    { id: 'finish', label: 'Finish interview', onSelect: () => setOverlay('finish') },
  ]
}
