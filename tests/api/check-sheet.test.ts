import { describe, expect, it } from 'vitest'
import type { Cell } from '@/core/estimate/sheet'
import { testDatabase } from './test-database'
import { makePerson } from './test-people'

// A sheet held against a problem that is chosen for it, outside of any interview.

const database = testDatabase()

const cells: Cell[] = [
  { id: 'a', name: 'links', src: '500M links/month' },
  { id: 'b', name: 'each', src: '100' },
  { id: 'c', name: 'redirects', src: 'links * each * 8', role: 'qps_avg' },
]
const asked = { problem: 'shortener', sheet: { cells } }

describe('a check of a sheet against a problem', () => {
  it('tells in words what follows and what is missing, without points and without the key', async () => {
    const person = await makePerson(database.db)
    const feedback = await person.call.estimates.check(asked)
    expect(feedback.find(({ id }) => id === 'E.qps_avg')).toMatchObject({
      status: 'partial',
      why: expect.stringMatching(
        /(7.9|8)× above what follows from your own assumptions\. In its working it multiplies by 8/,
      ),
      cells: expect.arrayContaining(['c']),
    })
    expect(feedback.find(({ id }) => id === 'E.storage_total')?.why).toBe('No cell has the role “Storage in all”.')
    expect(feedback.flatMap((each) => Object.keys(each))).not.toContain('credit')
    expect(feedback.map(({ id }) => id).filter((id) => id.startsWith('E.use'))).toEqual([])
  })

  it('is refused to whoever is in an interview about that problem, until it is finished', async () => {
    const person = await makePerson(database.db)
    const { id } = await person.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    await expect(person.call.estimates.check(asked)).rejects.toThrow(/in an interview about this problem/)
    await expect(person.call.estimates.check({ ...asked, problem: 'chat' })).resolves.toBeDefined()
    await person.call.interview.finish({ id })
    await expect(person.call.estimates.check(asked)).resolves.toBeDefined()
  })

  it('needs a problem that there is', async () => {
    const person = await makePerson(database.db)
    await expect(person.call.estimates.check({ ...asked, problem: 'nothing' })).rejects.toThrow(/no such problem/)
  })
})
