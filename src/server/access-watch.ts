import type { Db } from './db'
import { wake, wakeAll } from './live/wake-hub'

/** Where every process hears that somebody's access to an interview has changed. */
export const accessTopic = (interviewId: string) => `access:${interviewId}`

/**
 * Tells every open stream, of every process, to look again whether it may go on, when the transaction of `db` commits. A
 * stream that does not hear of it asks before it sends anything on, and when a link would have expired.
 */
export const announceAccessChange = (db: Db, interviewId: string): Promise<void> =>
  wake(db, accessTopic(interviewId), '')

/** The same of every interview that somebody has, or has been let into: all their streams look again. */
export async function announceChangeOfPerson(db: Db, userId: string): Promise<void> {
  const isTheirs = { OR: [{ ownerId: userId }, { accessLinks: { some: { grants: { some: { userId } } } } }] }
  const interviews = await db.interview.findMany({ where: isTheirs, select: { id: true } })
  const topics = interviews.map(({ id }) => accessTopic(id))
  await wakeAll(db, topics, '')
}
