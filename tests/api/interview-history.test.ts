import { describe, expect, it } from 'vitest'
import { parseDesign } from '@/core/design/validate'
import type { InterviewerPayload, SentPayload } from '@/core/interview/events'
import { fold } from '@/core/interview/reduce'
import { initialState } from '@/core/interview/state'
import { nextUndo } from '@/core/interview/undo'
import { memoryOutbox } from '@/features/interview/outbox'
import { interviewLog } from '@/features/interview/queries'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makeGuest, makePerson } from './test-people'
import { type Fate, VirtualBrowser, type VirtualTab } from './virtual-browser'

const database = testDatabase()

/**
 * A small Jepsen: tabs of the owner's two browsers and of an interviewer's work on one interview while calls, answers and
 * streams get lost, come twice or come late, and tabs die. Afterwards the log and what everybody saw must fit together. Every seed is its own history.
 */
const SEEDS = Number(process.env.HISTORIES || 40)
const STEPS = 60

/** mulberry32: small, seeded, good enough to choose what happens next. */
function randomOf(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const FATES: Fate[] = ['arrives', 'arrives', 'arrives', 'request-lost', 'answer-lost', 'doubled', 'answer-late']

class History {
  readonly #random: () => number
  readonly #browsers: VirtualBrowser[]
  readonly #interview: string
  #tabs: { browser: VirtualBrowser; tab: VirtualTab; seq: number }[] = []
  #made = 0
  /** Changes that a tab took: each must be in the log in the end, or have been refused in words. */
  readonly taken: { id: string; payload: SentPayload }[] = []

  constructor(seed: number, browsers: VirtualBrowser[], interview: string) {
    this.#random = randomOf(seed)
    this.#browsers = browsers
    this.#interview = interview
  }

  async run(): Promise<void> {
    for (const browser of [0, 0, 1, 2].map((at) => this.#browsers[at]!)) await this.#open(browser)
    for (const browser of this.#browsers) {
      browser.fate = () => this.#oneOf(FATES)
      browser.streamFate = () => this.#oneOf(FATES)
    }
    for (let step = 0; step < STEPS; step++) await this.#step()
    for (const browser of this.#browsers) await browser.heal()
    // what one browser sent last, the other hears of
    for (const browser of this.#browsers) await browser.heal()
  }

  get states() {
    return this.#tabs.map(({ tab }) => tab.view.state)
  }

  /** Everybody goes. */
  end(): void {
    for (const { tab } of this.#tabs) tab.crash()
  }

  async #step(): Promise<void> {
    const chance = this.#random()
    const place = this.#oneOf(this.#tabs)
    if (chance < 0.6) this.#change(place.tab, place.browser)
    else if (chance < 0.85) await place.browser.pass(Math.floor(this.#random() * 3000))
    else if (chance < 0.92) await place.browser.releaseLate()
    else if (chance < 0.96) await place.browser.focus(place.tab)
    else await this.#replace(place)
    for (const each of this.#tabs) {
      const { seq } = each.tab.store.sync
      // a tab never goes back to an older log
      expect(seq).toBeGreaterThanOrEqual(each.seq)
      each.seq = seq
    }
  }

  #change(tab: VirtualTab, browser: VirtualBrowser): void {
    if (browser === this.#browsers[2]) {
      const said = this.#interjection(tab)
      if (tab.dispatch(said)) this.taken.push({ id: tab.lastId, payload: said })
      return
    }
    const undo = nextUndo(tab.view.state)
    if (undo && this.#random() < 0.15) {
      if (tab.store.undo()) this.taken.push({ id: tab.lastId, payload: undo.payload })
      return
    }
    const payload = this.#payload(tab)
    if (!tab.dispatch(payload)) return
    this.taken.push({ id: tab.lastId, payload })
    if (payload.type === 'requirement-added') {
      // everybody reads their own writes at once
      expect(tab.view.state.requirements['use-cases'].some((line) => line.id === payload.requirement.id)).toBe(true)
    }
  }

  #interjection(tab: VirtualTab): InterviewerPayload {
    this.#made += 1
    const id = `x${this.#made}`
    const block = this.#oneOf(tab.view.state.design.blocks.map((each) => each.id))
    switch (Math.floor(this.#random() * 4)) {
      case 0:
        return { type: 'attention-drawn', id, target: { kind: 'block', id: block } }
      case 1:
        return { type: 'time-given', id, minutes: 1 }
      case 2:
        return {
          type: 'curveball-thrown',
          id,
          text: 'Now this',
          curveball: { kind: 'traffic', factor: 2, request: null },
        }
      default:
        return { type: 'interviewer-asked', id, text: 'Why?' }
    }
  }

  #payload(tab: VirtualTab): SentPayload {
    const { design, requirements } = tab.view.state
    this.#made += 1
    const own = `x${this.#made}`
    const blocks = design.blocks.map((block) => block.id)
    const someBlock = this.#oneOf(blocks)
    switch (Math.floor(this.#random() * 6)) {
      case 0:
        return { type: 'design-edited', edit: { type: 'block-added', block: { id: own, kind: 'service' } } }
      case 1: {
        const link = { id: own, from: someBlock, to: this.#oneOf(blocks) }
        return { type: 'design-edited', edit: { type: 'link-added', link } }
      }
      case 2:
        return { type: 'design-edited', edit: { type: 'blocks-removed', ids: [someBlock] } }
      case 3:
        return {
          type: 'design-edited',
          edit: { type: 'blocks-moved', moves: [{ id: someBlock, x: this.#made, y: 0 }] },
        }
      case 4: {
        const line = requirements['use-cases'].length > 0 ? this.#oneOf(requirements['use-cases']) : null
        if (line) return { type: 'requirement-removed', id: line.id }
        break
      }
    }
    const requirement = { list: 'use-cases', id: own, text: own } as const
    return { type: 'requirement-added', requirement, after: null }
  }

  async #open(browser: VirtualBrowser): Promise<void> {
    const { fate } = browser
    browser.fate = () => 'arrives'
    const tab = await browser.open(this.#interview)
    browser.fate = fate
    this.#tabs.push({ browser, tab, seq: tab.store.sync.seq })
  }

  async #replace(place: { browser: VirtualBrowser; tab: VirtualTab }): Promise<void> {
    await place.tab.store.sync.settled()
    place.tab.crash()
    this.#tabs = this.#tabs.filter(({ tab }) => tab !== place.tab)
    await this.#open(place.browser)
  }

  #oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!
  }
}

describe('whatever happens to calls, answers and tabs', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))('history %i holds together', async (seed) => {
    const guest = await makeGuest(database.db)
    const { id } = await guest.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    const interviewer = await makePerson(database.db)
    await shareInterview(database.db, { id, ownerId: guest.userId }, interviewer, { role: 'interviewer' })
    const browsers = [
      new VirtualBrowser(guest),
      new VirtualBrowser(guest),
      new VirtualBrowser(interviewer, memoryOutbox(), 'interviewer'),
    ]
    for (const browser of browsers) browser.hasStreams = true
    const history = new History(seed, browsers, id)
    await history.run()

    const log = await interviewLog(database.db, guest.userId, id)
    const { state } = await guest.call.interview.get({ id })
    // places are given once and without gaps, and no event has two
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
    expect(new Set(log.map((event) => event.id)).size).toBe(log.length)
    // every change that a tab took is in the log, or somebody was told that it no longer fitted; nothing else is there
    const logged = new Map(log.map((event) => [event.id, event.payload]))
    const missing = history.taken.filter((change) => !logged.has(change.id))
    const told = browsers.flatMap((browser) => [...browser.refusedIds])
    expect(told.toSorted()).toEqual(missing.map((change) => change.id).toSorted())
    expect(log.length - 1).toBe(history.taken.length - missing.length)
    for (const { id: event, payload } of history.taken)
      if (logged.has(event)) expect(logged.get(event)).toEqual(payload)
    // times only go forward
    for (const [index, event] of log.entries()) expect(event.at).toBeGreaterThanOrEqual(log[index - 1]?.at ?? 0)
    // everybody sees what the server has, which is the fold of the log
    expect(fold(initialState(), log)).toEqual(state)
    for (const seen of history.states) expect(seen).toEqual(state)
    // and it is a design that opens
    expect(parseDesign(state.design)).toMatchObject({ ok: true })
    for (const browser of browsers)
      for (const key of [id, `${id}/interviewer`]) expect(await browser.outbox.list(key)).toEqual([])
    history.end()
  })
})
