'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { remainingMs } from '@/core/interview/clock'
import type { StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { nothingSelected, type Selection, selectBlock, selectLink } from '@/features/canvas/selection'
import { type Simulation, useSimulation } from '@/features/simulation/use-simulation'
import { toast } from '@/ui/toaster'
import { flushDrafts } from '@/ui/use-draft'
import { useEffectiveDesign, useInterview, useInterviewStore } from '../client'
import { runSummaryOf } from '@/core/interview/run-summary'
import { newItemId } from './step-props'
import { useServerRun } from './use-server-run'
import type { FocusTarget, WorkspaceView } from './workspace-view'

/** What the workspace shows and does, without how it is laid out. */
export function useWorkspace(id: string, view: WorkspaceView) {
  const store = useInterviewStore()
  const state = useInterview((each) => each.state)
  const saveState = useInterview((each) => each.saveState)
  const trouble = useInterview((each) => each.problem)
  const { design } = useEffectiveDesign()
  const router = useRouter()
  const [looked, setLooked] = useState<StepId | null>(view.step)
  const [selection, setSelection] = useState<Selection>(() => selectionOf(view.focus))
  const isFinished = state.phase === 'finished'
  const isTimeUp = useIsTimeUp(state, store.serverNowMs)
  const isReadOnly = state.phase !== 'running' || isTimeUp
  const simulation = useServerRun(id, view.run, design, useRecordedSimulation(isReadOnly))
  // Whatever else is wrong with it, a run says: a design with faults runs, and shows them.
  const blocked = design.links.length === 0 ? 'Link some blocks first: nothing would travel.' : null
  // Whoever reads a finished interview turns its pages; in a running one the step is part of the record.
  const step = isFinished ? (looked ?? state.clock.step) : state.clock.step

  function goToStep(next: StepId) {
    flushDrafts()
    setLooked(next)
    if (!isFinished && next !== step) store.dispatch({ type: 'step-entered', step: next })
  }

  const undo = useCallback(() => {
    flushDrafts()
    store.undo()
  }, [store])
  const redo = useCallback(() => {
    flushDrafts()
    store.redo()
  }, [store])

  async function finish() {
    flushDrafts()
    if (!store.dispatch({ type: 'finished' })) return
    await store.flush()
    if (store.getState().saveState === 'saved') router.push(`/interview/${id}/report`)
    else toast.warning('Finished, and kept on this device. The score is made when the server can be reached again.')
  }

  return {
    state,
    design,
    blocked,
    simulation,
    saveState,
    trouble,
    step,
    selection,
    isFinished,
    isTimeUp,
    isReadOnly,
    /** Somebody who only looks at what another one does. */
    isOnlooker: false,
    goToStep,
    setSelection,
    undo,
    redo,
    finish,
    dispatch: store.dispatch,
  }
}

export type Workspace = ReturnType<typeof useWorkspace>

/** Runs in this page; each finished one is recorded, as long as anything is. */
function useRecordedSimulation(isReadOnly: boolean): Simulation {
  const { dispatch } = useInterviewStore()
  return useSimulation((report, options) => {
    if (!isReadOnly) dispatch({ type: 'run-made', run: runSummaryOf(newItemId(), report), options })
  })
}

function selectionOf(focus: FocusTarget | null): Selection {
  if (focus?.kind === 'block') return selectBlock(focus.id)
  return focus?.kind === 'link' ? selectLink(focus.id) : nothingSelected
}

/** True once an interview against the clock is over: then nothing more is taken. */
function useIsTimeUp({ mode, clock, minutes }: InterviewState, nowMs: () => number): boolean {
  const isOver = () => mode === 'timed' && (remainingMs(clock, minutes, nowMs()) ?? 0) < 0
  return useSyncExternalStore(everyHalfSecond, isOver, () => false)
}

function everyHalfSecond(look: () => void): () => void {
  const timer = setInterval(look, 500)
  return () => clearInterval(timer)
}
