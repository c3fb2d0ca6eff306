'use client'

import { useEffect, useState } from 'react'
import type { Design } from '@/core/design/schema'
import type { DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import { selectBlock } from '@/features/canvas/selection'
import type { CanvasReach } from './canvas-reach'
import type { CanvasView } from './canvas-step'
import { isCanvasStep } from './step-names'
import { useIsWide } from './use-is-wide'
import type { Workspace } from './use-workspace'
import type { FocusTarget } from './workspace-view'

export const panelId = 'interview-panel'

/** What the workspace remembers of its own parts: which are open, which cell is worked on, and the canvas. */
export function useFrame(workspace: Workspace, canvas: CanvasReach, focus: FocusTarget | null) {
  const { step, goToStep, setSelection, design } = workspace
  const [isFinishing, setIsFinishing] = useState(false)
  // Null until the person says: open where there is room for it, which only the style sheet knows.
  const [panel, setPanel] = useState<boolean | null>(isInPanel(focus) ? true : null)
  const [canvasView, setCanvasView] = useState<CanvasView>('canvas')
  const [cell, setCell] = useState<string | null>(null)
  const isWide = useIsWide()
  const isPanelShown = panel ?? isWide
  useShownOnCanvas(focus, canvas, design)

  function openPanel(isOpen: boolean) {
    setPanel(isOpen)
    // The sheet takes half of a small screen: what is drawn would end up below it.
    if (isOpen && !isWide && isCanvasStep(step))
      canvas.whenThere((handle) => handle.reveal(design.blocks.map((block) => block.id)))
  }

  function onCanvas(then: (handle: DesignCanvasHandle) => void) {
    setCanvasView('canvas')
    if (!isCanvasStep(step)) goToStep('high-level-design')
    canvas.whenThere(then)
  }

  return {
    /** Asks before the end. */
    isFinishing,
    setIsFinishing,
    panel,
    setPanel: openPanel,
    isPanelShown,
    /** The panel stands beside the step, not over it. */
    isWide,
    togglePanel: () => openPanel(!isPanelShown),
    canvasView,
    setCanvasView,
    cell,
    setCell,
    /** Opens the panel and goes to its first field. */
    inspect: () => {
      openPanel(true)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`#${panelId} [role=tabpanel] :is(input, select, button)`)?.focus(),
      )
    },
    goToBlock: (id: string) => {
      setSelection(selectBlock(id))
      onCanvas((handle) => handle.focusBlock(id))
    },
    addBlock: (kind: string) => onCanvas((handle) => handle.addBlock(kind)),
  }
}

export type Frame = ReturnType<typeof useFrame>

/** Whether what an address leads to is shown in the panel: then the panel has to be open. */
const isInPanel = (focus: FocusTarget | null): boolean => ['block', 'link', 'run'].includes(focus?.kind ?? '')

/** Brings the block or link that an address leads to into view, once. */
function useShownOnCanvas(focus: FocusTarget | null, canvas: CanvasReach, design: Design): void {
  const [wanted] = useState({ focus, design })
  useEffect(() => {
    if (wanted.focus) canvas.reveal(wanted.design, [wanted.focus])
  }, [wanted, canvas])
}
