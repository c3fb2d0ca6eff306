'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createThreadsStore, type ThreadsStore, type ThreadsView } from '../comments/threads-store'

/** How often an open panel asks for what others wrote when nobody tells it. */
const ASK_AGAIN_MS = 15_000

const ThreadsContext = createContext<ThreadsStore | null>(null)

/** The comments of an interview, for everything inside: they are fetched once something shows them. */
export function ThreadsProvider({ interviewId, children }: { interviewId: string; children: ReactNode }) {
  const [store] = useState(() => createThreadsStore(interviewId))
  return <ThreadsContext value={store}>{children}</ThreadsContext>
}

function useThreadsStore(): ThreadsStore {
  const store = useContext(ThreadsContext)
  if (!store) throw new Error('this component needs to stand inside a ThreadsProvider')
  return store
}

/** A part of the comments, which are asked for now and whenever `changes` is another number. */
export function useThreads<T>(select: (view: ThreadsView) => T, changes: number | null = null): T {
  const store = useThreadsStore()
  useEffect(() => store.ask(changes), [store, changes])
  return useStore(store, select)
}

const all = (view: ThreadsView): ThreadsView => view

/**
 * The comments where all of them are shown: from then on none of them is new. Where nobody tells of changes (null), they are
 * asked for every few seconds.
 */
export function useShownThreads(changes: number | null = null): ThreadsView & { store: ThreadsStore } {
  const store = useThreadsStore()
  const view = useThreads(all, changes)
  const isTold = changes !== null
  useEffect(() => {
    if (isTold) return
    const timer = setInterval(() => document.visibilityState === 'visible' && store.ask(null), ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [store, isTold])
  useEffect(() => store.see(view.threads), [store, view.threads])
  return { ...view, store }
}
