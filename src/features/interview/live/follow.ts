import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { z } from 'zod'
import { everyonesAccess, interviewAccess } from '@/server/access'
import { accessTopic } from '@/server/access-watch'
import type { RootDb } from '@/server/db'
import { openStreams } from '@/server/live/streams'
import { wake, wakeHub } from '@/server/live/wake-hub'
import { log } from '@/server/log'
import type { Principal } from '@/server/principal'
import { logTopic } from '../log-topic'
import { newestSeq, nextEvents } from '../queries'
import { InterviewFeed } from './interview-feed'
import type { followInput, presenceInput } from './live-input'
import { commentsTopic, type LiveMessage, type PresenceNews, presenceTopic } from './live-message'
import { LiveWatcher, PAGE_EVENTS } from './live-watcher'

interface Asking {
  db: RootDb
  principal: Principal
}

interface SharedFeed {
  feed: Promise<InterviewFeed>
  users: number
}

// Module graphs of Next share nothing but globalThis.
const shared = globalThis as { dryrunFeeds?: Map<string, SharedFeed> }
const feeds = () => (shared.dryrunFeeds ??= new Map<string, SharedFeed>())

/** The feed of an interview, opened by the first of its watchers and closed with the last. */
async function joinFeed(db: RootDb, id: string, ownerId: string, watcher: LiveWatcher): Promise<() => void> {
  const known = feeds().get(id)
  const own: SharedFeed = known ?? { feed: openFeed(db, id, ownerId), users: 0 }
  if (!known) feeds().set(id, own)
  own.users += 1
  const leave = () => {
    own.users -= 1
    if (own.users > 0) return
    if (feeds().get(id) === own) feeds().delete(id)
    own.feed.then(
      (feed) => feed.close(),
      () => undefined, // it never opened, and whoever waited for it was told
    )
  }
  try {
    const feed = await own.feed
    feed.join(watcher)
    return () => {
      feed.leave(watcher)
      leave()
    }
  } catch (error) {
    leave()
    throw error
  }
}

function openFeed(db: RootDb, id: string, ownerId: string): Promise<InterviewFeed> {
  return InterviewFeed.open({
    ownerId,
    newestSeq: () => newestSeq(db, id),
    eventsAfter: (seq) => nextEvents(db, id, seq, PAGE_EVENTS),
    access: () => everyonesAccess(db, id),
    async listen({ onWake, onComments, onPresence }) {
      const stops = await Promise.all([
        wakeHub().listen(logTopic(id), onWake, onWake),
        wakeHub().listen(accessTopic(id), onWake, onWake),
        wakeHub().listen(commentsTopic(id), onComments, onComments),
        wakeHub().listen(presenceTopic(id), onPresence, () => undefined),
      ])
      return () => stops.forEach((stop) => stop())
    },
  })
}

/**
 * Everything that happens in an interview after `seq`, as it happens; each message under the number of the newest event
 * by then, so that a stream that was cut goes on where it ended.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN, also in the middle; TOO_MANY_REQUESTS beyond the limit of streams
 */
export async function* follow(
  { db, principal }: Asking,
  input: z.infer<typeof followInput>,
  gone: AbortSignal,
): AsyncGenerator<TrackedEnvelope<LiveMessage>, void> {
  const { id, page } = input
  const { ownerId, role } = await interviewAccess({ db, principal }, id, 'interviewer')
  const stream = openStreams().open(principal.userId, gone)
  const watcher = new LiveWatcher({
    person: principal,
    seq: Math.max(input.seq, Number(input.lastEventId ?? 0)),
    eventsAfter: (seq) => nextEvents(db, id, seq, PAGE_EVENTS),
    signal: stream.signal,
  })
  let leave: (() => void) | null = null
  try {
    leave = await joinFeed(db, id, ownerId, watcher)
    for await (const [seq, message] of watcher.messages()) yield tracked(String(seq), message)
  } finally {
    leave?.()
    stream.close()
    const news: PresenceNews = { type: 'gone', page, role: role === 'owner' ? 'owner' : 'interviewer' }
    // not waited for: nobody is there any more to be told that it failed
    say(db, id, news).catch((error: unknown) => log().debug({ err: error }, 'nobody was told that somebody left'))
  }
}

/** Tells those who watch where the caller is. @throws {TRPCError} NOT_FOUND, FORBIDDEN */
export async function tellPlace({ db, principal }: Asking, input: z.infer<typeof presenceInput>): Promise<void> {
  const { id, page, place } = input
  const { role } = await interviewAccess({ db, principal }, id, 'interviewer')
  const presence = { page, place, role: role === 'owner' ? 'owner' : 'interviewer', name: principal.name } as const
  await say(db, id, { type: 'here', presence })
}

const say = (db: RootDb, id: string, news: PresenceNews) => wake(db, presenceTopic(id), JSON.stringify(news))
