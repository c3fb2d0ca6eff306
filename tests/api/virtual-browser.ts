import { TRPCError } from '@trpc/server'
import type { ClientPayload } from '@/core/interview/events'
import { createInterviewStore, type InterviewStore } from '@/features/interview/interview-store'
import type { Transport } from '@/features/interview/interview-sync'
import { memoryOutbox, type Outbox } from '@/features/interview/outbox'
import { ServerClock } from '@/features/interview/server-clock'
import type { AppendResult } from '@/features/interview/sync-types'
import { failureOf } from '@/features/interview/transport-failure'
import type { Person } from './test-people'

/** What the network does to one call. */
export type Fate = 'arrives' | 'request-lost' | 'answer-lost' | 'doubled' | 'answer-late'

class NetworkDown extends Error {}

/** A browser with one outbox for all its tabs, on a network that does as it is told, with time that only tests move. */
export class VirtualBrowser {
  /** Decides the fate of the next call. */
  fate: () => Fate = () => 'arrives'
  nowMs = 0
  /** Ids of events of which the server said, and this browser heard, that they do not fit. */
  readonly refusedIds = new Set<string>()
  /** What people were told, newest last. */
  readonly refusals: string[] = []
  readonly outbox: Outbox
  readonly #person: Person
  readonly #tabs = new Map<string, VirtualTab>()
  readonly #timers = new Set<{ dueMs: number; work: () => void }>()
  readonly #underWay = new Set<Promise<unknown>>()
  #late: (() => void)[] = []
  #count = 0

  constructor(person: Person, outbox: Outbox = memoryOutbox()) {
    this.#person = person
    this.outbox = outbox
  }

  /** Opens the interview in a new tab, as the page does. */
  async open(id: string): Promise<VirtualTab> {
    const opened = await this.#person.call.interview.get({ id })
    this.#count += 1
    const name = `tab-${this.#count}`
    const store = createInterviewStore({
      opened,
      tab: name,
      outbox: this.outbox,
      transport: this.#transport,
      clock: new ServerClock({ monotonicMs: () => this.nowMs, wallMs: () => this.nowMs }, opened.serverNowMs),
      newId: () => crypto.randomUUID(),
      random: () => 0.5,
      later: (delayMs, work) => {
        const timer = { dueMs: this.nowMs + delayMs, work }
        this.#timers.add(timer)
        return () => void this.#timers.delete(timer)
      },
      isTabAlive: async (tab) => this.#tabs.has(tab),
      announce: (seq) => {
        for (const tab of this.#tabs.values()) if (tab.name !== name) tab.store.sync.heard(seq)
      },
      messages: { onRefused: (reason) => this.refusals.push(reason), onUndone: () => undefined },
    })
    const tab = new VirtualTab(name, store, () => this.#tabs.delete(name))
    this.#tabs.set(name, tab)
    await store.sync.start()
    await this.quiet()
    return tab
  }

  /** Moves time on; timers that come due run, and everything that follows from them at once. */
  async pass(ms: number): Promise<void> {
    this.nowMs += ms
    // what they set off is for the next time, or two that answer each other would never end
    const due = [...this.#timers].filter((timer) => timer.dueMs <= this.nowMs)
    for (const timer of due) if (this.#timers.delete(timer)) timer.work()
    await this.quiet()
  }

  /** The person looks at a tab again. */
  async focus(tab: VirtualTab): Promise<void> {
    // not waited for: its answers may be late
    void tab.store.sync.refresh()
    await this.quiet()
  }

  /** Late answers arrive now. */
  async releaseLate(): Promise<void> {
    const late = this.#late
    this.#late = []
    for (const release of late) release()
    await this.quiet()
  }

  /** Until no call is under way, but for those whose answer is late. */
  async quiet(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#underWay.size === 0) break
      await Promise.allSettled(this.#underWay)
    }
    for (const tab of this.#tabs.values()) await tab.store.sync.settled()
  }

  /** The network is well again: everybody tries until everything is sent. */
  async heal(): Promise<void> {
    this.fate = () => 'arrives'
    await this.releaseLate()
    for (let round = 0; round < 20; round++) {
      for (const tab of this.#tabs.values()) await tab.store.sync.refresh()
      await this.quiet()
      if ([...this.#tabs.values()].every((tab) => tab.store.getState().unsent === 0)) return
      await this.pass(5000)
    }
    throw new Error('twenty rounds on a healthy network, and something is still unsent')
  }

  get #transport(): Transport {
    const { interview } = this.#person.call
    return {
      append: (call) => this.#carry(() => interview.append(call)).then((result) => this.#heard(result)),
      appendOnLeaving: (call) => this.#carry(() => interview.append(call)).then((result) => this.#heard(result)),
      since: (call) => this.#carry(() => interview.since(call)),
      open: (id) => this.#carry(() => interview.get({ id })),
      failure: (error) =>
        error instanceof TRPCError ? failureOf(error.code, error.message) : failureOf(null, 'not reached'),
    }
  }

  #heard(result: AppendResult): AppendResult {
    for (const outcome of result.outcomes) if ('refused' in outcome) this.refusedIds.add(outcome.id)
    return result
  }

  async #carry<T>(call: () => Promise<T>): Promise<T> {
    const fate = this.fate()
    if (fate === 'request-lost') throw new NetworkDown()
    if (fate === 'doubled') await this.#tracked(call())
    const answer = await this.#tracked(call())
    if (fate === 'answer-lost') throw new NetworkDown()
    if (fate === 'answer-late') await new Promise<void>((resolve) => this.#late.push(resolve))
    return answer
  }

  async #tracked<T>(call: Promise<T>): Promise<T> {
    this.#underWay.add(call)
    try {
      return await call
    } finally {
      this.#underWay.delete(call)
    }
  }
}

export class VirtualTab {
  constructor(
    readonly name: string,
    readonly store: InterviewStore,
    readonly forget: () => void,
  ) {}

  get view() {
    return this.store.getState()
  }

  dispatch(payload: ClientPayload): boolean {
    return this.store.dispatch(payload)
  }

  /** The tab is gone without a word; what was in the outbox is in the outbox. */
  crash(): void {
    this.store.sync.stop()
    this.forget()
  }
}
