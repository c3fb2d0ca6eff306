import { EventEmitter } from 'node:events'
import { wakeStatement, type Wakes } from '../database/wakes'
import { type Db, database } from '../db'

/**
 * Topics of this process, woken by whatever process sends to them. A message is a hint that something happened: whoever
 * hears one, or of a gap, reads the tables.
 */
class WakeHub {
  readonly #topics = new EventEmitter().setMaxListeners(0)
  readonly #gaps = new EventEmitter().setMaxListeners(0)
  #wakes: Promise<Wakes> | null = null

  /** Calls `onMessage` for each message to `topic` and `onGap` after a time in which some may have been missed. */
  async listen(topic: string, onMessage: (rest: string) => void, onGap: () => void): Promise<() => void> {
    this.#topics.on(topic, onMessage)
    this.#gaps.on('gap', onGap)
    const stop = () => {
      this.#topics.off(topic, onMessage)
      this.#gaps.off('gap', onGap)
    }
    try {
      await this.#started()
    } catch (error) {
      stop()
      throw error
    }
    return stop
  }

  async stop(): Promise<void> {
    const wakes = this.#wakes
    this.#wakes = null
    await (await wakes?.catch(() => null))?.stop()
  }

  #started(): Promise<Wakes> {
    this.#wakes ??= this.#start().catch((error: unknown) => {
      this.#wakes = null
      throw error
    })
    return this.#wakes
  }

  async #start(): Promise<Wakes> {
    const { wakes } = await database()
    await wakes.start({
      onMessage: (topic, rest) => this.#topics.emit(topic, rest),
      onGap: () => this.#gaps.emit('gap'),
    })
    return wakes
  }
}

// Next loads route handlers, pages and instrumentation as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunWakeHub?: WakeHub }

export const wakeHub = (): WakeHub => (shared.dryrunWakeHub ??= new WakeHub())

/** Sends a message to a topic, in every process, when the transaction of `db` commits. */
export const wake = (db: Db, topic: string, rest: string): Promise<void> => wakeAll(db, [topic], rest)

/** The same message to many topics. */
export async function wakeAll(db: Db, topics: readonly string[], rest: string): Promise<void> {
  const wakes = topics.map((topic) => wakeStatement(topic, rest))
  await db.$queryRaw`
    SELECT count(pg_notify("channel", "message")::text)
    FROM jsonb_to_recordset(${JSON.stringify(wakes)}::jsonb) AS woken ("channel" text, "message" text)`
}
