import { TRPCError } from '@trpc/server'
import type { SentPayload } from '@/core/interview/events'
import { createInterviewStore, type InterviewStore } from '@/features/interview/interview-store'
import { ANSWER_MS, type Transport } from '@/features/interview/interview-sync'
import type { OpenStream } from '@/features/interview/live/live-link'
import type { LiveMessage } from '@/features/interview/live/live-message'
import { createLiveRoom, type LiveRoom } from '@/features/interview/live/live-room'
import { memoryOutbox, type Outbox } from '@/features/interview/outbox'
import { ServerClock } from '@/features/interview/server-clock'
import type { AppendResult } from '@/features/interview/sync-types'
import { failureOf } from '@/features/interview/transport-failure'
import type { Person } from './test-people'

/** What the network does to one call. */
export type Fate = 'arrives' | 'request-lost' | 'answer-lost' | 'doubled' | 'answer-late'

class NetworkDown extends Error {}

const failureFrom = (error: unknown) =>
  error instanceof TRPCError ? failureOf(error.code, error.message) : failureOf(null, 'not reached')

/** A browser with one outbox for all its tabs, on a network that does as it is told, with time that only tests move. */
export class VirtualBrowser {
  /** Decides the fate of the next call. */
  fate: () => Fate = () => 'arrives'
  /** Whether tabs opened from now on hold a stream; without one they hear of others when they ask. */
  hasStreams = false
  /** The same for the next message of a stream. What comes late comes behind what was sent after it. */
  streamFate: () => Fate = () => 'arrives'
  nowMs = 0
  /** Ids of events of which the server said, and this browser heard, that they do not fit. */
  readonly refusedIds = new Set<string>()
  /** What people were told, newest last. */
  readonly refusals: string[] = []
  readonly outbox: Outbox
  readonly #person: Person
  readonly #role: 'owner' | 'interviewer'
  readonly #tabs = new Map<string, VirtualTab>()
  readonly #timers = new Set<{ dueMs: number; work: () => void }>()
  readonly #underWay = new Set<Promise<unknown>>()
  #late: (() => void)[] = []
  #count = 0

  constructor(person: Person, outbox: Outbox = memoryOutbox(), role: 'owner' | 'interviewer' = 'owner') {
    this.#person = person
    this.#role = role
    this.outbox = outbox
  }

  /** Opens the interview in a new tab, as the page does. */
  async open(id: string): Promise<VirtualTab> {
    const opened = await this.#person.call.interview.get({ id })
    this.#count += 1
    const name = `tab-${this.#count}`
    let lastId = ''
    const later = (delayMs: number, work: () => void) => {
      const timer = { dueMs: this.nowMs + delayMs, work }
      this.#timers.add(timer)
      return () => void this.#timers.delete(timer)
    }
    const store = createInterviewStore({
      opened,
      role: this.#role,
      tab: name,
      outbox: this.outbox,
      transport: this.#transportOf(name),
      clock: new ServerClock({ monotonicMs: () => this.nowMs, wallMs: () => this.nowMs }, opened.serverNowMs),
      newId: () => (lastId = crypto.randomUUID()),
      random: () => 0.5,
      later,
      isTabAlive: async (tab) => this.#tabs.has(tab),
      announce: (seq) => {
        for (const tab of this.#tabs.values()) if (tab.name !== name) tab.store.sync.heard(seq)
      },
      messages: { onRefused: (reason) => this.refusals.push(reason), onUndone: () => undefined },
    })
    const room = createLiveRoom({
      openStream: this.#openStream(id),
      seq: () => store.sync.seq,
      later,
      random: () => 0.5,
      onEvents: (events) => store.sync.hear(events),
      tellPlace: async () => undefined,
    })
    const tab = new VirtualTab({
      name,
      store,
      room,
      lastId: () => lastId,
      forget: () => {
        room.stop()
        this.#tabs.delete(name)
      },
    })
    this.#tabs.set(name, tab)
    if (this.hasStreams) room.start()
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
    this.streamFate = () => 'arrives'
    await this.releaseLate()
    for (let round = 0; round < 20; round++) {
      for (const tab of this.#tabs.values()) await tab.store.sync.refresh()
      await this.quiet()
      if ([...this.#tabs.values()].every((tab) => tab.store.getState().unsent === 0)) return
      await this.pass(5000)
    }
    throw new Error('twenty rounds on a healthy network, and something is still unsent')
  }

  /** A cut loses the message, and the page comes back for it. */
  #openStream(id: string): OpenStream {
    return (seq, events) => {
      const gone = new AbortController()
      const read = async () => {
        const page = 'page-of-a-virtual-browser'
        const stream = await this.#person.callUntil(gone.signal).live.follow({ id, seq, page })
        for await (const sent of stream) {
          const [, message] = sent as unknown as [string, LiveMessage]
          const fate = this.streamFate()
          if (fate === 'request-lost' || fate === 'answer-lost') break
          if (fate === 'answer-late') this.#late.push(() => events.message(message))
          else events.message(message)
          if (fate === 'doubled') events.message(message)
        }
      }
      read().then(
        () => events.ended(null),
        (error: unknown) => events.ended(failureFrom(error)),
      )
      return () => gone.abort()
    }
  }

  #transportOf(tab: string): Transport {
    const { interview } = this.#person.call
    return {
      append: (call) =>
        this.#heard(
          tab,
          this.#carry(() => interview.append(call)),
        ),
      appendOnLeaving: (call) =>
        this.#heard(
          tab,
          this.#carry(() => interview.append(call)),
        ),
      since: (call) => this.#carry(() => interview.since(call)),
      open: (id) => this.#carry(() => interview.get({ id })),
      failure: failureFrom,
    }
  }

  async #heard(tab: string, answer: Promise<AppendResult>): Promise<AppendResult> {
    const askedMs = this.nowMs
    const result = await answer
    // a tab that is gone does not hear it, nor one that has given up on an answer so late
    if (this.#tabs.has(tab) && this.nowMs - askedMs < ANSWER_MS)
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

interface VirtualTabParts {
  name: string
  store: InterviewStore
  room: LiveRoom
  /** Of the event that was made last, whether it fitted or not. */
  lastId: () => string
  forget: () => void
}

export class VirtualTab {
  readonly name: string
  readonly store: InterviewStore
  readonly room: LiveRoom
  readonly #parts: VirtualTabParts

  constructor(parts: VirtualTabParts) {
    this.#parts = parts
    this.name = parts.name
    this.store = parts.store
    this.room = parts.room
  }

  get view() {
    return this.store.getState()
  }

  get lastId(): string {
    return this.#parts.lastId()
  }

  dispatch(payload: SentPayload): boolean {
    return this.store.dispatch(payload)
  }

  /** The tab is gone without a word; what was in the outbox is in the outbox. */
  crash(): void {
    this.store.sync.stop()
    this.#parts.forget()
  }
}
