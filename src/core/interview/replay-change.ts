import { blockNameIn } from '@/core/design/block-name'
import type { SheetEdit } from '@/core/estimate/edits'
import type { Sheet } from '@/core/estimate/sheet'
import { designChange, linkName } from './design-change'
import type { InterviewEvent, InterviewPayload } from './events'
import type { Requirement, RequirementList, RunSummary } from './items'
import { stepOf } from './outline'
import { findRequirement } from './requirements'
import type { InterviewState } from './state'

/** A thing in an interview that an event changed, or that a comment can be about. */
export interface ChangeTarget {
  kind:
    | 'line'
    | 'cell'
    | 'block'
    | 'link'
    | 'request'
    | 'objective'
    | 'fault'
    | 'entity'
    | 'api'
    | 'decision'
    | 'run'
    | 'step'
    | 'interjection'
  id: string
}

export interface Change {
  /** One sentence without its full stop: "Added the block Cache". */
  text: string
  targets: ChangeTarget[]
}

/** Longest quotation of what somebody wrote, characters. */
const MOST_CHARS = 60

/** What one event changed. `before` is the interview it was applied to. */
export function changeOf(before: InterviewState, { payload, undoes }: InterviewEvent): Change {
  const change = changeBy(before, payload)
  return undoes === undefined ? change : { ...change, text: `${change.text}, by undo or redo` }
}

// oxlint-disable-next-line complexity -- one case an event, nothing else
function changeBy(before: InterviewState, payload: InterviewPayload): Change {
  switch (payload.type) {
    case 'interview-started':
      return plain('The interview began')
    case 'step-entered':
      return one('step', payload.step, `Went to ${stepOf(payload.step).name}`)
    case 'paused':
      return plain('Paused the clock')
    case 'resumed':
      return plain('Resumed the clock')
    case 'finished':
      return plain('Finished the interview')
    case 'question-asked':
      return one('line', payload.id, `Asked: ${quoted(payload.text)}`)
    case 'fact-received':
      return one('line', payload.question, `Was told: ${quoted(payload.text)}`)
    case 'question-unanswered':
      return one('line', payload.question, 'Got no answer to the question')
    case 'run-recorded':
    case 'run-made':
      return one('run', payload.run.run, `Ran the design: ${runOutcome(payload.run)}`)
    case 'sheet-edited':
      return sheetChange(before.sheet, payload.edits)
    case 'design-edited':
      return designChange(before.design, payload.edit)
    case 'requirement-added':
      return lineChange('Added', payload.requirement)
    case 'requirement-replaced':
      return lineChange('Changed into', payload.requirement)
    case 'requirement-changed':
    case 'requirement-removed':
    case 'requirement-moved':
      return knownLineChange(before, payload)
    case 'interviewer-asked':
    case 'attention-drawn':
    case 'time-given':
    case 'curveball-thrown':
    case 'interjection-seen':
    case 'interjection-answered':
      return interjectionChange(before, payload)
    default:
      return itemChange(before, payload)
  }
}

const plain = (text: string): Change => ({ text, targets: [] })
const one = (kind: ChangeTarget['kind'], id: string, text: string): Change => ({ text, targets: [{ kind, id }] })

function quoted(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return `“${line.length > MOST_CHARS ? `${line.slice(0, MOST_CHARS - 1)}…` : line}”`
}

const named = (noun: string, name: string | undefined): string =>
  name?.trim() ? `the ${noun} ${quoted(name)}` : `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun} without a name`

/** "2 of 3 objectives met, with 1 fault" */
export function runOutcome({ objectives, faults }: Pick<RunSummary, 'objectives' | 'faults'>): string {
  const met = objectives.filter((objective) => objective.met).length
  const count = objectives.length === 0 ? 'no objectives' : `${met} of ${objectives.length} objectives met`
  return faults.length === 0 ? count : `${count}, with ${faults.length} fault${faults.length === 1 ? '' : 's'}`
}

const LINE_NOUNS: Record<RequirementList, string> = {
  questions: 'question',
  'use-cases': 'use case',
  functional: 'functional requirement',
  'non-functional': 'non-functional requirement',
  extended: 'extended requirement',
}

function lineChange(verb: string, { id, list, text }: Requirement): Change {
  const noun = LINE_NOUNS[list]
  return one('line', id, text.trim() ? `${verb} ${named(noun, text)}` : `${verb} a new ${noun}`)
}

type KnownLine = Extract<
  InterviewPayload,
  { type: 'requirement-changed' | 'requirement-removed' | 'requirement-moved' }
>

function knownLineChange(before: InterviewState, payload: KnownLine): Change {
  const found = findRequirement(before.requirements, payload.id)
  const noun = found ? LINE_NOUNS[found.list] : 'line'
  const text = found?.item.text
  if (payload.type === 'requirement-removed') return one('line', payload.id, `Removed ${named(noun, text)}`)
  if (payload.type === 'requirement-moved') return one('line', payload.id, `Moved ${named(noun, text)}`)
  const { patch } = payload
  if (patch.text !== undefined) return one('line', payload.id, `Wrote ${named(noun, patch.text)}`)
  const [what] = Object.entries(patch).filter(([, value]) => value !== undefined)
  return one('line', payload.id, `Changed the ${what?.[0] ?? 'wording'} of ${named(noun, text)}`)
}

