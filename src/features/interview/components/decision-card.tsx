'use client'

import { Boxes, Calculator, Play } from 'lucide-react'
import type { Decision, DecisionPatch } from '@/core/interview/items'
import type { RecordedRun } from '@/core/interview/state'
import { GrowingText } from '@/ui/growing-text'
import { RowList } from '@/ui/row-list'
import { ChoiceMenu } from './choice-menu'
import { LabelledText } from './labelled-text'
import { runWords } from './run-words'
import type { StepProps } from './step-props'
import { blockChoices } from './storing-blocks'

const paragraphs = [
  { key: 'criterion', label: 'What decided it', placeholder: 'p99 of following a link under 50 ms' },
  { key: 'costAccepted', label: 'Cost accepted', placeholder: 'a key may be lost when a server dies' },
  { key: 'revisit', label: 'When to think again', placeholder: 'more than 10 k creations a second' },
] as const

export interface DecisionCardProps extends StepProps {
  decision: Decision
  index: number
}

/** One decision with its alternatives, what decided it, its price, and what it is about. */
export function DecisionCard({ decision, index, state, dispatch, isReadOnly }: DecisionCardProps) {
  const change = (patch: DecisionPatch) => dispatch({ type: 'decision-changed', id: decision.id, patch })
  const name = `decision ${index + 1}`
  const cells = state.sheet.cells.map((cell) => ({ value: cell.id, label: cell.name || cell.src }))
  const runs = state.runs.map((run, at) => ({ value: run.run, label: runWords(run, at) }))
  return (
    <div className="flex flex-col gap-1.5 pb-2">
      <GrowingText
        plain
        className="text-md font-semibold"
        label={`Decision ${index + 1}`}
        placeholder={index === 0 ? 'Keys are made ahead and handed out in batches' : undefined}
        value={decision.decision}
        maxLength={500}
        readOnly={isReadOnly}
        onCommit={(text) => change({ decision: text })}
      />
      <Alternatives decision={decision} name={name} isReadOnly={isReadOnly} onChange={change} />
      <div className="grid gap-x-2 gap-y-1 sm:grid-cols-3">
        {paragraphs.map(({ key, label, placeholder }) => (
          <LabelledText
            key={key}
            plain
            label={label}
            name={`${label}, ${name}`}
            placeholder={index === 0 ? placeholder : undefined}
            value={decision[key]}
            maxLength={4000}
            readOnly={isReadOnly}
            onCommit={(text) => change({ [key]: text })}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <ChoiceMenu
          label={`Blocks of ${name}`}
          icon={<Boxes size={14} aria-hidden />}
          empty="Link blocks"
          noun={['block', 'blocks']}
          options={blockChoices(state.design)}
          value={decision.blocks}
          isReadOnly={isReadOnly}
          onValueChange={(blocks) => change({ blocks })}
        />
        <ChoiceMenu
          label={`Runs of ${name}`}
          icon={<Play size={14} aria-hidden />}
          empty="Link runs"
          noun={['run', 'runs']}
          options={runs}
          value={decision.runs}
          isReadOnly={isReadOnly}
          onValueChange={(next: RecordedRun['run'][]) => change({ runs: next })}
        />
        <ChoiceMenu
          label={`Cells of ${name}`}
          icon={<Calculator size={14} aria-hidden />}
          empty="Link cells"
          noun={['cell', 'cells']}
          options={cells}
          value={decision.cells}
          isReadOnly={isReadOnly}
          onValueChange={(next) => change({ cells: next })}
        />
      </div>
    </div>
  )
}

interface AlternativesProps {
  decision: Decision
  name: string
  isReadOnly: boolean
  onChange: (patch: DecisionPatch) => boolean
}

const keyOf = (index: number) => `alternative-${index}`
const indexOf = (key: string) => Number(key.slice('alternative-'.length))

function Alternatives({ decision, name, isReadOnly, onChange }: AlternativesProps) {
  const { alternatives } = decision
  const rows = alternatives.map((text, index) => ({ text, index }))
  const edits = {
    addLabel: 'Add an alternative',
    onAdd: (after: string | null) => {
      const at = after === null ? 0 : indexOf(after) + 1
      return onChange({ alternatives: alternatives.toSpliced(at, 0, '') }) ? keyOf(at) : null
    },
    onRemove: (key: string) => void onChange({ alternatives: alternatives.toSpliced(indexOf(key), 1) }),
  }
  return (
    <div className="ms-1.5 border-s border-line ps-2">
      <p className="px-1.5 text-xs font-medium text-ink-3">Instead of</p>
      <RowList
        label={`Alternatives of ${name}`}
        rows={rows}
        rowKey={(row) => keyOf(row.index)}
        rowName={(index) => `alternative ${index + 1} of ${name}`}
        {...(isReadOnly ? {} : edits)}
      >
        {(row, index) => (
          <GrowingText
            plain
            label={`Alternative ${index + 1} of ${name}`}
            placeholder={index === 0 ? 'a hash of the address, tried again on a clash' : undefined}
            value={row.text}
            maxLength={500}
            readOnly={isReadOnly}
            onCommit={(text) => onChange({ alternatives: alternatives.with(index, text) })}
          />
        )}
      </RowList>
    </div>
  )
}
