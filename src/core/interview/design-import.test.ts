import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLog, startedEvent } from '../../../tests/arbitraries/interview'
import { normalForm } from '../design/normal-form'
import type { DesignEdit } from '../design/edits'
import type { Design } from '../design/schema'
import { importedDesign } from './design-import'
import { effectiveDesign, ownDesign } from './effective-design'
import type { InterviewPayload } from './events'
import { letGo } from './linked-cells'
import { fold, reduce } from './reduce'
import { initialState, type InterviewState } from './state'
import { bodyOf, nextUndo } from './undo'

let count = 0
const event = (payload: InterviewPayload, undoes?: string) => {
  count += 1
  return { id: `event-${count}`, at: 5e12, payload, ...(undoes === undefined ? {} : { undoes }) }
}

/** Replaces the design as the workspace does. */
function imported(state: InterviewState, design: Design) {
  const edit: DesignEdit = { type: 'design-replaced', design: importedDesign(state, ownDesign(state), design).design }
  return reduce(state, event(letGo(state, { type: 'design-edited', edit }, ownDesign)))
}

const link = { target: 'request-rate', request: 'r1' } as const
const linked = fold(initialState(), [
  startedEvent,
  event({
    type: 'sheet-edited',
    edits: [{ type: 'cells-added', cells: [{ id: 'c', name: 'peak', src: '70 req/s', link }], after: null }],
  }),
  event({
    type: 'requirement-added',
    requirement: { list: 'non-functional', id: 'n1', text: 'p99 of reads < 200 ms' },
    after: null,
  }),
])

describe('a design that leaves an interview and comes back', () => {
  it('changes nothing that runs, is one change, and one undo takes it back', () => {
    let compared = 0
    fc.assert(
      fc.property(eventLog, (log) => {
        const state = fold(initialState(), log)
        if (state.phase !== 'running') return
        const { design } = ownDesign(state)
        expect(importedDesign(state, ownDesign(state), design).losses).toEqual([])
        const { state: after, refused } = imported(state, JSON.parse(JSON.stringify(design)) as Design)
        expect(refused).toBeUndefined()
        expect(normalForm(ownDesign(after).design)).toEqual(normalForm(design))
        expect(normalForm(effectiveDesign(after).design)).toEqual(normalForm(effectiveDesign(state).design))
        const { payload, undoes } = bodyOf(nextUndo(after)!)
        expect(reduce(after, event(payload, undoes)).state.design).toEqual(state.design)
        compared += 1
      }),
      { numRuns: 50 },
    )
    expect(compared).toBeGreaterThan(10)
  })

  it('leaves to requirements and cells what comes from them', () => {
    const { design } = ownDesign(linked)
    expect(design.objectives!.some(({ id }) => id.startsWith('from-'))).toBe(true)
    const { state } = imported(linked, design)
    expect(state.design.objectives!.some(({ id }) => id.startsWith('from-'))).toBe(false)
    expect(state.design.requests).toEqual(linked.design.requests)
  })

  it('takes a value of the file before that of a cell, says so before, and gives it back with one undo', () => {
    const { design } = ownDesign(linked)
    const requests = design.requests.map((request) =>
      request.id === 'r1' ? { ...request, arrivals: { type: 'poisson' as const, ratePerS: 71 } } : request,
    )
    const changed = { ...design, requests }
    expect(importedDesign(linked, ownDesign(linked), changed).losses).toEqual([
      { subject: 'peak', text: 'would feed the rate of r1 no longer: the value of the file would count.' },
    ])
    const { state, refused } = imported(linked, changed)
    expect(refused).toBeUndefined()
    expect(ownDesign(state).design.requests).toEqual(requests)
    expect(ownDesign(state).conflicts).toMatchObject([{ name: 'peak', cellValue: 70, designValue: 71 }])
    const { payload, undoes } = bodyOf(nextUndo(state)!)
    const back = reduce(state, event(payload, undoes)).state
    expect(ownDesign(back).design).toEqual(ownDesign(linked).design)
    expect(ownDesign(back).conflicts).toEqual([])
  })
})

describe('a design from elsewhere', () => {
  it('says what of the interview it has no place for', () => {
    const elsewhere: Design = { ...linked.design, blocks: [], links: [], requests: [], objectives: [], faults: [] }
    const { losses } = importedDesign(linked, ownDesign(linked), elsewhere)
    expect(losses.map(({ subject }) => subject)).toEqual(['r1', 'r2', 'peak'])
    expect(imported(linked, elsewhere).refused).toBeUndefined()
  })
})
