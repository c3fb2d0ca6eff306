import { describe, expect, it } from 'vitest'
import type { ClientPayload } from '@/core/interview/events'
import { memoryOutbox, withFallback } from '@/features/interview/outbox'
import { testDatabase } from './test-database'
import { makeGuest, type Person } from './test-people'
import { VirtualBrowser } from './virtual-browser'

const database = testDatabase()

const useCase = (id: string): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list: 'use-cases', id, text: id },
  after: null,
})
const block = (id: string): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'block-added', block: { id, kind: 'service' } },
})
const linked = (from: string, to: string): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'link-added', link: { id: `${from}-${to}`, from, to } },
})
const removed = (id: string): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'blocks-removed', ids: [id] },
})

async function begin(person?: Person) {
  const guest = person ?? (await makeGuest(database.db))
  const { id } = await guest.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  const browser = new VirtualBrowser(guest)
  const stored = async () => (await guest.call.interview.get({ id })).state
  return { guest, id, browser, stored, tab: await browser.open(id) }
}

/** Longer than changes are gathered for, shorter than a person waits. */
const GATHERED_MS = 400

describe('a change', () => {
  it('shows at once, is in the outbox, and is saved within two seconds', async () => {
    const { id, browser, stored, tab } = await begin()
    expect(tab.view.saveState).toBe('saved')
    expect(tab.dispatch(useCase('a'))).toBe(true)
    expect(tab.view.state.requirements['use-cases']).toHaveLength(1)
    expect(tab.view).toMatchObject({ saveState: 'saving', unsent: 1 })
    await tab.store.sync.settled()
    expect(await browser.outbox.list(id)).toHaveLength(1)
    await browser.pass(2000)
    expect(tab.view).toMatchObject({ saveState: 'saved', unsent: 0 })
    expect(tab.view.savedAtMs).not.toBeNull()
    expect(await browser.outbox.list(id)).toEqual([])
    expect(await stored()).toEqual(tab.view.state)
  })

  it('made with others travels with them in one call', async () => {
    const { browser, tab } = await begin()
    let calls = 0
    browser.fate = () => {
      calls += 1
      return 'arrives'
    }
    for (const id of ['a', 'b', 'c']) tab.dispatch(useCase(id))
    await browser.pass(GATHERED_MS)
    expect(calls).toBe(1)
    expect(tab.view.state.requirements['use-cases']).toHaveLength(3)
  })

  it('that does not fit is refused at once with a reason, and goes nowhere', async () => {
    const { id, browser, tab } = await begin()
    expect(tab.dispatch({ type: 'requirement-removed', id: 'never' })).toBe(false)
    expect(tab.dispatch(useCase('not an id'))).toBe(false)
    expect(browser.refusals).toEqual(['The line was already removed.', expect.stringContaining('an id is')])
    expect(await browser.outbox.list(id)).toEqual([])
  })

  it('can be waited for, also while others are on their way', async () => {
    const { browser, stored, tab } = await begin()
    tab.dispatch(useCase('a'))
    const sending = tab.store.flush()
    tab.dispatch(useCase('b'))
    await tab.store.flush()
    expect(tab.view.saveState).toBe('saved')
    expect((await stored()).requirements['use-cases']).toHaveLength(2)
    await sending
    await browser.quiet()
  })

  it('keeps the parts of the state that it does not touch the same objects, also when the server has answered', async () => {
    const { browser, tab } = await begin()
    tab.dispatch(block('api'))
    const { design, sheet } = tab.view.state
    await browser.pass(GATHERED_MS)
    expect(tab.view.saveState).toBe('saved')
    expect(tab.view.state.design).toBe(design)
    expect(tab.view.state.sheet).toBe(sheet)
  })

  it('is undone and done again, and the server knows it', async () => {
    const { id, browser, stored, tab } = await begin()
    tab.dispatch(useCase('a'))
    tab.dispatch(block('api'))
    await browser.pass(GATHERED_MS)
    expect([tab.store.undo(), tab.store.undo(), tab.store.undo()]).toEqual([true, true, false])
    expect(tab.view.state.requirements['use-cases']).toEqual([])
    expect(tab.store.redo()).toBe(true)
    await browser.pass(GATHERED_MS)
    expect((await stored()).requirements['use-cases']).toHaveLength(1)
    // after a reload there is still something to undo and to redo
    const reloaded = await browser.open(id)
    expect(reloaded.store.redo()).toBe(true)
    expect(reloaded.view.state.design.blocks.some((other) => other.id === 'api')).toBe(true)
  })

  it('that asks gets its answer with the same call', async () => {
    const { browser, tab } = await begin()
    tab.dispatch({ type: 'question-asked', id: 'q', text: 'What is the weather like?' })
    expect(tab.view.state.requirements.questions[0]?.status).toBe('waiting')
    await browser.pass(GATHERED_MS)
    expect(tab.view.state.requirements.questions[0]?.status).toBe('unanswered')
  })
})