function sheetChange(sheet: Sheet, edits: readonly SheetEdit[]): Change {
  const [first] = edits
  const targets = edits.flatMap(cellsOf).map((id): ChangeTarget => ({ kind: 'cell', id }))
  if (!first) return plain('Changed the estimates')
  const text = sheetText(sheet, first)
  return { text: edits.length > 1 ? `${text}, and ${edits.length - 1} more in the estimates` : text, targets }
}

function cellsOf(edit: SheetEdit): string[] {
  switch (edit.type) {
    case 'cells-added':
      return edit.cells.map((cell) => cell.id)
    case 'cells-removed':
      return edit.ids
    case 'noun-added':
    case 'noun-removed':
      return []
    default:
      return [edit.id]
  }
}

function sheetText(sheet: Sheet, edit: SheetEdit): string {
  const cell = (id: string) => named('cell', sheet.cells.find((each) => each.id === id)?.name)
  switch (edit.type) {
    case 'cells-added':
      return edit.cells.length === 1
        ? `Added ${named('cell', edit.cells[0]!.name || edit.cells[0]!.src)}`
        : `Added ${edit.cells.length} cells`
    case 'cells-removed':
      return edit.ids.length === 1 ? `Removed ${cell(edit.ids[0]!)}` : `Removed ${edit.ids.length} cells`
    case 'cell-changed': {
      const { src } = edit.changes
      return src === undefined ? `Changed ${cell(edit.id)}` : `Set ${cell(edit.id)} to ${quoted(src)}`
    }
    case 'cell-renamed':
      return `Renamed ${cell(edit.id)} to ${quoted(edit.name)}`
    case 'cell-moved':
      return `Moved ${cell(edit.id)}`
    case 'noun-added':
      return `Counts ${quoted(edit.noun)} from now on`
    case 'noun-removed':
      return `Counts ${quoted(edit.noun)} no longer`
  }
  return edit satisfies never
}

type InterjectionPayload = Extract<
  InterviewPayload,
  { type: `interviewer-${string}` | `interjection-${string}` | 'attention-drawn' | 'time-given' | 'curveball-thrown' }
>

function interjectionChange(before: InterviewState, payload: InterjectionPayload): Change {
  const about = (text: string) => one('interjection', payload.id, text)
  switch (payload.type) {
    case 'interviewer-asked':
      return about(`The interviewer asked: ${quoted(payload.text)}`)
    case 'attention-drawn': {
      const { target } = payload
      return one(target.kind, target.id, `The interviewer pointed at ${targetName(before, target)}`)
    }
    case 'time-given':
      return about(`The interviewer gave ${payload.minutes} ${payload.minutes === 1 ? 'minute' : 'minutes'} more`)
    case 'curveball-thrown':
      return about(`The interviewer threw a curveball: ${quoted(payload.text)}`)
    case 'interjection-seen':
      return about('Took notice of the interviewer')
    case 'interjection-answered':
      return about(`Answered the interviewer: ${quoted(payload.text)}`)
  }
}

type ItemPayload = Extract<InterviewPayload, { type: `${'entity' | 'api' | 'decision'}-${string}` }>

const VERBS = { added: 'Added', changed: 'Changed', moved: 'Moved', removed: 'Removed' } as const
const ITEM_NOUNS = { entity: 'entity', api: 'API', decision: 'decision' } as const

function itemChange(before: InterviewState, payload: ItemPayload): Change {
  const [kind, what] = payload.type.split('-') as [keyof typeof ITEM_NOUNS, keyof typeof VERBS]
  const { id, name } = itemOf(before, payload)
  return one(kind, id, `${VERBS[what]} ${named(ITEM_NOUNS[kind], name)}`)
}

/** The thing that a change of an entity, an API or a decision is about, called as it is called after the change. */
function itemOf(before: InterviewState, payload: ItemPayload): { id: string; name: string | undefined } {
  switch (payload.type) {
    case 'entity-added':
      return payload.entity
    case 'api-added':
      return { id: payload.api.id, name: payload.api.path }
    case 'decision-added':
      return { id: payload.decision.id, name: payload.decision.decision }
    default: {
      const { id } = payload
      const patch = 'patch' in payload ? payload.patch : {}
      const old: { name?: string; path?: string; decision?: string } =
        [...before.entities, ...before.apis, ...before.decisions].find((item) => item.id === id) ?? {}
      const { name, path, decision } = { ...old, ...patch }
      return { id, name: name ?? path ?? decision }
    }
  }
}

/** How a thing is called at a moment: what a comment on it says it is about. The id where it is not there. */
export function targetName(state: InterviewState, { kind, id }: ChangeTarget): string {
  const { design } = state
  switch (kind) {
    case 'line':
      return findRequirement(state.requirements, id)?.item.text.trim() || id
    case 'cell':
      return state.sheet.cells.find((cell) => cell.id === id)?.name.trim() || id
    case 'block':
      return blockNameIn(design, id)
    case 'link':
      return linkName(design, id)
    case 'entity':
      return state.entities.find((each) => each.id === id)?.name || id
    case 'api':
      return state.apis.find((each) => each.id === id)?.path || id
    case 'decision':
      return state.decisions.find((each) => each.id === id)?.decision || id
    case 'run': {
      const at = state.runs.findIndex((run) => run.run === id)
      return at < 0 ? id : `Run ${at + 1}`
    }
    default:
      return id
  }
}
