import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLog, exampleDecision, exampleRun, startedEvent } from '../../../tests/arbitraries/interview'
import { curveballCourses } from './curveball-course'
import type { InterviewEvent, InterviewPayload } from './events'
import { thrownFault } from './interjections'

const MINUTE_MS = 60_000

/** One payload a minute, after the start. */
function logOf(...payloads: InterviewPayload[]): InterviewEvent[] {
  const start = { ...startedEvent, seq: 1 }
  const rest = payloads.map((payload, i) => ({
    id: `event-${i}`,
    seq: i + 2,
    at: startedEvent.at + (i + 1) * MINUTE_MS,
    payload,
  }))
  return [start, ...rest]
}

const courseOf = (...payloads: InterviewPayload[]) => curveballCourses(logOf(...payloads))[0]!
const thrown = (curveball: Extract<InterviewPayload, { type: 'curveball-thrown' }>['curveball'], text: string) =>
  ({ type: 'curveball-thrown', id: 'c', text, curveball }) satisfies InterviewPayload

const crash = { id: 'x', kind: 'crash', target: 'd', atS: 20, forS: 10 } as const
const traffic = thrown({ kind: 'traffic', factor: 10, request: 'r1' }, 'A film star has shared it.')
const fault = thrown({ kind: 'fault', fault: crash }, 'Half of the store goes down.')
const requirement = thrown({ kind: 'requirement' }, 'Deleted accounts must vanish within an hour.')

const editOf = (id: string): InterviewPayload => ({
  type: 'design-edited',
  edit: { type: 'block-changed', id, patch: { name: 'Another' } },
})
const run = (id: string, met: boolean | null, faults: string[] = []): InterviewPayload => ({
  type: 'run-recorded',
  run: { ...exampleRun, run: id, objectives: [{ id: 'o1', measured: 0.1, met }], faults },
})
const line = (text: string): InterviewPayload => ({
  type: 'requirement-added',
  requirement: { list: 'extended', id: 'x', text },
  after: null,
})
const thrownId = thrownFault('c', crash).id

