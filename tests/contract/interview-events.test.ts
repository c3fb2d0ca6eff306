import { describe, expect, it } from 'vitest'
import { DEFAULT_RUN_OPTIONS } from '@/core/design/report'
import {
  clientPayloadSchema,
  EVENT_TYPES,
  type InterviewEvent,
  interviewerPayloadSchema,
  type InterviewEventType,
  type InterviewPayload,
  isContent,
  payloadSchema,
  serverPayloadSchema,
} from '@/core/interview/events'
import { fold, reduce } from '@/core/interview/reduce'
import { initialState, type InterviewState } from '@/core/interview/state'
import { bodyOf, nextUndo, undoLabel } from '@/core/interview/undo'
import {
  contentOf,
  exampleApi,
  exampleDecision,
  exampleEntity,
  exampleRun,
  startedEvent,
  startedPayload,
} from '../arbitraries/interview'

/** One example of every event there is, and what has to have happened before it. */
interface Example {
  payload: InterviewPayload
  after?: InterviewPayload[]
}

const useCase: InterviewPayload = {
  type: 'requirement-added',
  requirement: { list: 'use-cases', id: 'one', text: 'Follow a link' },
  after: null,
}
const second: InterviewPayload = {
  type: 'requirement-added',
  requirement: { list: 'use-cases', id: 'two', text: 'Make a link' },
  after: 'one',
}
const asked: InterviewPayload = { type: 'question-asked', id: 'q', text: 'How many links?' }
const entity: InterviewPayload = { type: 'entity-added', entity: exampleEntity, after: null }
const entity2: InterviewPayload = { type: 'entity-added', entity: { ...exampleEntity, id: 'i2' }, after: 'i1' }
const api: InterviewPayload = { type: 'api-added', api: exampleApi, after: null }
const api2: InterviewPayload = { type: 'api-added', api: { ...exampleApi, id: 'i2' }, after: 'i1' }
const decision: InterviewPayload = { type: 'decision-added', decision: exampleDecision, after: null }
const decision2: InterviewPayload = { type: 'decision-added', decision: { ...exampleDecision, id: 'i2' }, after: 'i1' }

const question: InterviewPayload = { type: 'interviewer-asked', id: 'said-1', text: 'What if the cache is gone?' }

const examples: Record<InterviewEventType, Example> = {
  'interview-started': { payload: startedPayload() },
  'step-entered': { payload: { type: 'step-entered', step: 'scaling' } },
  paused: { payload: { type: 'paused' } },
  resumed: { payload: { type: 'resumed' }, after: [{ type: 'paused' }] },
  finished: { payload: { type: 'finished' } },
  'question-asked': { payload: asked },
  'fact-received': { payload: { type: 'fact-received', question: 'q', fact: 'volume', text: '500 M' }, after: [asked] },
  'question-unanswered': { payload: { type: 'question-unanswered', question: 'q' }, after: [asked] },
  'run-recorded': { payload: { type: 'run-recorded', run: exampleRun } },
  'run-made': { payload: { type: 'run-made', run: exampleRun, options: DEFAULT_RUN_OPTIONS } },
  'interviewer-asked': { payload: question },
  'attention-drawn': { payload: { type: 'attention-drawn', id: 'said-2', target: { kind: 'block', id: 'a' } } },
  'time-given': { payload: { type: 'time-given', id: 'said-3', minutes: 5 } },
  'curveball-thrown': {
    payload: {
      type: 'curveball-thrown',
      id: 'said-4',
      text: 'A film star has shared one of the links.',
      curveball: { kind: 'traffic', factor: 10, request: 'r1' },
    },
  },
  'interjection-seen': { payload: { type: 'interjection-seen', id: 'said-1' }, after: [question] },
  'interjection-answered': {
    payload: { type: 'interjection-answered', id: 'said-1', text: 'Reads go to the store.' },
    after: [question],
  },
  'requirement-added': { payload: useCase },
  'requirement-changed': {
    payload: { type: 'requirement-changed', id: 'one', patch: { text: 'Follow a short link' } },
    after: [useCase],
  },
  'requirement-removed': { payload: { type: 'requirement-removed', id: 'one' }, after: [useCase, second] },
  'requirement-moved': { payload: { type: 'requirement-moved', id: 'two', after: null }, after: [useCase, second] },
  'requirement-replaced': {
    payload: {
      type: 'requirement-replaced',
      requirement: { list: 'functional', id: 'one', text: 'Follow', priority: 'P0', scope: 'in', requests: ['r1'] },
      after: null,
    },
    after: [useCase, second],
  },
  'sheet-edited': {
    payload: {
      type: 'sheet-edited',
      edits: [{ type: 'cells-added', cells: [{ id: 'c', name: 'qps', src: '190 /s' }], after: null }],
    },
  },
  'design-edited': {
    payload: { type: 'design-edited', edit: { type: 'blocks-removed', ids: ['a'] } },
  },
  'entity-added': { payload: entity },
  'entity-changed': {
    payload: { type: 'entity-changed', id: 'i1', patch: { name: 'Url', rows: null } },
    after: [entity],
  },
  'entity-moved': { payload: { type: 'entity-moved', id: 'i2', after: null }, after: [entity, entity2] },
  'entity-removed': { payload: { type: 'entity-removed', id: 'i1' }, after: [entity, entity2] },
  'api-added': { payload: api },
  'api-changed': { payload: { type: 'api-changed', id: 'i1', patch: { method: 'GET' } }, after: [api] },
  'api-moved': { payload: { type: 'api-moved', id: 'i2', after: null }, after: [api, api2] },
  'api-removed': { payload: { type: 'api-removed', id: 'i1' }, after: [api, api2] },
  'decision-added': { payload: decision },
  'decision-changed': {
    payload: { type: 'decision-changed', id: 'i1', patch: { blocks: [], revisit: 'never' } },
    after: [decision],
  },
  'decision-moved': { payload: { type: 'decision-moved', id: 'i2', after: null }, after: [decision, decision2] },
  'decision-removed': { payload: { type: 'decision-removed', id: 'i1' }, after: [decision, decision2] },
}

