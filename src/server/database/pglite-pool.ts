import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'

/**
 * A `pg.Pool` of one connection whose "server" is an in-process PGlite, so that the official Prisma adapter for
 * PostgreSQL serves both homes of the data.
 */
export function pglitePool(db: PGlite): Pool {
  return new Pool({
    stream: () => new PgliteSocket(db),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
  })
}

/** Who asks outside a transaction from within it waits for itself: that must be an error at last, not silence. */
const CONNECTION_WAIT_MS = 30_000

/** AuthenticationOk, then ReadyForQuery (idle): PGlite knows no users. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

const code = (letter: string) => letter.charCodeAt(0)
const TERMINATE = code('X')
/** Sync, Query and Flush: after these a client waits for the answer. */
const WAITS = new Set([code('S'), code('Q'), code('H')])

/**
 * The socket that pg believes it talks to a server through. It hands messages over in the groups that a client waits
 * for: after an error the server must skip what is left up to Sync, and PGlite only does that within one call. (Its own
 * `node-postgres` export passes message by message: one statement that fails to parse breaks it for good.)
 */
class PgliteSocket extends Duplex {
  readonly #db: PGlite
  #received: Buffer = Buffer.alloc(0)
  #isStarted = false

  constructor(db: PGlite) {
    super()
    this.#db = db
  }

  connect(): this {
    // A client before this one may have gone in the middle of a transaction; PGlite has one connection for all.
    void this.#db.exec('rollback').then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    )
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    this.#handOver().then(() => done(), done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer', done)
  }

  async #handOver(): Promise<void> {
    if (!this.#isStarted) {
      if (!this.#takeStartup()) return
      this.push(WELCOME)
    }
    const end = this.#endOfGroups()
    if (end === 0) return
    const group = this.#received.subarray(0, end)
    this.#received = this.#received.subarray(end)
    this.push(await this.#answerTo(group))
  }

  /** As a stream: `execProtocolRaw` keeps every message that ever came, parsed, for the next call of another kind. */
  async #answerTo(group: Uint8Array): Promise<Buffer> {
    const parts: Buffer[] = []
    // copied: what is handed over is memory of the database, which it uses again
    const onRawData = (part: Uint8Array) => void parts.push(Buffer.from(part))
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(group, { onRawData }))
    return Buffer.concat(parts)
  }

  /** The first message alone has no type: its length, then the protocol version and settings. */
  #takeStartup(): boolean {
    const isWhole = this.#received.length >= 4 && this.#received.length >= this.#received.readInt32BE(0)
    if (isWhole) this.#received = this.#received.subarray(this.#received.readInt32BE(0))
    this.#isStarted = isWhole
    return isWhole
  }

  /** Where the last message ends that the client waits for an answer to; 0 when there is none yet. */
  #endOfGroups(): number {
    let end = 0
    for (let at = 0; at + 5 <= this.#received.length; ) {
      const type = this.#received[at] ?? 0
      const next = at + 1 + this.#received.readInt32BE(at + 1)
      if (next > this.#received.length) break
      if (type === TERMINATE) {
        this.push(null)
        break
      }
      if (WAITS.has(type)) end = next
      at = next
    }
    return end
  }
}
