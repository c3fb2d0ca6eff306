import type { Role } from '@/server/access'
import { trpcClient } from '@/features/transport/trpc-client'
import type { LoggedEvent } from './sync-types'

/** A part of an interview's log, as it is given to whoever may see it. */
export interface ReplayPage {
  title: string
  /** Slug. */
  problem: string
  /** What whoever asks may do. */
  role: Role
  isFinished: boolean
  /** Events in their order, `LoggedEvent[]` as JSON. */
  log: string
  /** The page after this one begins after this event; null: this is the last. */
  next: number | null
  /** Of the newest event there is. */
  lastSeq: number
}

export const eventsOf = ({ log }: Pick<ReplayPage, 'log'>): LoggedEvent[] => JSON.parse(log) as LoggedEvent[]

/** Everything from the event after `seq` on. `onPage` hears how far it has come, 0..1. */
export async function loadLog(id: string, seq = 0, onPage?: (ratio: number) => void): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = []
  for (let after: number | null = seq; after !== null; ) {
    const page: ReplayPage = await trpcClient.interview.replay.query({ id, seq: after })
    events.push(...eventsOf(page))
    after = page.next
    onPage?.((events.length + seq) / Math.max(1, page.lastSeq))
  }
  return events
}
