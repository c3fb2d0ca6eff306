'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useRef, useState } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import type { StepId } from '@/core/interview/outline'
import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { classNames } from '@/ui/class-names'
import { showCommandOverlay } from '@/ui/command-overlay'
import { usePaletteGroups } from '@/ui/commands'
import { whenReachable } from '@/ui/fetched-part'
import { type FirstStep, FirstSteps } from '@/ui/first-steps'
import { toast } from '@/ui/toaster'
import { useFetchedAhead } from '@/ui/use-fetched-ahead'
import { useHydrated } from '@/ui/use-hydrated'
import { useLive } from '../client'
import { CanvasReach } from './canvas-reach'
import { fetchParts } from './fetch-parts'
import { interviewActions } from './interview-actions'
import { type ExtraPanel, InterviewBody, marksOf } from './interview-body'
import { LiveBar } from './live-bar'
import { isCanvasStep } from './step-names'
import { useChangeMarks } from './use-change-marks'
import { type Frame, useFrame } from './use-frame'
import { useTellPlace } from './use-place'
import { usePointedAt } from './use-pointed-at'
import { useShownItem } from './use-shown-item'
import { useWorkspace } from './use-workspace'
import { useWorkspaceKeys, workspaceShortcuts } from './use-workspace-keys'
import { WorkspaceNotices } from './workspace-notices'
import type { WorkspaceView } from './workspace-view'

const FinishDialog = dynamic(
  whenReachable(() => import('./finish-dialog').then((module) => module.FinishDialog)),
  { ssr: false },
)

export interface InterviewWorkspaceProps {
  id: string
  problem: CandidateProblem
  view: WorkspaceView
  /** The button that shares the interview, for the bar. */
  share?: ReactNode
  /** What else stands in the side panel once somebody else is there. */
  companyPanels?: readonly ExtraPanel[]
  /** Somebody was there before. */
  hadCompany?: boolean
}

const saveTexts = {
  saving: 'Saving',
  saved: 'Saved. Every change is saved by itself.',
  offline: 'Offline - kept on this device',
} as const

const firstSteps: readonly FirstStep[] = [
  {
    title: 'Write, and ask',
    text: 'Enter makes the next row. What is not said about this problem? Ask it in the first list: facts are kept back until you do.',
  },
  {
    title: 'Go through six steps',
    text: 'They stand in the bar with the minutes you have for each. Go back to any of them whenever you like.',
  },
  {
    title: 'Draw, run, finish',
    text: 'In High level you draw the design, and Run shows what it stands. Finish gives the score, with the evidence for every point.',
  },
]

/** Beside what is written or drawn; not at all where the panel leaves a small screen no room for it. */
function hintPlace(step: StepId, { canvasView, panel }: Frame): string {
  const isDrawn = isCanvasStep(step) && canvasView === 'canvas'
  const place = isDrawn
    ? 'top-14 right-2'
    : isCanvasStep(step)
      ? 'bottom-12 left-2'
      : 'bottom-2 left-2 md:bottom-4 md:left-4'
  return classNames(place, panel === true && 'max-md:hidden')
}

type Company = Pick<InterviewWorkspaceProps, 'companyPanels' | 'hadCompany'>

/** Whoever works alone is shown nothing that takes two. */
function useCompanyPanels({ companyPanels, hadCompany = false }: Company): readonly ExtraPanel[] | undefined {
  const hasCompany = useLive((view) => view.others.length > 0)
  const [hadSome, setHadSome] = useState(hadCompany)
  if (hasCompany && !hadSome) setHadSome(true)
  return hadSome ? companyPanels : undefined
}

/** An interview in progress, or a finished one to read: bar, step, panel. Stands inside an InterviewProvider. */
export function InterviewWorkspace({ id, problem, view, share, ...company }: InterviewWorkspaceProps) {
  const workspace = useWorkspace(id, view)
  const [canvas] = useState(() => new CanvasReach())
  const frame = useFrame(workspace, canvas, view.focus)
  const isHydrated = useHydrated()
  const panels = useCompanyPanels(company)
  const { step } = workspace
  const saveText = saveTexts[workspace.saveState]

  useFetchedAhead(!workspace.isFinished, fetchParts)
  useShownItem(view.focus, workspace.isFinished)
  const pointed = usePointedAt(workspace)
  useChangeMarks(pointed.targets, workspace, canvas)
  const root = useRef<HTMLDivElement>(null)
  const chosen = useTellPlace(root, workspace)
  useRegisteredShortcuts(workspaceShortcuts)
  usePaletteGroups(() => interviewActions(workspace, frame))
  useWorkspaceKeys({
    goToStep: workspace.goToStep,
    undo: workspace.undo,
    redo: workspace.redo,
    save: () => toast(saveText),
    panel: frame.togglePanel,
  })

  return (
    <div ref={root} className="flex h-dvh flex-col overflow-hidden" data-ready={isHydrated || undefined}>
      <LiveBar
        workspace={workspace}
        interviewId={id}
        share={share}
        isPanelOpen={frame.isPanelShown}
        panelMark={marksOf(panels)}
        onPanelToggle={frame.togglePanel}
        onPalette={() => showCommandOverlay('palette')}
        onShortcuts={() => showCommandOverlay('shortcuts')}
        onFinish={() => frame.setIsFinishing(true)}
      />
      <WorkspaceNotices workspace={workspace} onShow={() => frame.setPanel(true)} onPointed={pointed.lead} />
      <InterviewBody
        id={id}
        problem={problem}
        workspace={workspace}
        frame={frame}
        canvas={canvas}
        saveText={saveText}
        extraPanels={panels}
        beside={{ lead: pointed.lead, chosen }}
      >
        {!workspace.isReadOnly && (
          <FirstSteps
            name="interview"
            steps={firstSteps}
            from={step === 'requirements' ? 0 : isCanvasStep(step) ? 2 : 1}
            className={hintPlace(step, frame)}
          />
        )}
      </InterviewBody>
      {frame.isFinishing && (
        <FinishDialog
          isOpen
          onOpenChange={frame.setIsFinishing}
          state={workspace.state}
          onFinish={() => {
            frame.setIsFinishing(false)
            void workspace.finish()
          }}
        />
      )}
    </div>
  )
}
