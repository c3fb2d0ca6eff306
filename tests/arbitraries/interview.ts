import * as fc from 'fast-check'
import { DEFAULT_RUN_OPTIONS } from '@/core/design/report'
import type { SheetEdit } from '@/core/estimate/edits'
import type { Cell } from '@/core/estimate/sheet'
import type {
  ClientPayload,
  ContentPayload,
  InterviewerPayload,
  InterviewEvent,
  InterviewPayload,
} from '@/core/interview/events'
import type { Api, Decision, Entity, Requirement, RunSummary } from '@/core/interview/items'
import { STEP_IDS } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { crowdedDesign, designEdit } from './design'

/** Random events over few ids, so that some fit, some come too late, and some undo. */
const ids = ['i1', 'i2', 'i3', 'i4', 'i5']
const id = fc.constantFrom(...ids)
const after = fc.option(id, { nil: null })
const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('p99 of reads < 200 ms', 'fast', '99.9 %'))

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({ list: fc.constantFrom('questions' as const, 'use-cases' as const, 'extended' as const), id, text }),
  fc.record({ list: fc.constant('non-functional' as const), id, text }),
  fc.record({
    list: fc.constant('functional' as const),
    id,
    text,
    priority: fc.constantFrom('P0' as const, 'P1' as const),
    scope: fc.constantFrom('in' as const, 'out' as const),
    requests: fc.constant<string[]>([]),
  }),
)

export const exampleEntity: Entity = {
  id: 'i1',
  name: 'Link',
  fields: [{ name: 'key', type: 'text', sizeBytes: 7 }],
  primaryKey: ['key'],
  partitionKey: 'key',
  sortKey: [],
  indexes: [{ fields: ['owner'], unique: false }],
  rows: 3e10,
  store: 'd',
  systemOfRecord: true,
  note: '',
}
export const exampleApi: Api = {
  id: 'i1',
  method: 'POST',
  path: '/links',
  request: 'target',
  response: 'key',
  idempotency: 'Idempotency-Key header',
  pagination: '',
  auth: 'owner',
  errors: '409, 429',
  requestClass: 'r1',
}
export const exampleDecision: Decision = {
  id: 'i1',
  decision: 'Keys are made ahead',
  alternatives: ['hash of the target', 'counter'],
  criterion: 'no collisions under load',
  costAccepted: 'a service more',
  revisit: 'when keys run out',
  blocks: ['b'],
  cells: [],
  runs: [],
}
export const exampleRun: RunSummary = {
  run: 'run-1',
  designHash: 'abc',
  seed: 1,
  engineVersion: '1',
  durationS: 60,
  figures: {
    requests: { r1: { throughputPerS: 10, availability: 1, p50S: 0.01, p99S: null } },
    costPerMonthUsd: 100,
    bottleneck: { block: 'b', why: 'busy' },
    findings: 0,
  },
  objectives: [{ id: 'o1', measured: 0.05, met: true }],
  faults: ['f1'],
}

const cell: fc.Arbitrary<Cell> = fc.record(
  {
    id,
    name: fc.constantFrom('qps', 'servers', ''),
    src: fc.constantFrom('10 req/s', 'qps * 2', '3', '1 +', ''),
    link: fc.constantFrom(
      { target: 'request-rate', request: 'r1' } as const,
      { target: 'config', block: 'b', path: 'instances' } as const,
      { target: 'config', block: 'd', path: 'failover.detectS' } as const,
      { target: 'request-rate', request: 'nowhere' } as const,
      { target: 'objective', objective: 'o1', metric: 'latency' } as const,
      { target: 'request-rate', request: 'r1', byHand: true } as const,
    ),
  },
  { requiredKeys: ['id', 'name', 'src'] },
)

const sheetEdit: fc.Arbitrary<SheetEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('cells-added' as const),
      cells: fc.array(cell, { minLength: 1, maxLength: 2 }),
      after,
    }),
  },
  fc.record({
    type: fc.constant('cell-changed' as const),
    id,
    changes: fc.record({ src: fc.constantFrom('5', '6 kB'), note: fc.constantFrom('n', null) }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('cells-removed' as const), ids: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }) }),
  fc.record({ type: fc.constant('cell-moved' as const), id, after }),
  fc.record({
    type: fc.constant('cell-renamed' as const),
    id,
    name: fc.constantFrom('load', 'other'),
    rewrites: fc.array(fc.record({ id, src: fc.constant('load * 2') }), { maxLength: 1 }),
  }),
)

const of = <T extends InterviewPayload['type']>(type: T) => fc.constant(type)

