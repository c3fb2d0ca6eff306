import type { SentEvent, SentPayload } from '@/core/interview/events'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import type { InterviewState } from '@/core/interview/state'
import { LocalLog } from './local-log'
import type { Outbox, OutboxEntry } from './outbox'
import type { ServerClock } from './server-clock'
import type { AppendCall, AppendResult, LoggedEvent, NewerEvents, OpenInterview } from './sync-types'
import type { TransportFailure } from './transport-failure'

/** Where changes go and come from; every call may fail, hang, or fail after the server did it. */
export interface Transport {
  append: (call: AppendCall) => Promise<AppendResult>
  /** The same for a page that is going away: the browser carries it out without the page, up to 64 KiB. */
  appendOnLeaving: (call: AppendCall) => Promise<AppendResult>
  since: (call: { id: string; seq: number }) => Promise<NewerEvents>
  open: (id: string) => Promise<OpenInterview>
  failure: (error: unknown) => TransportFailure
}

export interface Refusal {
  reason: string
  payload: SentPayload
}

export type SaveState = 'saving' | 'saved' | 'offline'

export interface SyncStatus {
  saveState: SaveState
  /** Changes that the server has not acknowledged. */
  unsent: number
  /** When the server last had everything, by its own clock, ms; null until then. */
  savedAtMs: number | null
  /** What stands in the way and will not go by itself; null when nothing does. */
  problem: string | null
}

export interface SyncParts {
  opened: OpenInterview
  /** Whose changes these are: an interviewer's are kept apart from those of the owner on the same device. */
  role: 'owner' | 'interviewer'
  /** Of this page alone, also after a reload of it. */
  tab: string
  transport: Transport
  outbox: Outbox
  clock: ServerClock
  newId: () => string
  /** 0..1 */
  random: () => number
  /** Runs something later; gives what calls it off. */
  later: (delayMs: number, work: () => void) => () => void
  /** Whether the page of that id is still there; "no" by mistake only costs a second sending. */
  isTabAlive: (tab: string) => Promise<boolean>
  /** The view or the status has changed. */
  onChange: () => void
  /** The server refused changes that had fitted here: they are gone from the view. */
  onRefused: (refusals: Refusal[]) => void
  /** Tells other tabs of this browser how far the log has come. */
  announce: (seq: number) => void
}

/** Changes made close together travel together, ms. */
const GATHER_MS = 300
/** An answer that has not come by then does not come, ms. */
export const ANSWER_MS = 15_000
const FIRST_RETRY_MS = 500
/** Back online means saved within 5 s, so no pause between attempts may be longer, ms. */
const LONGEST_RETRY_MS = 4000
/** How often a page that is looked at asks what others did, in ticks of a second. */
const TICKS_BETWEEN_PULLS = 15
/** Browsers let 64 KiB go out after the page; the envelope needs some of it. */
const LEAVING_CHARS = 56_000

/**
 * Keeps one page in step with the server: what is done here shows at once, is kept in the outbox, and is sent until the
 * server has said yes or no; what others did comes in beneath. Sending twice is harmless (events carry their ids), so
 * every doubt is settled by sending again.
 */
export class InterviewSync {
  readonly #parts: SyncParts
  readonly #log: LocalLog
  #order = 0
  #sending: Promise<void> | null = null
  #pulling: Promise<void> | null = null
  #isStopped = false
  #isReachable = true
  #failures = 0
  #batchEvents: number = LIMITS.batchEvents
  #savedAtMs: number | null = null
  #problem: string | null = null
  #ticks = 0
  #callOff: (() => void) | null = null
  /** Storage works through its tasks in order, or a removal could overtake what it removes. */
  #stored: Promise<unknown> = Promise.resolve()

  constructor(parts: SyncParts) {
    this.#parts = parts
    this.#log = new LocalLog(parts.opened)
  }

