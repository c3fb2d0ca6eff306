import type { Socket } from 'node:net'
import { Pool } from 'pg'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5_000
/** Longer than any query here takes, and any pause between two of one transaction. */
const PATIENCE_MS = 15_000

export interface PoolOptions {
  /** Called when an idle connection breaks: the pool makes a new one by itself. */
  onConnectionError: (error: Error) => void
  /** How long a connection in use may be silent; 0: for ever. */
  patienceMs?: number
}

/**
 * Connections to a PostgreSQL, of which one that is lost without a word (a host that dies, a firewall that forgets) is given
 * up by either end: TCP alone would try for a quarter of an hour, and the server would keep its locks for two.
 */
export function postgresPool(url: string, { onConnectionError, patienceMs = PATIENCE_MS }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Without the time zone, timestamps are hours off on a server that lives in another one.
    options: `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${patienceMs}`,
  })
  pool.on('error', onConnectionError)
  // One that nobody uses is closed before.
  pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    stream.setTimeout(patienceMs, () => stream.destroy(new Error(`the database was silent for ${patienceMs} ms`)))
  })
  return pool
}
