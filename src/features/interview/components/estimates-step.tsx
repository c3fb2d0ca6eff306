'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useMemo } from 'react'
import type { InterviewState } from '@/core/interview/state'
import { EstimateSheet } from '@/features/estimates/client'
import { linkTargetsOf } from '@/features/estimates/link-targets'
import { whenReachable } from '@/ui/fetched-part'
import { useIsReplay } from '../replay'
import { DocumentColumn } from './document-section'
import type { StepProps } from './step-props'
import { effectiveDesign } from '../client-design'

const CellHistory = dynamic(
  whenReachable(() => import('./cell-history').then((module) => module.CellHistory)),
  { ssr: false },
)

export interface EstimatesStepProps extends StepProps {
  /** The same sheet draws the same samples: the interview's id. */
  seed: string
  /** The panel stands beside the sheet: on wide screens it shows the cell that is worked on. */
  hasPanel: boolean
  onSelectCell: (id: string) => void
  /** Opens the reference numbers in the panel. */
  onNumbers: () => void
}

/** Second step: the sheet of the interview, with what of its design the cells can feed. */
export function EstimatesStep(props: EstimatesStepProps) {
  const { state, dispatch, isReadOnly, seed, hasPanel, onSelectCell, onNumbers } = props
  const { targets, linkProblems } = useSheetLinks(state)
  return (
    <DocumentColumn title="Capacity estimates" isWide>
      <EstimateSheet
        value={state.sheet}
        onEdit={(edits) => dispatch({ type: 'sheet-edited', edits })}
        targets={targets}
        linkProblems={linkProblems}
        seed={seed}
        readOnly={isReadOnly}
        details={hasPanel ? 'panel' : 'inline'}
        onSelect={onSelectCell}
        onNumbers={onNumbers}
        more={useCellHistory(seed)}
      />
    </DocumentColumn>
  )
}

/** Looking back, a cell also tells how it came about. */
export function useCellHistory(seed: string): ((cellId: string) => ReactNode) | undefined {
  const isReplay = useIsReplay()
  return useMemo(
    () => (isReplay ? (cellId: string) => <CellHistory cellId={cellId} seed={seed} /> : undefined),
    [isReplay, seed],
  )
}

/** What of the design the cells can feed, and why the values of some do not arrive. */
export function useSheetLinks(state: InterviewState) {
  const { design, feeds } = effectiveDesign(state)
  const targets = useMemo(() => linkTargetsOf(design), [design])
  const linkProblems = useMemo(
    () => new Map(feeds.flatMap(({ cellId, problem }) => (problem === null ? [] : [[cellId, problem] as const]))),
    [feeds],
  )
  return { targets, linkProblems }
}
