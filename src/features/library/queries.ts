import { type ClockState, elapsedMs } from '@/core/interview/clock'
import type { RootDb } from '@/server/db'

/** One interview as the list shows it. */
export interface InterviewRow {
  id: string
  title: string
  state: 'running' | 'finished'
  plannedMinutes: number | null
  startedAt: Date
  /** Time worked, without pauses. */
  usedS: number
  /** Suggested total, 0..100; null while there is none. */
  score: number | null
}

interface StoredRow extends Omit<InterviewRow, 'usedS'> {
  clock: ClockState | null
}

/**
 * All interviews of one person, the one last worked on first, with the time worked. Only the clock is taken out of each
 * snapshot: a snapshot holds everything that was ever written.
 */
export async function listInterviewRows(db: RootDb, ownerId: string): Promise<InterviewRow[]> {
  const nowMs = Date.now()
  const rows = await db.$queryRaw<StoredRow[]>`
    SELECT "id", "title", "state"::text AS "state", "plannedMinutes", "startedAt", "score", "snapshot"->'clock' AS "clock"
    FROM "Interview" WHERE "ownerId" = ${ownerId} ORDER BY "updatedAt" DESC`
  return rows.map(({ clock, ...row }) => ({ ...row, usedS: clock ? elapsedMs(clock, nowMs) / 1000 : 0 }))
}
