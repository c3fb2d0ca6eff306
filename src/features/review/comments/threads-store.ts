import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pin } from '@/core/interview/pins'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { ThreadComment, Threads } from './thread-shapes'

export interface ThreadsView {
  /** Null while they are fetched. */
  threads: Threads | null
  failure: string | null
  /** The newest comment that was shown in this browser, ms since 1970 by the server; 0: none was. */
  seenAtMs: number
}

/** The comments of one interview, as far as this page knows. */
export interface ThreadsStore extends Pick<StoreApi<ThreadsView>, 'getState' | 'getInitialState' | 'subscribe'> {
  /**
   * Fetches them, while an answer is awaited once more after it.
   * @param change the number of the change that is asked for: once for all who ask for it; null: in any case
   */
  ask: (change: number | null) => void
  /** These are shown. */
  see: (threads: Threads | null) => void
  /** Each gives false where it did not work; the person has been told why. */
  begin: (pin: Pin, body: string, evidenceItem?: string) => Promise<boolean>
  answer: (thread: string, body: string, evidenceItem?: string) => Promise<boolean>
  resolve: (thread: string, isResolved: boolean) => Promise<boolean>
}

export function createThreadsStore(interview: string): ThreadsStore {
  const { comments } = trpcClient.review
  const store = createStore<ThreadsView>(() => ({ threads: null, failure: null, seenAtMs: readSeen(interview) }))
  let isAsked = false
  let asked: number | null = null
  let last = Promise.resolve()

  async function fetchThreads(): Promise<void> {
    isAsked = false
    try {
      store.setState({ threads: await comments.threads.query({ interview }), failure: null })
    } catch (error) {
      asked = null
      store.setState({ failure: failureText(error) })
    }
  }

  async function change(call: () => Promise<Threads>): Promise<boolean> {
    try {
      store.setState({ threads: await call(), failure: null })
      return true
    } catch (error) {
      toast.error(failureText(error))
      return false
    }
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    ask: (change) => {
      if (isAsked || (change !== null && change === asked)) return
      isAsked = true
      asked = change
      last = last.then(fetchThreads)
    },
    see: (threads) => {
      const newest = Math.max(0, ...commentsOf(threads).map(({ atMs }) => atMs))
      if (newest <= store.getState().seenAtMs) return
      store.setState({ seenAtMs: newest })
      keepSeen(interview, newest)
    },
    begin: ({ seq, target }, body, evidenceItem) =>
      change(() => comments.begin.mutate({ interview, seq, target, body, evidenceItem })),
    answer: (thread, body, evidenceItem) =>
      change(() => comments.answer.mutate({ interview, thread, body, evidenceItem })),
    resolve: (thread, isResolved) => change(() => comments.resolve.mutate({ interview, thread, isResolved })),
  }
}

const commentsOf = (threads: Threads | null): ThreadComment[] =>
  (threads?.threads ?? []).flatMap(({ comments }) => comments)

/** How many comments of others are newer than what was shown. */
export const unreadIn = ({ threads, seenAtMs }: ThreadsView): number =>
  commentsOf(threads).filter(({ author, atMs }) => !author.isYou && atMs > seenAtMs).length

const keyOf = (interview: string): string => `dryrun-comments-seen-${interview}`

function readSeen(interview: string): number {
  try {
    return Number(localStorage.getItem(keyOf(interview))) || 0
  } catch {
    return 0
  }
}

function keepSeen(interview: string, atMs: number): void {
  try {
    localStorage.setItem(keyOf(interview), String(atMs))
  } catch {
    // A full or forbidden store: in this page it counts all the same.
  }
}
