'use client'

import type { Requirement, RequirementList } from '@/core/interview/items'
import { GrowingText } from '@/ui/growing-text'
import { RowList } from '@/ui/row-list'
import { DocumentColumn, DocumentSection } from './document-section'
import { FunctionalRow } from './functional-row'
import { NonFunctionalRow } from './non-functional-row'
import { QuestionRow } from './question-row'
import { newItemId, type StepProps } from './step-props'

interface ListWords {
  title: string
  hint: string
  add: string
  /** Of one row, for the names of its controls. */
  row: string
}

const words: Record<RequirementList, ListWords> = {
  questions: {
    title: 'Questions to the interviewer',
    hint: 'Some facts are kept back until somebody asks. Ask what would change the design.',
    add: 'Add a question',
    row: 'question',
  },
  'use-cases': {
    title: 'Use cases',
    hint: 'Who does what with it.',
    add: 'Add a use case',
    row: 'use case',
  },
  functional: {
    title: 'Functional requirements',
    hint: 'What it does, how much it matters, and what it leaves out on purpose.',
    add: 'Add a functional requirement',
    row: 'functional requirement',
  },
  'non-functional': {
    title: 'Non-functional requirements',
    hint: 'How well it does it. A number becomes an objective that every run is measured by.',
    add: 'Add a non-functional requirement',
    row: 'non-functional requirement',
  },
  extended: {
    title: 'Extended requirements',
    hint: 'What would come next, when the rest holds.',
    add: 'Add an extended requirement',
    row: 'extended requirement',
  },
}

/** An empty line of that list. */
function emptyRequirement(list: RequirementList, id: string): Requirement {
  return list === 'functional'
    ? { id, list, text: '', priority: 'P0', scope: 'in', requests: [] }
    : { id, list, text: '' }
}

/** First step: five lists. */
export function RequirementsStep(props: StepProps) {
  const { requirements } = props.state
  return (
    <DocumentColumn title="Requirements">
      <RequirementSection list="questions" rows={requirements.questions} {...props}>
        {(question, index) => <QuestionRow question={question} index={index} {...props} />}
      </RequirementSection>
      <RequirementSection list="use-cases" rows={requirements['use-cases']} {...props}>
        {(row, index) => <PlainRow requirement={row} name={`Use case ${index + 1}`} {...props} />}
      </RequirementSection>
      <RequirementSection list="functional" rows={requirements.functional} {...props}>
        {(row, index) => <FunctionalRow requirement={row} index={index} {...props} />}
      </RequirementSection>
      <RequirementSection list="non-functional" rows={requirements['non-functional']} {...props}>
        {(row, index) => <NonFunctionalRow requirement={row} index={index} {...props} />}
      </RequirementSection>
      <RequirementSection list="extended" rows={requirements.extended} {...props}>
        {(row, index) => <PlainRow requirement={row} name={`Extended requirement ${index + 1}`} {...props} />}
      </RequirementSection>
    </DocumentColumn>
  )
}

interface RequirementSectionProps<Row extends Requirement> extends StepProps {
  list: RequirementList
  rows: readonly Row[]
  children: (row: Row, index: number) => React.ReactNode
}

function RequirementSection<Row extends Requirement>({
  list,
  rows,
  children,
  dispatch,
  isReadOnly,
}: RequirementSectionProps<Row>) {
  const { title, hint, add, row: rowWord } = words[list]
  const edits = isReadOnly
    ? {}
    : {
        addLabel: add,
        onAdd: (after: string | null) => {
          const id = newItemId()
          const done = dispatch({ type: 'requirement-added', requirement: emptyRequirement(list, id), after })
          return done ? id : null
        },
        isRemovable: (row: Row) => !('status' in row) || row.status === 'noted',
        onRemove: (id: string) => void dispatch({ type: 'requirement-removed', id }),
        onMove: (id: string, after: string | null) => void dispatch({ type: 'requirement-moved', id, after }),
      }
  return (
    <DocumentSection id={`list-${list}`} title={title} hint={hint} aside={rows.length || undefined}>
      {isReadOnly && rows.length === 0 && <p className="text-ink-3">None written down.</p>}
      <RowList
        label={title}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(index) => `${rowWord} ${index + 1}`}
        {...edits}
      >
        {children}
      </RowList>
    </DocumentSection>
  )
}

interface PlainRowProps extends StepProps {
  requirement: Requirement
  name: string
}

function PlainRow({ requirement, name, dispatch, isReadOnly }: PlainRowProps) {
  return (
    <GrowingText
      plain
      label={name}
      value={requirement.text}
      maxLength={500}
      readOnly={isReadOnly}
      onCommit={(text) => dispatch({ type: 'requirement-changed', id: requirement.id, patch: { text } })}
    />
  )
}