export const contentPayload: fc.Arbitrary<ContentPayload> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: of('requirement-added'), requirement, after }) },
  fc.record({
    type: of('requirement-changed'),
    id,
    patch: fc.record({ text, priority: fc.constantFrom('P1' as const, 'P2' as const) }, { requiredKeys: [] }),
  }),
  fc.record({ type: of('requirement-removed'), id }),
  fc.record({ type: of('requirement-moved'), id, after }),
  fc.record({ type: of('requirement-replaced'), requirement, after }),
  {
    weight: 4,
    arbitrary: fc.record({ type: of('sheet-edited'), edits: fc.array(sheetEdit, { minLength: 1, maxLength: 2 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: of('design-edited'),
        edit: designEdit,
        sheetEdits: fc.array(sheetEdit, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['type', 'edit'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: of('entity-added'), entity: id.map((own) => ({ ...exampleEntity, id: own })), after }),
  },
  fc.record({
    type: of('entity-changed'),
    id,
    patch: fc.record({ name: text, rows: fc.constant(null) }, { requiredKeys: [] }),
  }),
  fc.record({ type: of('entity-moved'), id, after }),
  fc.record({ type: of('entity-removed'), id }),
  {
    weight: 2,
    arbitrary: fc.record({ type: of('api-added'), api: id.map((own) => ({ ...exampleApi, id: own })), after }),
  },
  fc.record({
    type: of('api-changed'),
    id,
    patch: fc.record({ path: text, method: fc.constant('GET' as const) }, { requiredKeys: [] }),
  }),
  fc.record({ type: of('api-moved'), id, after }),
  fc.record({ type: of('api-removed'), id }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: of('decision-added'),
      decision: id.map((own) => ({ ...exampleDecision, id: own })),
      after,
    }),
  },
  fc.record({
    type: of('decision-changed'),
    id,
    patch: fc.record({ revisit: text, runs: fc.constant<string[]>(['run-1']) }, { requiredKeys: [] }),
  }),
  fc.record({ type: of('decision-moved'), id, after }),
  fc.record({ type: of('decision-removed'), id }),
)

/** How an interview goes on, without its end. */
const coursePayload: fc.Arbitrary<ClientPayload> = fc.oneof(
  fc.record({ type: of('step-entered'), step: fc.constantFrom(...STEP_IDS) }),
  fc.constant({ type: 'paused' as const }),
  fc.constant({ type: 'resumed' as const }),
  fc.record({ type: of('question-asked'), id, text: fc.constantFrom('How many users?', 'Why?') }),
  fc.record({ type: of('run-recorded'), run: id.map((run) => ({ ...exampleRun, run })) }),
  fc.record({
    type: of('run-made'),
    run: id.map((run) => ({ ...exampleRun, run })),
    options: fc.constant(DEFAULT_RUN_OPTIONS),
  }),
  fc.record({ type: of('interjection-seen'), id }),
  fc.record({ type: of('interjection-answered'), id, text: fc.constantFrom('Yes', 'No') }),
)

export const interviewerPayload: fc.Arbitrary<InterviewerPayload> = fc.oneof(
  fc.record({ type: of('interviewer-asked'), id, text: fc.constantFrom('Why?', 'And then?') }),
  fc.record({
    type: of('attention-drawn'),
    id,
    target: fc.oneof(
      fc.record({ kind: fc.constantFrom('block' as const, 'link' as const), id: fc.constantFrom('a', 'b', 'l1') }),
      fc.record({
        kind: fc.constantFrom('line' as const, 'cell' as const, 'entity' as const, 'decision' as const),
        id,
      }),
    ),
  }),
  fc.record({ type: of('time-given'), id, minutes: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    type: of('curveball-thrown'),
    id,
    text: fc.constant('Now this'),
    curveball: fc.oneof(
      fc.record({
        kind: fc.constant('traffic' as const),
        factor: fc.constantFrom(10, 0.5, 1000),
        request: fc.constantFrom('r1', 'r9', null),
      }),
      fc.constant({ kind: 'requirement' as const }),
      fc.record({
        kind: fc.constant('fault' as const),
        fault: fc.record({
          id: fc.constantFrom('f1', 'f9'),
          kind: fc.constant('crash' as const),
          target: fc.constantFrom('a', 'b', 'nowhere'),
          atS: fc.constant(20),
          forS: fc.constant(10),
        }),
      }),
    ),
  }),
)

export const clientPayload: fc.Arbitrary<ClientPayload> = fc.oneof(
  { weight: 8, arbitrary: contentPayload },
  { weight: 2, arbitrary: coursePayload },
)

const payload: fc.Arbitrary<InterviewPayload> = fc.oneof(
  { weight: 60, arbitrary: clientPayload },
  { weight: 6, arbitrary: interviewerPayload },
  { weight: 2, arbitrary: fc.record({ type: of('fact-received'), question: id, fact: fc.constant('f'), text }) },
  { weight: 2, arbitrary: fc.record({ type: of('question-unanswered'), question: id }) },
  { weight: 1, arbitrary: fc.constant(startedPayload()) },
  { weight: 1, arbitrary: fc.constant({ type: 'finished' as const }) },
)

export function startedPayload(
  mode: 'practice' | 'timed' = 'practice',
): Extract<InterviewPayload, { type: 'interview-started' }> {
  return {
    type: 'interview-started',
    problem: 'shortener',
    title: 'URL shortener',
    mode,
    minutes: 45,
    design: crowdedDesign,
    words: { r1: ['redirect', 'read'], r2: ['create'] },
  }
}

/** Times jump about, as a browser's guesses do. */
const at = fc.integer({ min: 1_000_000, max: 5_000_000 })
const event: fc.Arbitrary<InterviewEvent> = fc.record(
  { id: fc.uuid(), at, payload, undoes: fc.uuid() },
  { requiredKeys: ['id', 'at', 'payload'] },
)

export const startedEvent: InterviewEvent = { id: 'the-start', at: 1_000_000, payload: startedPayload() }

/** A log that begins as logs do, most of the time. */
export const eventLog: fc.Arbitrary<InterviewEvent[]> = fc
  .tuple(fc.boolean(), fc.array(event, { maxLength: 40 }))
  .map(([begins, events]) => (begins ? [startedEvent, ...events] : events))

/** What a person made: everything of an interview that undo brings back. */
export function contentOf(state: InterviewState) {
  const { requirements, sheet, design, entities, apis, decisions } = state
  return { requirements, sheet, design, entities, apis, decisions }
}
