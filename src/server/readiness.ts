import { setTimeout as sleep } from 'node:timers/promises'
import { database } from './db'
import { log } from './log'

const PATIENCE_MS = 3000

export interface Readiness {
  isReady: boolean
  reason?: 'database unreachable' | 'migrations missing' | 'database does not answer'
}

/** Whether requests that need the database can be answered now. */
export async function readiness(): Promise<Readiness> {
  const late = sleep(PATIENCE_MS, 'late' as const, { ref: false })
  const asked = database()
    .then((open) => open.isReady())
    .catch((error: unknown) => {
      log().warn({ err: error }, 'not ready')
      return 'unreachable' as const
    })
  const answer = await Promise.race([asked, late])
  if (answer === 'late') return { isReady: false, reason: 'database does not answer' }
  if (answer === 'unreachable') return { isReady: false, reason: 'database unreachable' }
  return answer ? { isReady: true } : { isReady: false, reason: 'migrations missing' }
}
