import type { PrismaClient } from '@/server/generated/client'

interface Row {
  table: string
  /** The row as JSON, without what merely notes that something was used. */
  text: string
  id: string | null
}

let sql: string | undefined

/** Every row of every table, whatever tables there are. */
async function readRows(db: PrismaClient): Promise<Row[]> {
  if (sql === undefined) {
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`
    sql = tables
      .map(
        ({ name }) =>
          `SELECT '${name}' AS "table", (to_jsonb(t) - 'lastUsedAt')::text AS "text", to_jsonb(t)->>'id' AS "id" FROM "${name}" t`,
      )
      .join(' UNION ALL ')
  }
  return db.$queryRawUnsafe<Row[]>(`SELECT * FROM (${sql}) rows ORDER BY "table", "text"`)
}

/** The database at one moment, as text. */
export interface Moment {
  /** All of it: whatever a call changes shows here. */
  everything: string
  /**
   * What belongs to one person or hangs on something that does, by whoever it was written: rows that name the person, rows
   * that name those rows, and so on. Rows of `User` are followed only from their own id.
   */
  ofPerson: string
}

export async function readMoment(db: PrismaClient, userId: string): Promise<Moment> {
  const rows = await readRows(db)
  const around = new Set<Row>()
  const ids = [userId]
  for (const id of ids) {
    for (const row of rows) {
      if (around.has(row) || !row.text.includes(id) || (row.table === 'User' && row.id !== userId)) continue
      around.add(row)
      if (row.id !== null && row.id !== id) ids.push(row.id)
    }
  }
  return { everything: asText(rows), ofPerson: asText(rows.filter((row) => around.has(row))) }
}

const asText = (rows: readonly Row[]) => rows.map(({ table, text }) => `${table} ${text}`).join('\n')

/** The whole database as text. */
export const everyRowText = async (db: PrismaClient): Promise<string> => asText(await readRows(db))
