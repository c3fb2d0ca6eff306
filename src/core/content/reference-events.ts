import type { Cell } from '@/core/estimate/sheet'
import type { ContentPayload, InterviewEvent, InterviewPayload } from '@/core/interview/events'
import type { Entity, EntityField, RunSummary } from '@/core/interview/items'
import { DEFAULT_MINUTES, type PlannedMinutes, STEP_IDS, type StepId } from '@/core/interview/outline'
import { factsAskedFor } from './facts'
import type { Problem } from './problem'
import type { Reference } from './reference'
import { startDesign } from './start-design'

const MINUTE_MS = 60_000

export interface ReferenceOptions {
  /** Planned length; null is untimed. */
  minutes?: PlannedMinutes | null
  /** Summaries of the runs that the reference says were made, by name; a run without one was not made. */
  runs?: Readonly<Record<string, RunSummary>>
}

/**
 * The log of a worked interview: what its person would have sent, in the order of the outline, spread over the minutes spent
 * in each step, with the facts that the problem gives for the questions. Time starts at 0.
 */
export function referenceToEvents(
  reference: Reference,
  problem: Problem,
  { minutes = DEFAULT_MINUTES, runs = {} }: ReferenceOptions = {},
): InterviewEvent[] {
  const started: InterviewPayload = {
    type: 'interview-started',
    problem: problem.slug,
    title: problem.brief.title,
    mode: 'practice',
    minutes,
    design: startDesign(problem.brief),
    words: Object.fromEntries(problem.brief.workload.requests.map((request) => [request.id, request.words])),
  }
  const log: { atMs: number; payload: InterviewPayload }[] = [{ atMs: 0, payload: started }]
  let atMs = 0
  for (const step of STEP_IDS) {
    const spent = reference.minutes[step]
    if (spent === undefined) continue
    const payloads: InterviewPayload[] = [
      { type: 'step-entered', step },
      ...stepPayloads(reference, problem, step, runs),
    ]
    const spentMs = spent * MINUTE_MS
    payloads.forEach((payload, i) => log.push({ atMs: Math.round(atMs + (spentMs * i) / payloads.length), payload }))
    atMs += spentMs
  }
  log.push({ atMs: Math.round(atMs), payload: { type: 'finished' } })
  return log.map(({ atMs: at, payload }, i) => ({
    id: `reference-${String(i).padStart(5, '0')}`,
    seq: i + 1,
    at,
    payload,
  }))
}

function stepPayloads(
  reference: Reference,
  problem: Problem,
  step: StepId,
  runs: Readonly<Record<string, RunSummary>>,
): InterviewPayload[] {
  switch (step) {
    case 'requirements':
      return [...questionPayloads(reference, problem), ...requirementPayloads(reference)]
    case 'estimates':
      return sheetPayloads(reference)
    case 'high-level-design':
      return designPayloads(reference)
    case 'data-model':
      return dataPayloads(reference)
    case 'scaling':
      return reference.runs.flatMap(({ name }): InterviewPayload[] => {
        const run = runs[name]
        return run ? [{ type: 'run-recorded', run }] : []
      })
    case 'trade-offs':
      return decisionPayloads(reference)
    default:
      return step satisfies never
  }
}

function questionPayloads(reference: Reference, problem: Problem): InterviewPayload[] {
  return reference.questions.flatMap((text, i): InterviewPayload[] => {
    const id = `question-${i}`
    const facts = factsAskedFor(text, problem.key.facts)
    const answers = facts.map(
      ({ id: fact, answer }): InterviewPayload => ({ type: 'fact-received', question: id, fact, text: answer }),
    )
    const silence: InterviewPayload = { type: 'question-unanswered', question: id }
    return [{ type: 'question-asked', id, text }, ...(answers.length > 0 ? answers : [silence])]
  })
}

function requirementPayloads(reference: Reference): ContentPayload[] {
  const last = new Map<string, string>()
  return reference.requirements.map((line, i) => {
    const id = `line-${i}`
    const after = last.get(line.list) ?? null
    last.set(line.list, id)
    return { type: 'requirement-added', requirement: { ...line, id }, after }
  })
}

function sheetPayloads(reference: Reference): ContentPayload[] {
  if (reference.cells.length === 0) return []
  const cells = reference.cells.map((cell): Cell => ({ ...cell, id: cellId(cell.name) }))
  return [{ type: 'sheet-edited', edits: [{ type: 'cells-added', cells, after: null }] }]
}

const cellId = (name: string): string => `cell-${name}`

function designPayloads({ design }: Reference): ContentPayload[] {
  return [
    ...design.blocks.map((block): ContentPayload => ({ type: 'design-edited', edit: { type: 'block-added', block } })),
    ...design.links.map((link): ContentPayload => ({ type: 'design-edited', edit: { type: 'link-added', link } })),
    ...design.faults.map((fault): ContentPayload => ({ type: 'design-edited', edit: { type: 'fault-added', fault } })),
  ]
}

function dataPayloads(reference: Reference): ContentPayload[] {
  const entities = reference.entities.map(
    (entity, i): Entity => ({ ...entity, id: entity.id ?? `entity-${i}`, fields: entity.fields.map(fieldOf) }),
  )
  const apis = reference.apis.map((api, i) => ({ ...api, id: api.id ?? `api-${i}` }))
  return [
    ...entities.map(
      (entity, i): ContentPayload => ({ type: 'entity-added', entity, after: entities[i - 1]?.id ?? null }),
    ),
    ...apis.map((api, i): ContentPayload => ({ type: 'api-added', api, after: apis[i - 1]?.id ?? null })),
  ]
}

/** "url: text, 200 B" */
function fieldOf(field: string | EntityField): EntityField {
  if (typeof field !== 'string') return field
  const [name = '', rest = ''] = field.split(': ')
  const [type = '', size] = rest.split(', ')
  return { name, type, sizeBytes: size === undefined ? null : Number.parseInt(size, 10) }
}

function decisionPayloads(reference: Reference): ContentPayload[] {
  const decisions = reference.decisions.map((decision, i) => ({
    ...decision,
    id: decision.id ?? `decision-${i}`,
    cells: decision.cells.map(cellId),
    runs: decision.runs.map(runId),
  }))
  return decisions.map((decision, i) => ({
    type: 'decision-added',
    decision,
    after: decisions[i - 1]?.id ?? null,
  }))
}

/** Id of a run of a reference, by its name. */
export const runId = (name: string): string => `run-${name}`