describe('without the server', () => {
  it('work goes on and is kept; back again it is saved within five seconds, once', async () => {
    const { browser, stored, tab } = await begin()
    browser.fate = () => 'request-lost'
    for (let i = 0; i < 20; i++) {
      tab.dispatch(useCase(`u${i}`))
      await browser.pass(1500)
    }
    expect(tab.view).toMatchObject({ saveState: 'offline', unsent: 20 })
    expect((await stored()).requirements['use-cases']).toEqual([])
    browser.fate = () => 'arrives'
    await browser.pass(5000)
    expect(tab.view).toMatchObject({ saveState: 'saved', unsent: 0 })
    expect((await stored()).requirements['use-cases']).toHaveLength(20)
    expect(browser.refusals).toEqual([])
  })

  it('says so within two seconds of the first change that does not arrive, and at once when the browser knows', async () => {
    const { browser, tab } = await begin()
    browser.fate = () => 'request-lost'
    tab.dispatch(useCase('a'))
    await browser.pass(2000)
    expect(tab.view.saveState).toBe('offline')
    browser.fate = () => 'arrives'
    await tab.store.sync.refresh()
    expect(tab.view.saveState).toBe('saved')
    tab.store.sync.lostNetwork()
    expect(tab.view.saveState).toBe('offline')
    await tab.store.sync.refresh()
    expect(tab.view.saveState).toBe('saved')
  })

  it.each(['answer-lost', 'doubled'] as const)('a call of fate “%s” counts once', async (fate) => {
    const { browser, stored, tab } = await begin()
    browser.fate = () => fate
    tab.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    await browser.heal()
    expect((await stored()).requirements['use-cases']).toHaveLength(1)
    expect(tab.view.state).toEqual(await stored())
  })

  it('a change whose answer was lost is recognised among the news, without being sent again', async () => {
    const { browser, tab } = await begin()
    browser.fate = () => 'answer-lost'
    tab.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    expect(tab.view.unsent).toBe(1)
    browser.fate = () => 'arrives'
    await tab.store.sync.pull()
    expect(tab.view).toMatchObject({ unsent: 0, saveState: 'saved' })
    expect(tab.view.state.requirements['use-cases']).toHaveLength(1)
  })

  it('an answer that never comes is not waited for', async () => {
    const { browser, stored, tab } = await begin()
    browser.fate = () => 'answer-late'
    tab.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    tab.dispatch(useCase('b'))
    browser.fate = () => 'arrives'
    await browser.pass(20_000)
    await browser.pass(5000)
    expect(tab.view).toMatchObject({ saveState: 'saved', unsent: 0 })
    await browser.releaseLate()
    expect(tab.view.state).toEqual(await stored())
    expect((await stored()).requirements['use-cases']).toHaveLength(2)
  })

  it('a tab that dies leaves its changes to the next one', async () => {
    const { id, browser, stored, tab } = await begin()
    browser.fate = () => 'request-lost'
    tab.dispatch(useCase('a'))
    tab.dispatch(block('api'))
    await browser.pass(GATHERED_MS)
    tab.crash()
    browser.fate = () => 'arrives'
    const next = await browser.open(id)
    expect(next.view).toMatchObject({ saveState: 'saved', unsent: 0 })
    expect(await stored()).toEqual(next.view.state)
    expect((await stored()).design.blocks.some((other) => other.id === 'api')).toBe(true)
    expect(await browser.outbox.list(id)).toEqual([])
  })

  it('a page that is left sends what it has with its last breath', async () => {
    const { browser, stored, tab } = await begin()
    tab.dispatch(useCase('a'))
    tab.store.sync.leave()
    tab.crash()
    await browser.quiet()
    expect((await stored()).requirements['use-cases']).toHaveLength(1)
  })

  it('a browser that keeps nothing says so once and works on', async () => {
    const broken = {
      list: () => Promise.reject(new Error('no storage')),
      add: () => Promise.reject(new Error('no storage')),
      adopt: () => Promise.reject(new Error('no storage')),
      remove: () => Promise.reject(new Error('no storage')),
    }
    let warnings = 0
    const guest = await makeGuest(database.db)
    const { id } = await guest.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: null })
    const browser = new VirtualBrowser(
      guest,
      withFallback(broken, memoryOutbox(), () => {
        warnings += 1
      }),
    )
    const tab = await browser.open(id)
    tab.dispatch(useCase('a'))
    tab.dispatch(useCase('b'))
    await browser.pass(GATHERED_MS)
    expect(tab.view.saveState).toBe('saved')
    expect(warnings).toBe(1)
  })
})

