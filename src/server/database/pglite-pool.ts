import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Pool } from 'pg'

/**
 * A `Pool` of one connection whose "server" is an in-process PGlite, so that the official Prisma adapter for
 * PostgreSQL serves both homes of the data.
 */
export function pglitePool(db: PGlite): Pool {
  const config = createPgConfig(db)
  const connection = config.connection as { parse: (query: ParseQuery) => void }
  const parse = connection.parse.bind(connection)
  // pg hands its per-query type parsers on as `types`; PGlite 0.5.16 expects a list of OIDs under that name.
  connection.parse = ({ text, name, types }) => parse({ text, name, types: Array.isArray(types) ? types : undefined })
  return new Pool(Object.assign({ max: 1, idleTimeoutMillis: 0 }, config))
}

interface ParseQuery {
  text: string
  name?: string
  types?: unknown
}