const SERVER_ONLY: InterviewEventType[] = ['interview-started', 'fact-received', 'question-unanswered']
const INTERVIEWER_ONLY: InterviewEventType[] = [
  'interviewer-asked',
  'attention-drawn',
  'time-given',
  'curveball-thrown',
]

const event = (payload: InterviewPayload, index: number): InterviewEvent => ({
  id: `example-${index}`,
  at: startedEvent.at + 60_000 + index,
  payload,
})

function stateBefore({ payload, after = [] }: Example): InterviewState {
  if (payload.type === 'interview-started') return initialState()
  return fold(initialState(), [startedEvent, ...after.map(event)])
}

function done(state: InterviewState, next: InterviewEvent): InterviewState {
  const { state: result, refused } = reduce(state, next)
  if (refused !== undefined) throw new Error(`${next.payload.type}: ${refused}`)
  return result
}

describe('every event type', () => {
  it('has an example here, and no example is left over', () => {
    expect(Object.keys(examples).toSorted()).toEqual([...EVENT_TYPES].toSorted())
  })

  describe.each(EVENT_TYPES)('%s', (type) => {
    const example = examples[type]
    const before = stateBefore(example)
    const next = event(example.payload, 99)

    it('is what its schema says, also after a trip through JSON, and nothing else', () => {
      const sent = JSON.parse(JSON.stringify(example.payload)) as unknown
      expect(payloadSchema.parse(sent)).toEqual(example.payload)
      expect(payloadSchema.safeParse({ ...example.payload, more: 1 }).success).toBe(false)
    })

    it('is taken from whoever may make it, and from nobody else', () => {
      const isServerOnly = SERVER_ONLY.includes(type)
      const isInterviewerOnly = INTERVIEWER_ONLY.includes(type)
      expect(clientPayloadSchema.safeParse(example.payload).success).toBe(!isServerOnly && !isInterviewerOnly)
      expect(interviewerPayloadSchema.safeParse(example.payload).success).toBe(isInterviewerOnly)
      expect(serverPayloadSchema.safeParse(example.payload).success).toBe(isServerOnly)
    })

    it('changes the interview, the same on both sides', () => {
      const there = JSON.parse(JSON.stringify(before)) as InterviewState
      const here = done(before, next)
      expect(here).not.toEqual(before)
      expect(done(there, JSON.parse(JSON.stringify(next)) as InterviewEvent)).toEqual(here)
    })

    if (isContent(example.payload)) {
      it('is taken back by undo, and undo says what it was', () => {
        const after = done(before, next)
        const step = nextUndo(after)
        if (!step) throw new Error('a change of content that cannot be undone')
        expect(step).toMatchObject({ event: next.id, type })
        expect(undoLabel(step)).toMatch(/^(adding|changing|moving|removing) /)
        const { payload, undoes } = bodyOf(step)
        expect(clientPayloadSchema.safeParse(payload).success).toBe(true)
        const undone = done(after, { ...event(payload, 100), undoes })
        expect(contentOf(undone)).toEqual(contentOf(before))
      })
    } else {
      it('is part of how the interview went: undo passes it over', () => {
        expect(done(before, next).history).toEqual(before.history)
      })
    }
  })
})