describe('the course of a curveball', () => {
  it('is unknown as long as the log shows nothing', () => {
    const course = courseOf({ type: 'paused' }, { type: 'resumed' }, traffic, editOf('e'))
    expect(course).toEqual({
      id: 'c',
      seq: 4,
      atMs: 2 * MINUTE_MS,
      text: traffic.text,
      curveball: traffic.curveball,
      problem: null,
      noticed: null,
      broke: null,
      answered: null,
    })
  })

  it('counts time worked: a pause is no part of it', () => {
    const seen: InterviewPayload = { type: 'interjection-seen', id: 'c' }
    const { noticed } = courseOf(traffic, { type: 'paused' }, { type: 'resumed' }, seen)
    expect(noticed).toEqual({ seq: 5, afterMs: 2 * MINUTE_MS, by: 'said' })
  })

  it('is noticed by an acknowledgement, and answered by an answer, of this curveball only', () => {
    const other: InterviewPayload = {
      type: 'curveball-thrown',
      id: 'other',
      text: 'And more.',
      curveball: { kind: 'requirement' },
    }
    const course = courseOf(
      traffic,
      other,
      { type: 'interjection-answered', id: 'other', text: 'Well.' },
      { type: 'interjection-seen', id: 'c' },
      { type: 'interjection-answered', id: 'c', text: 'The cache takes it.' },
    )
    expect(course.noticed).toEqual({ seq: 5, afterMs: 3 * MINUTE_MS, by: 'said' })
    expect(course.answered).toEqual({ seq: 6, afterMs: 4 * MINUTE_MS, by: 'said', change: null })
  })

  it('of traffic is noticed by the first change on the way of the class', () => {
    expect(courseOf(traffic, editOf('e'), editOf('b'), editOf('d')).noticed).toMatchObject({ seq: 4, by: 'touched' })
    // reached only by way of others, and a link between them
    expect(courseOf(traffic, editOf('d')).noticed).toMatchObject({ seq: 3 })
    const link: InterviewPayload = {
      type: 'design-edited',
      edit: { type: 'link-changed', id: 'l3', patch: { timeoutS: 1 } },
    }
    expect(courseOf(traffic, link).noticed).toMatchObject({ seq: 3 })
    // tidying up is no sign, and a kind of block is not the block that is called so
    const moved: InterviewPayload = {
      type: 'design-edited',
      edit: { type: 'blocks-moved', moves: [{ id: 'b', x: 1, y: 1 }] },
    }
    const named: InterviewPayload = {
      type: 'design-edited',
      edit: { type: 'block-added', block: { id: 'new', kind: 'd', name: 'b' } },
    }
    expect(courseOf(traffic, moved, named).noticed).toBeNull()
  })

  it('is noticed in the cell that its traffic comes from, and in a decision about its blocks', () => {
    const cells = [{ id: 'k', name: 'qps', src: '50 /s', link: { target: 'request-rate' as const, request: 'r1' } }]
    const cell: InterviewPayload = { type: 'sheet-edited', edits: [{ type: 'cells-added', cells, after: null }] }
    const changed: InterviewPayload = {
      type: 'sheet-edited',
      edits: [{ type: 'cell-changed', id: 'k', changes: { src: '500 /s' } }],
    }
    expect(courseOf(cell, traffic, changed).noticed).toMatchObject({ seq: 4 })
    const decision: InterviewPayload = {
      type: 'decision-added',
      decision: { ...exampleDecision, blocks: ['d'] },
      after: null,
    }
    expect(courseOf(fault, decision).noticed).toMatchObject({ seq: 3, by: 'touched' })
  })

  it('is answered by the run in which every objective holds again, after the change that did it', () => {
    const course = courseOf(traffic, run('1', false), editOf('c'), editOf('b'), run('2', true), run('3', true))
    expect(course.broke).toEqual({ seq: 3, afterMs: MINUTE_MS })
    expect(course.answered).toEqual({ seq: 6, afterMs: 4 * MINUTE_MS, by: 'run', change: 5 })
  })

  it('is answered without a change where the design held as it was, and not by what nobody measured', () => {
    expect(courseOf(traffic, run('1', true)).answered).toMatchObject({ seq: 3, by: 'run', change: null })
    expect(courseOf(traffic, run('1', null)).answered).toBeNull()
  })

  it('of a fault counts only runs that had the fault', () => {
    expect(courseOf(fault, run('1', true), run('2', true, [thrownId])).answered).toMatchObject({ seq: 4 })
    const gone: InterviewPayload = { type: 'design-edited', edit: { type: 'blocks-removed', ids: ['d'] } }
    const course = courseOf(fault, gone, run('1', true, [thrownId]))
    expect(course).toMatchObject({ noticed: { seq: 3 }, answered: null, problem: expect.stringContaining('d') })
  })

  it('of a zone is noticed by a change of what stands there', () => {
    const outage = thrown(
      { kind: 'fault', fault: { id: 'x', kind: 'zone-outage', zone: 'z1', atS: 1, forS: 1 } },
      'A zone is gone.',
    )
    expect(courseOf(outage, editOf('d')).noticed).toBeNull()
    expect(courseOf(outage, editOf('b')).noticed).toMatchObject({ seq: 3 })
  })

  it('of a requirement is answered by the line or the decision that speaks of it, and by no run', () => {
    expect(courseOf(requirement, run('1', true)).answered).toBeNull()
    expect(courseOf(requirement, line('An account has a name')).answered).toBeNull()
    const course = courseOf(requirement, line('Deleting an account: gone everywhere in an hour'))
    expect(course.answered).toEqual({ seq: 3, afterMs: MINUTE_MS, by: 'written', change: null })
    expect(course.noticed).toMatchObject({ seq: 3, by: 'touched' })
    const decision = { ...exampleDecision, decision: 'A job deletes accounts', costAccepted: 'up to an hour late' }
    expect(courseOf(requirement, { type: 'decision-added', decision, after: null }).answered).toMatchObject({
      by: 'written',
    })
    // what stood there before does not answer it
    expect(courseOf(line('Deleting an account: gone everywhere in an hour'), requirement).answered).toBeNull()
  })

  it('of any log is told without fail, in order, and never before it was thrown', () => {
    fc.assert(
      fc.property(eventLog, (log) => {
        for (const { noticed, answered, broke, seq } of curveballCourses(log)) {
          for (const moment of [noticed, answered, broke]) {
            expect(moment?.seq ?? Infinity).toBeGreaterThan(seq)
            expect(moment?.afterMs ?? 0).toBeGreaterThanOrEqual(0)
          }
          // whoever has answered has noticed, except where the design held by itself
          if (answered && answered.by !== 'run') expect(noticed?.seq ?? Infinity).toBeLessThanOrEqual(answered.seq)
        }
      }),
      { numRuns: 300 },
    )
  })
})
