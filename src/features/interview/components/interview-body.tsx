'use client'

import { Fragment, type ReactNode, useState } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { stepOf } from '@/core/interview/outline'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { nothingSelected } from '@/features/canvas/selection'
import { NumbersPanel } from '@/features/estimates/lazy-numbers'
import { Tabs } from '@/ui/tabs'
import type { CanvasReach } from './canvas-reach'
import { InterviewChainProvider } from './interview-chain'
import { SidePanel } from './side-panel'
import { isCanvasStep } from './step-names'
import { stepPanelId } from './step-tabs'
import { StepView } from './step-view'
import { type Frame, panelId } from './use-frame'
import { BesideProvider, type BesideStep } from './use-leading'
import type { Workspace } from './use-workspace'
import { WorkspacePanel } from './workspace-panel'

/** Something that stands in the side panel beside what the interview itself has there. */
export interface ExtraPanel {
  id: string
  label: string
  content: ReactNode
  /** On its tab while something else is shown: that there is something new. It takes no room. */
  mark?: ReactNode
  /** Open at first, instead of what the interview itself has there. */
  isFirst?: boolean
}

export interface InterviewBodyProps {
  id: string
  problem: CandidateProblem
  workspace: Workspace
  frame: Frame
  canvas: CanvasReach
  saveText: string
  /** Floats over the step. */
  children?: ReactNode
  extraPanels?: readonly ExtraPanel[]
  /** For what else stands in the panel. */
  beside?: BesideStep
}

/** The step and what stands beside it: the same for whoever works in an interview, follows it or looks back at it. */
export function InterviewBody({
  id,
  problem,
  workspace,
  frame,
  canvas,
  saveText,
  beside,
  ...rest
}: InterviewBodyProps) {
  const { step } = workspace
  const own = isCanvasStep(step) ? 'Design' : 'Guide'
  const extra = [...(step === 'estimates' ? [numbersPanel(problem)] : []), ...(rest.extraPanels ?? [])]
  const [tab, setTab] = useState(() => extra.find(({ isFirst }) => isFirst)?.id ?? '')
  const chosen = extra.find(({ id: panel }) => panel === tab)
  function lead(thing: ChangeTarget) {
    // runs stand in the guide, which is there where nothing is selected
    if (thing.kind === 'run') {
      setTab('')
      workspace.setSelection({ ...nothingSelected })
    }
    beside?.lead(thing)
  }
  return (
    <InterviewChainProvider id={id} problem={problem} workspace={workspace} frame={frame} canvas={canvas}>
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <main className="group/main relative min-h-0 min-w-0 flex-1">
          {rest.children}
          <StepPane
            id={id}
            workspace={workspace}
            frame={frame}
            canvas={canvas}
            saveText={saveText}
            onNumbers={() => {
              setTab(NUMBERS)
              frame.setPanel(true)
            }}
          />
        </main>
        <SidePanel
          id={panelId}
          title={chosen?.label ?? own}
          mark={marksOf(rest.extraPanels)}
          isOpen={frame.panel}
          onOpenChange={frame.setPanel}
        >
          <BesideProvider value={beside ? { ...beside, lead } : null}>
            <PanelTabs title={own} extra={extra} chosen={chosen} onChoose={setTab}>
              <WorkspacePanel
                workspace={workspace}
                interviewId={id}
                problem={problem}
                canvas={canvas}
                cell={frame.cell}
              />
            </PanelTabs>
          </BesideProvider>
        </SidePanel>
      </div>
    </InterviewChainProvider>
  )
}

/** What is new in panels, for where their tabs are not shown. */
export const marksOf = (panels: readonly ExtraPanel[] = []): ReactNode =>
  panels.map(({ id, mark }) => mark && <Fragment key={id}>{mark}</Fragment>)

const NUMBERS = 'numbers'

const numbersPanel = ({ closedBook }: CandidateProblem): ExtraPanel => ({
  id: NUMBERS,
  label: 'Numbers',
  content: <NumbersPanel isLocked={closedBook === true} />,
})

interface PanelTabsProps {
  /** Of what the interview itself has in the panel. */
  title: string
  extra: readonly ExtraPanel[]
  /** Undefined: what the interview itself has there. */
  chosen: ExtraPanel | undefined
  onChoose: (id: string) => void
  children: ReactNode
}

function PanelTabs({ title, extra, chosen, onChoose, children }: PanelTabsProps) {
  if (extra.length === 0) return children
  return (
    <Tabs
      label="Panels"
      items={[
        { value: '', label: title },
        ...extra.map((panel) => ({ value: panel.id, label: panel.label, mark: panel !== chosen && panel.mark })),
      ]}
      value={chosen?.id ?? ''}
      onValueChange={onChoose}
      className="h-full"
      panelClassName="overflow-auto"
    >
      {chosen ? chosen.content : children}
    </Tabs>
  )
}

type StepPaneProps = Pick<InterviewBodyProps, 'id' | 'workspace' | 'frame' | 'canvas' | 'saveText'> & {
  onNumbers: () => void
}

function StepPane({ id, workspace, frame, canvas, saveText, onNumbers }: StepPaneProps) {
  const { step } = workspace
  return (
    <div
      role="tabpanel"
      id={stepPanelId}
      aria-label={stepOf(step).name}
      data-undoable={isCanvasStep(step) ? undefined : ''}
      // on a narrow screen what gets the focus scrolls clear of the first steps, which float at the foot
      className="h-full overflow-auto max-md:group-has-[[aria-label='First_steps']]/main:scroll-pb-48"
    >
      <StepView
        onCanvas={canvas.hold}
        step={step}
        state={workspace.state}
        dispatch={workspace.dispatch}
        isReadOnly={workspace.isReadOnly}
        interviewId={id}
        selection={workspace.selection}
        onSelect={workspace.setSelection}
        simulation={workspace.simulation}
        blocked={workspace.blocked}
        undo={workspace.undo}
        redo={workspace.redo}
        onInspect={frame.inspect}
        view={frame.canvasView}
        onViewChange={frame.setCanvasView}
        hasPanel={frame.isPanelShown}
        onSelectCell={frame.setCell}
        onNumbers={onNumbers}
        saveText={saveText}
      />
    </div>
  )
}
