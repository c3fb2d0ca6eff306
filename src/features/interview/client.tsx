'use client'

import { createContext, type ReactNode, use, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { useStore } from 'zustand'
import { type ClockReading, readClock } from '@/core/interview/clock'
import type { EffectiveDesign } from '@/core/interview/compose-design'
import { outlineFor } from '@/core/interview/outline'
import { failureText, isAppError, keepaliveClient, trpcClient } from '@/features/transport/trpc-client'
import { effectiveDesign, fetchLinkedCells, isAtHand, useLinkedCells } from './client-design'
import { newEventId } from './event-id'
import { indexedOutbox } from './indexed-outbox'
import { createInterviewStore, type InterviewStore, type InterviewView } from './interview-store'
import type { Transport } from './interview-sync'
import { isTabAlive, joinTabs, showTabAlive } from './open-tabs'
import { memoryOutbox, withFallback } from './outbox'
import { browserClocks, ServerClock } from './server-clock'
import { createLiveRoom, type LiveRoom, type LiveView } from './live/live-room'
import type { OpenStream } from './live/live-link'
import type { OpenInterview } from './sync-types'
import { failureOf } from './transport-failure'

const StoreContext = createContext<InterviewStore | null>(null)
const RoomContext = createContext<LiveRoom | null>(null)

export interface InterviewProviderProps {
  opened: OpenInterview
  /** An interviewer may do other things than the owner; both see the same. */
  as?: 'owner' | 'interviewer'
  children: ReactNode
}

/** The interview that this page is about. Everything inside can read it, and change what `as` may. */
export function InterviewProvider({ opened, as = 'owner', children }: InterviewProviderProps) {
  if (!isAtHand(opened.state.sheet)) use(fetchLinkedCells())
  const [page] = useState(() => openPage(opened, as))
  useEffect(() => page.connect(), [page])
  return (
    <StoreContext value={page.store}>
      <RoomContext value={page.room}>{children}</RoomContext>
    </StoreContext>
  )
}

export function useLiveRoom(): LiveRoom {
  const room = useContext(RoomContext)
  if (!room) throw new Error('this component needs to stand inside an InterviewProvider')
  return room
}

/** A part of who else is there; drawn again when that part is another object. */
export function useLive<T>(select: (view: LiveView) => T): T {
  return useStore(useLiveRoom(), select)
}

export function useInterviewStore(): InterviewStore {
  const store = useContext(StoreContext)
  if (!store) throw new Error('this component needs to stand inside an InterviewProvider')
  return store
}

/** A part of the interview; drawn again when that part is another object. */
export function useInterview<T>(select: (view: InterviewView) => T): T {
  return useStore(useInterviewStore(), select)
}

/** The design that counts: linked cells and objectives from requirements included. The same object until it changes. */
export function useEffectiveDesign(): EffectiveDesign {
  useLinkedCells()
  return useInterview((view) => effectiveDesign(view.state))
}

/** The clock of the interview, read again every second by the server's time. */
export function useInterviewClock(): ClockReading {
  const store = useInterviewStore()
  const clock = useInterview((view) => view.state.clock)
  const minutes = useInterview((view) => view.state.minutes)
  const nowMs = useSyncExternalStore(
    onEverySecond,
    () => Math.floor(store.serverNowMs() / 1000) * 1000,
    () => clock.lastAtMs,
  )
  return readClock({ clock, minutes }, outlineFor(minutes), Math.max(nowMs, clock.lastAtMs))
}

/** Asks often enough that no second is shown late by more than a quarter. */
const LOOK_MS = 250

function onEverySecond(look: () => void): () => void {
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}

const TICK_MS = 1000

const later = (delayMs: number, work: () => void) => {
  const timer = setTimeout(work, delayMs)
  return () => clearTimeout(timer)
}

function openPage(opened: OpenInterview, role: 'owner' | 'interviewer') {
  const { id } = opened
  const tab = newEventId()
  const outbox = withFallback(indexedOutbox(), memoryOutbox(), () => {
    toast.warning('This browser keeps nothing on this device', {
      // long enough to be read by somebody who is writing
      duration: 20_000,
      description:
        'Changes are still saved on the server, but do not close this page while it says “Saving” or “Offline”.',
    })
  })
  const tabs: { announce: (seq: number) => void } = { announce: () => undefined }
  const store = createInterviewStore({
    opened,
    role,
    tab,
    outbox,
    transport: browserTransport,
    clock: new ServerClock(browserClocks, opened.serverNowMs),
    newId: newEventId,
    random: Math.random,
    later,
    isTabAlive,
    announce: (seq) => tabs.announce(seq),
    messages: {
      onRefused: (reason) => toast.error(reason),
      onUndone: (what) => toast.message(what, { duration: 2000 }),
    },
  })
  const room = createLiveRoom({
    openStream: streamOf(id, tab),
    seq: () => store.sync.seq,
    later,
    random: Math.random,
    onEvents: (events) => store.sync.hear(events),
    tellPlace: (place) => trpcClient.live.place.mutate({ id, page: tab, place }),
  })
  const connect = () => {
    const joined = joinTabs(id, (seq) => store.sync.heard(seq))
    tabs.announce = joined.announce
    const release = showTabAlive(tab)
    const disconnect = listen(store)
    const unwatch = whileSeen(room)
    void store.sync.start()
    return () => {
      unwatch()
      store.sync.leave()
      store.sync.stop()
      disconnect()
      release()
      joined.leave()
    }
  }
  return { store, room, connect }
}

/**
 * Holds the stream open while the page is looked at: a browser has few connections to one server, and a hidden page asks
 * for what it missed when it is shown again.
 */
function whileSeen(room: LiveRoom): () => void {
  const look = () => (document.visibilityState === 'visible' ? room.start() : room.stop())
  const ended = new AbortController()
  document.addEventListener('visibilitychange', look, { signal: ended.signal })
  window.addEventListener('online', look, { signal: ended.signal })
  look()
  return () => {
    ended.abort()
    room.stop()
  }
}

const streamOf =
  (id: string, page: string): OpenStream =>
  (seq, events) => {
    let close: (() => void) | null = null
    let isClosed = false
    const failed = (error: unknown) => events.ended(browserTransport.failure(error))
    import('@/features/transport/stream-client').then(({ streamClient }) => {
      if (isClosed) return
      const subscription = streamClient.live.follow.subscribe(
        { id, seq, page },
        {
          onData: ({ data }) => events.message(data),
          onError: failed,
          onComplete: () => events.ended(null),
        },
      )
      close = () => subscription.unsubscribe()
    }, failed)
    return () => {
      isClosed = true
      close?.()
    }
  }

/** Passes on what the browser says about the page and the network. */
function listen({ sync }: InterviewStore): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const visible = () => (document.visibilityState === 'visible' ? void sync.refresh() : sync.leave())
  document.addEventListener('visibilitychange', visible, { signal })
  window.addEventListener('pagehide', () => sync.leave(), { signal })
  window.addEventListener('focus', () => void sync.refresh(), { signal })
  window.addEventListener('online', () => void sync.refresh(), { signal })
  window.addEventListener('offline', () => sync.lostNetwork(), { signal })
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') sync.tick()
  }, TICK_MS)
  return () => {
    clearInterval(timer)
    ended.abort()
  }
}

const browserTransport: Transport = {
  append: (call) => trpcClient.interview.append.mutate(call),
  appendOnLeaving: (call) => keepaliveClient.interview.append.mutate(call),
  since: (call) => trpcClient.interview.since.query(call),
  open: (id) => trpcClient.interview.get.query({ id }),
  failure: (error) => failureOf(isAppError(error) ? (error.data?.code ?? null) : null, failureText(error)),
}
