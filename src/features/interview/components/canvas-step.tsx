'use client'

import { type Ref, useState } from 'react'
import { effectiveDesign } from '@/core/interview/effective-design'
import { findingsOf } from '@/core/design/findings'
import { nextRedo, nextUndo } from '@/core/interview/undo'
import { DesignCanvas, type DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import type { Selection } from '@/features/canvas/selection'
import { RunDrawer } from '@/features/simulation/components/run-drawer'
import type { Simulation } from '@/features/simulation/use-simulation'
import { selectBlock } from '@/features/canvas/selection'
import type { StepProps } from './step-props'

export interface CanvasStepProps extends StepProps {
  /** Under which this tab keeps the view. */
  interviewId: string
  selection: Selection
  onSelect: (selection: Selection) => void
  simulation: Simulation
  /** Why the design cannot be run now; null when it can. */
  blocked: string | null
  undo: () => void
  redo: () => void
  onInspect: () => void
  saveText: string
  ref?: Ref<DesignCanvasHandle>
}

/** High-level design and scaling: the canvas, full bleed, and the run below it. */
export function CanvasStep(props: CanvasStepProps) {
  const { state, dispatch, isReadOnly, interviewId, selection, onSelect, simulation, blocked, ref } = props
  const [atS, setAtS] = useState<number | null>(null)
  const { design } = effectiveDesign(state)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1">
        <DesignCanvas
          ref={ref}
          design={design}
          selection={selection}
          onSelect={onSelect}
          onEdit={isReadOnly ? undefined : (edit) => dispatch({ type: 'design-edited', edit })}
          readOnly={isReadOnly}
          findings={findingsOf(design)}
          onUndo={props.undo}
          onRedo={props.redo}
          canUndo={!isReadOnly && nextUndo(state) !== null}
          canRedo={!isReadOnly && nextRedo(state) !== null}
          onInspect={props.onInspect}
          saveState={props.saveText}
          viewKey={interviewId}
        />
      </div>
      <RunDrawer
        design={design}
        simulation={simulation}
        atS={atS}
        onScrub={setAtS}
        onSelectBlock={(id) => onSelect(selectBlock(id))}
        blocked={blocked}
      />
    </div>
  )
}