  get #outboxKey(): string {
    const { opened, role } = this.#parts
    return role === 'owner' ? opened.id : `${opened.id}/${role}`
  }

  get view(): InterviewState {
    return this.#log.view
  }

  /** Of the newest event that came from the server. */
  get seq(): number {
    return this.#log.seq
  }

  get status(): SyncStatus {
    const unsent = this.#log.pending.length
    const saveState = !this.#isReachable ? 'offline' : unsent > 0 ? 'saving' : 'saved'
    return { saveState, unsent, savedAtMs: this.#savedAtMs, problem: this.#problem }
  }

  /** Takes up what earlier pages left unsent, and asks the server what is new. Also begins again after `stop`. */
  async start(): Promise<void> {
    this.#isStopped = false
    await this.#adoptOrphans()
    if (this.#log.pending.length > 0) await this.send()
    else await this.pull()
  }

  /** Ends all timers; what is unsent stays in the outbox. */
  stop(): void {
    this.#isStopped = true
    this.#callOff?.()
  }

  /** Does one change. @returns why it does not fit, or null */
  record(payload: SentPayload, undoes?: string): string | null {
    const { tab, newId, clock } = this.#parts
    this.#order += 1
    const entry: OutboxEntry = {
      id: newId(),
      interview: this.#outboxKey,
      tab,
      order: this.#order,
      atMs: clock.nowMs(),
      payload,
    }
    if (undoes !== undefined) entry.undoes = undoes
    const refused = this.#log.add(entry)
    if (refused !== null) return refused
    this.#store((outbox) => outbox.add([entry]))
    // while the server is away the next attempt has its time already
    if (this.#isReachable) this.#schedule(GATHER_MS)
    this.#parts.onChange()
    return null
  }

  /** Sends what is unsent, batch by batch, until there is nothing left or an attempt fails. Calls share one sending. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  /** Asks the server what is new. Calls that come while one is under way wait for that one. */
  pull(): Promise<void> {
    this.#pulling ??= this.#pull().finally(() => {
      this.#pulling = null
    })
    return this.#pulling
  }

  /** Once a second while the page is looked at. */
  tick(): void {
    this.#ticks += 1
    const isDue = this.#ticks % TICKS_BETWEEN_PULLS === 0
    if (this.#parts.clock.hasJumped() || isDue) void this.refresh()
  }

  /** The page is looked at again, or the network is back: everything that waited is tried now. */
  async refresh(): Promise<void> {
    if (this.#isStopped) return
    await this.#adoptOrphans()
    await this.pull()
    await this.send()
  }

  /** The browser says that there is no network. */
  lostNetwork(): void {
    this.#isReachable = false
    this.#parts.onChange()
  }

  /** Events came by themselves, over a stream. Where some are missing before them, those are asked for. */
  hear(events: readonly LoggedEvent[]): void {
    if (this.#isStopped) return
    const before = this.#log.pending
    if (!this.#log.receive(events)) return void this.pull()
    this.#forgetStored(before)
    this.#parts.onChange()
  }

  /** Another tab's log has come to `seq`. */
  heard(seq: number): void {
    if (seq > this.#log.seq) void this.pull()
  }

  /** The page is being hidden or closed: last chance to send. What does not fit stays in the outbox. */
  leave(): void {
    if (this.#isStopped || this.#log.pending.length === 0) return
    const entries = this.#nextBatch(LIMITS.batchEvents, LEAVING_CHARS)
    const { transport } = this.#parts
    const call = this.#callFor(entries)
    if (JSON.stringify(call).length > LEAVING_CHARS) return
    transport.appendOnLeaving(call).then(
      async (result) => {
        await this.#take(result)
        this.#parts.onChange()
      },
      // not heard: the next attempt sends the same events again
      () => this.#schedule(GATHER_MS),
    )
  }

  /** Resolves when the outbox has written everything that was recorded so far. */
  async settled(): Promise<void> {
    await this.#stored
  }

  async #sendAll(): Promise<void> {
    while (!this.#isStopped && this.#log.pending.length > 0) {
      this.#callOff?.()
      const entries = this.#nextBatch(this.#batchEvents, LIMITS.batchChars)
      try {
        await this.#sendBatch(entries)
        this.#reached()
      } catch (error) {
        this.#failed(this.#parts.transport.failure(error), entries)
        return
      } finally {
        this.#parts.onChange()
      }
    }
  }

  async #sendBatch(entries: OutboxEntry[]): Promise<void> {
    const { transport, clock } = this.#parts
    const heard = clock.ask()
    const result = await this.#answered(transport.append(this.#callFor(entries)))
    heard(result.serverNowMs)
    await this.#take(result)
  }

  async #take({ outcomes, events }: AppendResult): Promise<void> {
    const before = this.#log.pending
    await this.#receive(events)
    const reasons = new Map(
      outcomes.flatMap((outcome) => ('refused' in outcome ? [[outcome.id, outcome.refused]] : [])),
    )
    this.#log.forget(outcomes.map((outcome) => outcome.id))
    this.#forgetStored(before)
    const refusals = before.flatMap((entry): Refusal[] => {
      const reason = reasons.get(entry.id)
      return reason === undefined ? [] : [{ reason, payload: entry.payload }]
    })
    if (outcomes.some((outcome) => 'seq' in outcome)) this.#parts.announce(this.#log.seq)
    if (refusals.length > 0) this.#parts.onRefused(refusals)
  }

  async #pull(): Promise<void> {
    if (this.#isStopped) return
    const { transport, clock, opened } = this.#parts
    try {
      const heard = clock.ask()
      const { events, serverNowMs } = await this.#answered(transport.since({ id: opened.id, seq: this.#log.seq }))
      heard(serverNowMs)
      const before = this.#log.pending
      await this.#receive(events)
      this.#forgetStored(before)
      this.#reached()
    } catch (error) {
      this.#failed(transport.failure(error), [])
    }
    this.#parts.onChange()
  }

  async #receive(events: LoggedEvent[] | null): Promise<void> {
    if (events && this.#log.receive(events)) return
    const { transport, opened } = this.#parts
    this.#log.reset(await this.#answered(transport.open(opened.id)))
  }

  #forgetStored(before: readonly OutboxEntry[]): void {
    const left = new Set(this.#log.pending.map((entry) => entry.id))
    const ids = before.map((entry) => entry.id).filter((id) => !left.has(id))
    if (ids.length > 0) this.#store((outbox) => outbox.remove(ids))
  }

  #reached(): void {
    this.#isReachable = true
    this.#failures = 0
    this.#problem = null
    if (this.#log.pending.length > 0) {
      this.#schedule(GATHER_MS)
      return
    }
    this.#batchEvents = LIMITS.batchEvents
    this.#savedAtMs = this.#parts.clock.nowMs()
  }

  #failed({ kind, message }: TransportFailure, entries: OutboxEntry[]): void {
    switch (kind) {
      case 'gone':
        this.#problem = message
        this.#isReachable = false
        this.stop()
        return
      case 'unfit':
        this.#giveUpOrSplit(entries, message)
        break
      case 'signed-out':
        this.#problem = message
        this.#isReachable = false
        break
      case 'unreachable':
        this.#isReachable = false
    }
    this.#failures += 1
    const pause = Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS)
    // browsers that lost the same server do not come back in step
    this.#schedule(pause * (0.75 + this.#parts.random() / 4))
  }

  /** A batch that the server cannot take is sent one by one; an event that it cannot take by itself is given up. */
  #giveUpOrSplit(entries: OutboxEntry[], message: string): void {
    const [only, second] = entries
    this.#batchEvents = 1
    if (!only || second) return
    const before = this.#log.pending
    this.#log.forget([only.id])
    this.#forgetStored(before)
    this.#parts.onRefused([{ reason: message, payload: only.payload }])
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return
    this.#callOff?.()
    this.#callOff = this.#parts.later(delayMs, () => {
      void (this.#log.pending.length > 0 ? this.send() : this.pull())
    })
  }

  #nextBatch(mostEvents: number, mostChars: number): OutboxEntry[] {
    let chars = 0
    const batch: OutboxEntry[] = []
    for (const entry of this.#log.pending.slice(0, mostEvents)) {
      chars += JSON.stringify(entry.payload).length + 200
      if (batch.length > 0 && chars > mostChars) break
      batch.push(entry)
    }
    return batch
  }

  #callFor(entries: OutboxEntry[]): AppendCall {
    const nowMs = this.#parts.clock.nowMs()
    const events = entries.map(({ id, payload, undoes, atMs }): SentEvent => {
      const event = { id, payload, ageMs: Math.max(0, nowMs - atMs) }
      return (undoes === undefined ? event : { ...event, undoes }) as SentEvent
    })
    return { id: this.#parts.opened.id, events, baseSeq: this.#log.seq }
  }

  async #adoptOrphans(): Promise<void> {
    const { outbox, tab, isTabAlive } = this.#parts
    await this.#stored
    const others = (await outbox.list(this.#outboxKey)).filter((entry) => entry.tab !== tab)
    const alive = new Map<string, boolean>()
    for (const { tab: other } of others) if (!alive.has(other)) alive.set(other, await isTabAlive(other))
    const orphans = others.filter((entry) => !alive.get(entry.tab))
    if (orphans.length === 0) return
    this.#log.adopt(await outbox.adopt(orphans, tab))
    this.#parts.onChange()
  }

  #store(work: (outbox: Outbox) => Promise<void>): void {
    // the outbox falls back to memory by itself and says so; nothing is left to do about a failure here
    this.#stored = this.#stored.then(() => work(this.#parts.outbox)).catch(() => undefined)
  }

  #answered<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const callOff = this.#parts.later(ANSWER_MS, () => reject(new Error('the server did not answer in time')))
      answer.then(resolve, reject).finally(callOff)
    })
  }
}
