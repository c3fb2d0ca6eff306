'use client'

import type { Decision } from '@/core/interview/items'
import { RowList } from '@/ui/row-list'
import { DecisionCard } from './decision-card'
import { DocumentColumn, DocumentSection } from './document-section'
import { newItemId, type StepProps } from './step-props'

const emptyDecision = (id: string): Decision => ({
  id,
  decision: '',
  alternatives: [''],
  criterion: '',
  costAccepted: '',
  revisit: '',
  blocks: [],
  cells: [],
  runs: [],
})

/** Last step: what was chosen, against what, and at what price. */
export function TradeOffsStep(props: StepProps) {
  const { state, dispatch, isReadOnly } = props
  const edits = {
    addLabel: 'Add a decision',
    onAdd: (after: string | null) => {
      const decision = emptyDecision(newItemId())
      return dispatch({ type: 'decision-added', decision, after }) ? decision.id : null
    },
    onRemove: (id: string) => void dispatch({ type: 'decision-removed', id }),
    onMove: (id: string, after: string | null) => void dispatch({ type: 'decision-moved', id, after }),
  }
  return (
    <DocumentColumn title="Verify and trade-offs">
      <DocumentSection
        id="list-decisions"
        title="Decisions"
        hint="What you chose, what else was possible, what decided it, and what it costs. Link the blocks and the runs it is about."
        aside={state.decisions.length || undefined}
      >
        {isReadOnly && state.decisions.length === 0 && <p className="text-ink-3">None written down.</p>}
        <RowList
          label="Decisions"
          rows={state.decisions}
          rowKey={(decision) => decision.id}
          rowName={(index) => `decision ${index + 1}`}
          {...(isReadOnly ? {} : edits)}
        >
          {(decision, index) => <DecisionCard decision={decision} index={index} {...props} />}
        </RowList>
      </DocumentSection>
    </DocumentColumn>
  )
}
