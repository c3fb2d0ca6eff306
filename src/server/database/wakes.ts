import { Client, type Pool, type PoolClient } from 'pg'

/** What one process says to all others, itself among them, through the database: `topic|rest`, below 8 000 bytes. */
const CHANNEL = 'dryrun_live'

/** The statement that sends one message when its transaction commits: its values are the topic and the rest. */
export const wakeStatement = (topic: string, rest: string) => ({ channel: CHANNEL, message: `${topic}|${rest}` })

export interface WakeListener {
  onMessage: (topic: string, rest: string) => void
  /** Messages may have been missed: whoever waits for one looks for themselves. */
  onGap: () => void
}

/** Hears what is sent, by any process. A message only wakes: what counts is in the tables. */
export interface Wakes {
  /** Listens until `stop`; what went wrong on the way, and was begun again, is told to nobody but the log. */
  start: (listener: WakeListener) => Promise<void>
  stop: () => Promise<void>
}

function pass({ onMessage }: WakeListener, payload = ''): void {
  const at = payload.indexOf('|')
  if (at > 0) onMessage(payload.slice(0, at), payload.slice(at + 1))
}

/** The embedded database has one connection, which hears everything that is sent over it. */
export function embeddedWakes(pool: Pool): Wakes {
  let listener: WakeListener | null = null
  const hear = (client: PoolClient) => client.on('notification', ({ payload }) => listener && pass(listener, payload))
  pool.on('connect', hear)
  return {
    async start(next) {
      listener = next
      await pool.query(`listen ${CHANNEL}`)
    },
    async stop() {
      listener = null
      pool.off('connect', hear)
    },
  }
}

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 2000
/** A connection that was cut without a word is found out by asking. */
const HEARTBEAT_MS = 10_000
const PATIENCE_MS = 5000

/** A connection of its own, made again for as long as it takes whenever it breaks. */
export function postgresWakes(url: string, onConnectionError: (error: Error) => void): Wakes {
  let listener: WakeListener | null = null
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let failures = 0

  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString: url,
      application_name: 'dryrun-live',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    })
    const lost = (error: Error) => {
      fresh.removeAllListeners('notification')
      if (client === fresh) again(error)
    }
    fresh.on('error', lost)
    fresh.on('end', () => lost(new Error('the connection ended')))
    fresh.on('notification', ({ payload }) => listener && pass(listener, payload))
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      failures = 0
      beat(fresh)
      listener?.onGap()
    } catch (error) {
      lost(error as Error)
    }
  }

  function beat(of: Client): void {
    timer = setTimeout(() => {
      of.query('select 1').then(
        () => client === of && beat(of),
        (error: Error) => client === of && again(error),
      )
    }, HEARTBEAT_MS).unref()
  }

  function again(error: Error): void {
    void client?.end().catch(() => undefined)
    client = null
    clearTimeout(timer)
    if (listener === null) return
    onConnectionError(error)
    const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
    failures += 1
    timer = setTimeout(() => void connect(), pause).unref()
  }

  return {
    async start(next) {
      listener = next
      await connect()
    },
    async stop() {
      listener = null
      clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => undefined)
    },
  }
}