describe('two tabs', () => {
  it('show each other’s changes, and the server has both', async () => {
    const { id, browser, stored, tab } = await begin()
    const other = await browser.open(id)
    tab.dispatch(block('api'))
    other.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    await browser.pass(GATHERED_MS)
    expect(tab.view.state).toEqual(other.view.state)
    expect(await stored()).toEqual(tab.view.state)
  })

  it('do not send each other’s changes while both live', async () => {
    const { id, browser, tab } = await begin()
    const other = await browser.open(id)
    browser.fate = () => 'request-lost'
    tab.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    await other.store.sync.refresh()
    expect(other.view.unsent).toBe(0)
    expect(tab.view.unsent).toBe(1)
  })

  it('lay unsent changes over what others did; one that no longer fits is refused with its reason', async () => {
    const { id, browser, stored, tab } = await begin()
    tab.dispatch(block('api'))
    tab.dispatch(block('db'))
    await browser.pass(GATHERED_MS)
    const other = await browser.open(id)
    browser.fate = () => 'request-lost'
    tab.dispatch(linked('api', 'db'))
    tab.dispatch(useCase('mine'))
    await browser.pass(GATHERED_MS)
    browser.fate = () => 'arrives'
    other.dispatch(removed('db'))
    await other.store.flush()
    await browser.heal()
    expect(browser.refusals).toEqual(['A link needs a block at both ends, and one of them was removed.'])
    const state = await stored()
    expect(tab.view.state).toEqual(state)
    expect(other.view.state).toEqual(state)
    expect(state.design.links).toEqual([])
    expect(state.requirements['use-cases']).toHaveLength(1)
  })

  it('one that slept through a thousand changes opens again and loses nothing of its own', async () => {
    const { guest, id, browser, stored, tab } = await begin()
    browser.fate = () => 'request-lost'
    tab.dispatch(useCase('mine'))
    const events = Array.from({ length: 1001 }, (_, i) => ({
      id: crypto.randomUUID(),
      ageMs: 0,
      payload: { type: 'step-entered', step: i % 2 ? 'scaling' : 'estimates' },
    }))
    for (let at = 0; at < events.length; at += 100)
      await guest.call.interview.append({ id, events: events.slice(at, at + 100), baseSeq: 0 })
    await browser.heal()
    expect(tab.store.sync.seq).toBe(1003)
    expect(tab.view.state).toEqual(await stored())
  })
})

describe('an interview that is gone', () => {
  it('stops the sending and says why', async () => {
    const { guest, id, browser, tab } = await begin()
    await guest.call.interview.remove({ id })
    tab.dispatch(useCase('a'))
    await browser.pass(GATHERED_MS)
    expect(tab.view.problem).toContain('was removed')
    expect(tab.view.saveState).toBe('offline')
  })
})
