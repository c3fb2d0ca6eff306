'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { SheetFinding } from '@/core/chain/chain'
import type { CandidateProblem } from '@/core/content/problem'
import type { CellLink } from '@/core/estimate/sheet'
import type { LinkConflict } from '@/core/interview/compose-design'
import { selectBlock } from '@/features/canvas/selection'
import { type SheetChain, SheetChainContext } from '@/features/estimates/sheet-chain'
import { useContradictions } from '../use-contradictions'
import type { CanvasReach } from './canvas-reach'
import { isCanvasStep } from './step-names'
import type { Frame } from './use-frame'
import { whenRowIsThere } from './use-shown-item'
import type { Workspace } from './use-workspace'
import { effectiveDesign } from '../client-design'

/** What stands between the sheet and the design of an interview, and the ways from one to the other. */
export interface InterviewChain {
  findings: readonly SheetFinding[]
  conflicts: readonly LinkConflict[]
  /** Goes to a cell of the sheet. */
  showCell: (id: string) => void
  /** What of the design was asked for from the sheet; another object whenever something is asked for. */
  place: { link: CellLink } | null
}

const ChainContext = createContext<InterviewChain | null>(null)

export function useInterviewChain(): InterviewChain {
  const chain = useContext(ChainContext)
  if (!chain) throw new Error('this component needs to stand inside an InterviewChainProvider')
  return chain
}

export interface InterviewChainProps {
  id: string
  problem: CandidateProblem
  workspace: Workspace
  frame: Frame
  canvas: CanvasReach
  children: ReactNode
}

export function InterviewChainProvider({ id, problem, workspace, frame, canvas, children }: InterviewChainProps) {
  const { state, step, simulation, design } = workspace
  const [place, setPlace] = useState<InterviewChain['place']>(null)
  const { conflicts } = effectiveDesign(state)
  const findings = useContradictions({
    state,
    shareOfService: problem.workload.shareOfService,
    costPerMonthUsd: simulation.ranDesign === design ? (simulation.report?.costPerMonthUsd ?? null) : null,
    seed: id,
    isWanted: step === 'estimates' || isCanvasStep(step),
  })
  const ways = useWays({ workspace, frame, canvas }, setPlace)
  const sheet = useMemo(() => sheetChain({ design, conflicts, findings }), [design, conflicts, findings])
  return (
    <ChainContext value={{ findings, conflicts, place, showCell: ways.showCell }}>
      <SheetChainContext value={{ ...sheet, show: ways.show, showBlocks: ways.showBlocks }}>
        {children}
      </SheetChainContext>
    </ChainContext>
  )
}

function sheetChain({
  design,
  conflicts,
  findings,
}: Pick<InterviewChain, 'conflicts' | 'findings'> & { design: SheetChain['design'] }) {
  const byCell = new Map<string, SheetFinding[]>()
  // beside the cell that it is about most: the others are named in it
  for (const finding of findings)
    for (const cell of finding.cells.slice(0, 1)) byCell.set(cell, [...(byCell.get(cell) ?? []), finding])
  return { design, findings: byCell, conflicts: new Map(conflicts.map((conflict) => [conflict.cellId, conflict])) }
}

function useWays(
  { workspace, frame, canvas }: Pick<InterviewChainProps, 'workspace' | 'frame' | 'canvas'>,
  setPlace: (place: InterviewChain['place']) => void,
) {
  const toDesign = () => {
    if (!isCanvasStep(workspace.step)) workspace.goToStep('high-level-design')
    frame.setPanel(true)
  }
  const showBlocks = (blocks: readonly string[]) => {
    toDesign()
    workspace.setSelection({ blocks: [...blocks], links: [] })
    canvas.whenThere((handle) => handle.reveal([...blocks]))
  }
  return {
    showBlocks,
    show: (link: CellLink) => {
      if (link.target === 'config') {
        showBlocks(selectBlock(link.block).blocks)
      } else toDesign()
      setPlace({ link })
    },
    showCell: (cell: string) => {
      workspace.goToStep('estimates')
      if (!frame.isWide) frame.setPanel(false)
      frame.setCell(cell)
      whenRowIsThere(cell)
    },
  }
}
