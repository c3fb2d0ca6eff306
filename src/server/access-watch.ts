import type { Db } from './db'
import { wake } from './live/wake-hub'

/** Where every process hears that somebody's access to an interview has changed. */
export const accessTopic = (interviewId: string) => `access:${interviewId}`

/**
 * Tells every open stream, of every process, to look again whether it may go on, when the transaction of `db` commits. A
 * stream that does not hear of it asks before it sends anything on, and when a link would have expired.
 */
export const announceAccessChange = (db: Db, interviewId: string): Promise<void> =>
  wake(db, accessTopic(interviewId), '')
