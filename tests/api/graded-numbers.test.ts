import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Cell } from '@/core/estimate/sheet'
import type { ClientPayload } from '@/core/interview/events'
import { evidenceFor } from '@/core/scoring/evidence-for'
import { content } from '@/server/content'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'

// What a browser says a cell comes to counts for nothing: every number that is graded is worked out here, from the text.

const database = testDatabase()

async function startInterview(person: Person) {
  const { id } = await person.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  const append = async (payload: ClientPayload) => {
    const { outcomes } = await person.call.interview.append({
      id,
      events: [{ id: randomUUID(), payload, ageMs: 0 }],
      baseSeq: 0,
    })
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([])
  }
  const add = (...cells: object[]) =>
    append({ type: 'sheet-edited', edits: [{ type: 'cells-added', cells: cells as Cell[], after: null }] })
  await append({ type: 'step-entered', step: 'estimates' })
  return { id, add }
}

const given: Cell[] = [
  { id: 'a', name: 'new_links', src: '500M links/month' },
  { id: 'b', name: 'per_link', src: '100' },
  { id: 'c', name: 'redirects', src: 'new_links * per_link', role: 'qps_avg' },
]

async function averageOf(person: Person, id: string) {
  const { state } = await person.call.interview.get({ id })
  const problem = (await content.problem('shortener'))!
  const { items } = evidenceFor(state, problem, await content.rubric(), null)
  return { cells: state.sheet.cells, item: items.find((each) => each.id === 'E.qps_avg')! }
}

describe('a graded number', () => {
  it('is worked out from the text of the cells, of which nothing else is kept', async () => {
    const person = await makePerson(database.db)
    const { id, add } = await startInterview(person)
    await add(...given)
    const { cells, item } = await averageOf(person, id)
    expect(cells).toEqual(given)
    expect(item).toMatchObject({ credit: 1, why: expect.stringContaining('19 k/s'.replace(' ', '\u202f')) })
  })

  it.each(['value', 'display', 'quantity', 'band', 'samples', 'result'])(
    'cannot be sent along as the %s of a cell',
    async (key) => {
      const person = await makePerson(database.db)
      const { id, add } = await startInterview(person)
      await expect(add({ ...given[2], src: '1/s', [key]: 19_000 })).rejects.toThrow()
      expect((await averageOf(person, id)).cells).toEqual([])
    },
  )

  it('is as wrong as its text, whatever a note or a name says it is', async () => {
    const person = await makePerson(database.db)
    const { id, add } = await startInterview(person)
    await add(...given.slice(0, 2), { ...given[2], src: 'new_links * per_link / 1000', note: 'comes to 19 k/s' })
    expect((await averageOf(person, id)).item.credit).toBe(0)
  })
})
