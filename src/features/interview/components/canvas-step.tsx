'use client'

import { useMemo } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import { withSheetFindings } from '@/core/chain/with-sheet-findings'
import { findingsOf } from '@/core/design/findings'
import type { Design } from '@/core/design/schema'
import type { AppliedFeed } from '@/core/interview/compose-design'
import { nextRedo, nextUndo } from '@/core/interview/undo'
import { DesignCanvas, type DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import { DesignList } from '@/features/canvas/components/design-list'
import { useNarrow } from '@/features/canvas/components/use-narrow'
import { nothingSelected, type Selection, selectBlock } from '@/features/canvas/selection'
import { useFigures } from '@/features/canvas/use-figures'
import { RunDrawer } from '@/features/simulation/components/run-drawer'
import { useRunView } from '@/features/simulation/use-run-view'
import type { Simulation } from '@/features/simulation/use-simulation'
import { CanvasExport, CanvasImport } from './canvas-files'
import { CanvasViewSwitch } from './canvas-view-switch'
import { useInterviewChain } from './interview-chain'
import type { StepProps } from './step-props'
import { effectiveDesign } from '../client-design'

export type CanvasView = 'canvas' | 'list'

export interface CanvasStepProps extends StepProps {
  /** Under which this tab keeps the place and zoom of the canvas. */
  interviewId: string
  view: CanvasView
  onViewChange: (view: CanvasView) => void
  /** The panel stands beside the design and shows the settings of what is chosen. */
  hasPanel: boolean
  selection: Selection
  onSelect: (selection: Selection) => void
  simulation: Simulation
  /** Why the design cannot be run now; null when it can. */
  blocked: string | null
  undo: () => void
  redo: () => void
  onInspect: () => void
  saveText: string
  /** Told of the canvas when it is there, and with null when it goes. */
  onCanvas?: (handle: DesignCanvasHandle | null) => void
}

/** High-level design and scaling: the canvas, full bleed, or the same as a list; and the run below it. */
export function CanvasStep(props: CanvasStepProps) {
  const { state, dispatch, isReadOnly, interviewId, view, selection, onSelect, simulation, onCanvas } = props
  const isNarrow = useNarrow()
  const shown = useRunView(simulation.report)
  const { design, feeds } = effectiveDesign(state)
  const figures = useFigures(design, {
    report: simulation.ranDesign === design ? simulation.report : null,
    ...shown.view,
  })
  const { findings: disagreements } = useInterviewChain()
  const findings = withSheetFindings(findingsOf(design), disagreements)
  const onEdit = isReadOnly ? undefined : (edit: DesignEdit) => void dispatch({ type: 'design-edited', edit })
  const sources = useMemo(() => sourcesOf(feeds, design), [feeds, design])
  const shared = { design, selection, onSelect, onEdit, figures, findings }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="relative min-h-0 flex-1">
        {view === 'list' ? (
          <DesignList {...shared} withSettings={!props.hasPanel} />
        ) : (
          <DesignCanvas
            {...shared}
            ref={onCanvas}
            sources={sources}
            readOnly={isReadOnly}
            onUndo={props.undo}
            onRedo={props.redo}
            canUndo={!isReadOnly && nextUndo(state) !== null}
            canRedo={!isReadOnly && nextRedo(state) !== null}
            onInspect={props.onInspect}
            onList={() => props.onViewChange('list')}
            saveState={props.saveText}
            // A phone shows all of it first: what fits a large screen is off a small one.
            viewKey={isNarrow ? undefined : interviewId}
          />
        )}
        <CanvasViewSwitch value={view} onValueChange={props.onViewChange}>
          {!isReadOnly && !isNarrow && (
            <CanvasImport {...{ state, dispatch, undo: props.undo }} onReplaced={() => onSelect(nothingSelected)} />
          )}
          <CanvasExport {...{ state, design, figures }} />
        </CanvasViewSwitch>
      </div>
      <RunDrawer
        design={design}
        simulation={simulation}
        shown={shown}
        onSelectBlock={(id) => onSelect(selectBlock(id))}
        blocked={props.blocked}
        isStartedElsewhere
        objectivesFrom="a number in the non-functional requirements becomes one."
      />
    </div>
  )
}

/** The cells that the numbers of each block come from; the rate of a request class stands at the block that sends it. */
function sourcesOf(feeds: readonly AppliedFeed[], design: Design): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  for (const { name, link, problem } of feeds) {
    const block =
      link.target === 'config'
        ? link.block
        : link.target === 'request-rate'
          ? design.requests.find(({ id }) => id === link.request)?.from
          : undefined
    if (problem !== null || block === undefined) continue
    const before = sources.get(block)
    sources.set(block, before === undefined ? name || 'a cell' : `${before}, ${name || 'a cell'}`)
  }
  return sources
}
