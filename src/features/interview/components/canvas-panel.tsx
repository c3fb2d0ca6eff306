'use client'

import { Gauge, Zap } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { withSheetFindings } from '@/core/chain/with-sheet-findings'
import { findingsOf } from '@/core/design/findings'
import { objectiveSubject, objectiveTarget } from '@/core/design/describe'
import type { DesignEdit } from '@/core/design/edits'
import { isFromRequirement } from '@/core/interview/read-requirements'
import type { Design } from '@/core/design/schema'
import { formatFactor } from '@/core/units/format'
import { FaultsEditor } from '@/features/canvas/components/faults-editor'
import { FindingsList } from '@/features/canvas/components/findings-list'
import { ObjectivesEditor } from '@/features/canvas/components/objectives-editor'
import { SelectionInspector } from '@/features/canvas/components/selection-inspector'
import { TrafficEditor } from '@/features/canvas/components/traffic-editor'
import { faultText } from '@/features/canvas/fault-kinds'
import { isEmptySelection, type Selection } from '@/features/canvas/selection'
import { Badge } from '@/ui/display'
import { Tabs } from '@/ui/tabs'
import type { CanvasReach } from './canvas-reach'
import { FedBy } from './fed-by'
import { type InterviewChain, useInterviewChain } from './interview-chain'
import { RunHistory } from './run-history'
import type { Workspace } from './use-workspace'
import { effectiveDesign, ownDesign } from '../client-design'

export interface CanvasPanelProps {
  workspace: Workspace
  canvas: CanvasReach
  /** The step's guide: `children` go into it. */
  guide: (children: ReactNode) => ReactNode
}

type Tab = 'guide' | 'selection' | 'traffic' | 'objectives' | 'faults'

const tabs: readonly { value: Tab; label: string }[] = [
  { value: 'guide', label: 'Guide' },
  { value: 'selection', label: 'Selection' },
  { value: 'traffic', label: 'Traffic' },
  { value: 'objectives', label: 'Objectives' },
  { value: 'faults', label: 'Faults' },
]

/** Beside the canvas: what is chosen, else the guide; and what belongs to the whole design. */
export function CanvasPanel({ workspace, canvas, guide }: CanvasPanelProps) {
  const { state, design, selection, isReadOnly, dispatch, setSelection } = workspace
  const { findings: disagreements, place, showCell } = useInterviewChain()
  const [tab, setTab] = useTabFollowing(selection, place)
  const asideOf = asides(workspace)
  // What the interviewer threw in is not the person's to change: it is shown beside what is.
  const own = ownDesign(state)
  const findings = withSheetFindings(findingsOf(design), disagreements)
  const onEdit = isReadOnly ? undefined : (edit: DesignEdit) => void dispatch({ type: 'design-edited', edit })

  function show(next: Selection) {
    setSelection(next)
    canvas.whenThere((handle) => handle.reveal(next.blocks))
  }

  return (
    <Tabs
      label="Parts of the design"
      items={tabs}
      value={tab}
      onValueChange={setTab}
      className="h-full"
      panelClassName="overflow-auto p-3"
    >
      {tab === 'guide' &&
        guide(
          <>
            <section aria-labelledby="guide-findings">
              <h3 id="guide-findings" className="text-sm font-semibold text-ink-2">
                Findings
              </h3>
              <FindingsList findings={findings} label="Findings" onSelect={show} onShowCell={showCell} />
            </section>
            <RunHistory runs={state.runs} design={design} />
          </>,
        )}
      {tab === 'selection' && (
        <SelectionInspector
          design={design}
          selection={selection}
          findings={findings}
          onEdit={onEdit}
          onSelect={show}
          asideOf={asideOf.setting}
          onShowCell={showCell}
        >
          <p className="text-ink-2">Nothing is selected. Choose a block or a link to see its settings.</p>
        </SelectionInspector>
      )}
      {tab === 'traffic' && (
        <TrafficEditor
          key={requestAt(place)}
          design={own.design}
          onEdit={onEdit}
          asideOf={asideOf.rate}
          firstOpen={requestAt(place)}
        />
      )}
      {tab === 'objectives' && (
        <div className="flex flex-col gap-4">
          <FromRequirements state={state} />
          <ObjectivesEditor design={withOwnObjectives(own.design)} onEdit={onEdit} asideOf={asideOf.objective} />
        </div>
      )}
      {tab === 'faults' && (
        <div className="flex flex-col gap-4">
          <FromCurveballs state={state} design={design} />
          <FaultsEditor design={own.design} onEdit={onEdit} />
        </div>
      )}
    </Tabs>
  )
}

/** The tab that was chosen or that the sheet led to, until something else is selected: then that, or else the guide. */
function useTabFollowing(selection: Selection, place: InterviewChain['place']): [Tab, (tab: Tab) => void] {
  const [chosen, setChosen] = useState<{ tab: Tab; selection: Selection } | null>(null)
  const [led, setLed] = useState<InterviewChain['place']>(null)
  if (place !== led) {
    setLed(place)
    setChosen(place && { tab: TAB_OF[place.link.target], selection })
  }
  const following: Tab = isEmptySelection(selection) ? 'guide' : 'selection'
  const tab = chosen?.selection === selection ? chosen.tab : following
  return [tab, (next) => setChosen({ tab: next, selection })]
}

const TAB_OF = { 'request-rate': 'traffic', objective: 'objectives', config: 'selection' } as const

const requestAt = (place: InterviewChain['place']): string | undefined =>
  place?.link.target === 'request-rate' ? place.link.request : undefined

/** Those that requirements come to are shown above, and changed there. */
const withOwnObjectives = (design: Design): Design => ({
  ...design,
  objectives: (design.objectives ?? []).filter(({ id }) => !isFromRequirement(id)),
})

/** Beside a value of the design: where it comes from. */
const asides = (workspace: Workspace) => ({
  rate: (request: string) => (
    <>
      <FedBy workspace={workspace} isAt={(link) => link.target === 'request-rate' && link.request === request} />
      {multipliedBy(workspace.state, request)}
    </>
  ),
  setting: (block: string, key: string) => (
    <FedBy
      workspace={workspace}
      isAt={(link) => link.target === 'config' && link.block === block && link.path.split('.')[0] === key}
    />
  ),
  objective: (id: string) => (
    <FedBy workspace={workspace} isAt={(link) => link.target === 'objective' && link.objective === id} />
  ),
})

/** How many times as much comes as stands there, by curveballs. */
function multipliedBy({ interjections }: Workspace['state'], request: string): ReactNode {
  const factors = interjections.flatMap(({ what }) =>
    what.kind === 'curveball' && what.curveball.kind === 'traffic' && what.requests.includes(request)
      ? [what.curveball.factor]
      : [],
  )
  if (factors.length === 0) return null
  const factor = factors.reduce((product, each) => product * each, 1)
  return (
    <Badge
      tone="warn"
      icon={<Zap size={12} aria-hidden />}
      title="The interviewer multiplied this traffic: runs have it."
    >
      {formatFactor(factor)} by the interviewer
    </Badge>
  )
}

function FromCurveballs({ state, design }: { state: Workspace['state']; design: Design }) {
  const faults = (design.faults ?? []).filter((fault) => !state.design.faults?.includes(fault))
  if (faults.length === 0) return null
  return (
    <section aria-labelledby="faults-thrown">
      <h3 id="faults-thrown" className="text-sm font-semibold text-ink-2">
        From the interviewer
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {faults.map((fault) => (
          <li key={fault.id} className="flex items-start gap-1.5">
            <Zap size={14} aria-hidden className="mt-0.5 shrink-0 text-warn" />
            {faultText(design, fault)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function FromRequirements({ state }: { state: Workspace['state'] }) {
  const { design, readings } = effectiveDesign(state)
  const objectives = readings.flatMap((reading) => reading.objectives)
  if (objectives.length === 0) return null
  return (
    <section aria-labelledby="goals-read">
      <h3 id="goals-read" className="text-sm font-semibold text-ink-2">
        From your requirements
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {objectives.map((objective) => (
          <li key={objective.id} className="flex items-start gap-1.5">
            <Gauge size={14} aria-hidden className="mt-0.5 shrink-0 text-good" />
            {objectiveSubject(objective, design)} {objectiveTarget(objective)}
          </li>
        ))}
      </ul>
    </section>
  )
}
