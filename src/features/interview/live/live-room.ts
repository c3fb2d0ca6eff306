import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LoggedEvent } from '../sync-types'
import type { Place } from './live-input'
import { type Ended, LiveLink, type LiveLinkParts } from './live-link'
import type { LiveMessage, Presence } from './live-message'

/** Who else is there, as far as this page knows. */
export interface LiveView {
  isOpen: boolean
  /** The other side: for the owner the interviewers, for an interviewer the owner. */
  others: readonly Presence[]
  /** How often something was, or may have been, new among the comments. */
  comments: number
  /** Null while something comes, or may in a moment. */
  ended: Ended | null
}

export interface LiveRoomParts extends Pick<LiveLinkParts, 'openStream' | 'seq' | 'later' | 'random'> {
  onEvents: (events: readonly LoggedEvent[]) => void
  tellPlace: (place: Place) => Promise<unknown>
}

/** Places are told no more often than this, ms. */
const TELL_MS = 250
/** ... and at least this often, so that who goes without a word is missed, ms. */
const REPEAT_MS = 25_000
const MISSED_MS = 60_000

export interface LiveRoom extends Pick<StoreApi<LiveView>, 'getState' | 'getInitialState' | 'subscribe'> {
  start: () => void
  stop: () => void
  /** Where the person of this page is now. */
  setPlace: (place: Place) => void
}

/** The stream of one page: passes events on, and keeps who else is there. */
export function createLiveRoom({ onEvents, tellPlace, ...parts }: LiveRoomParts): LiveRoom {
  const store = createStore<LiveView>(() => ({ isOpen: false, others: [], comments: 0, ended: null }))
  const timers = new Map<string, () => void>()
  let place: Place | null = null
  let callOff: (() => void) | null = null

  const tell = (delayMs: number) => {
    callOff?.()
    callOff = parts.later(delayMs, () => {
      callOff = null
      const { isOpen, others } = store.getState()
      if (!isOpen || !place) return
      // not told is not lost: it is told again, and what it is about may have changed by then
      tellPlace(place).catch(() => undefined)
      if (others.length > 0) tell(REPEAT_MS)
    })
  }
  const forget = (page: string) => {
    timers.get(page)?.()
    timers.delete(page)
    store.setState(({ others }) => ({ others: others.filter((other) => other.page !== page) }))
  }
  const see = (presence: Presence) => {
    const { page } = presence
    const isNew = !timers.has(page)
    timers.get(page)?.()
    timers.set(
      page,
      parts.later(MISSED_MS, () => forget(page)),
    )
    store.setState(({ others }) => ({
      others: isNew
        ? [...others, presence]
        : others.map((other) => (other.page === page ? moved(other, presence) : other)),
    }))
    if (isNew) tell(0)
  }
  const take = (message: LiveMessage) => {
    if (message.type === 'events') onEvents(message.events)
    else if (message.type === 'here') see(message.presence)
    else if (message.type === 'gone') forget(message.page)
    else store.setState(({ comments }) => ({ comments: comments + 1 }))
  }
  const link = new LiveLink({
    ...parts,
    onMessage: take,
    onOpened: () => {
      store.setState({ isOpen: true, ended: null })
      tell(0)
    },
    onLost: (ended) => {
      for (const page of timers.keys()) forget(page)
      // what was said of the end stays until something comes again
      store.setState((view) => ({ isOpen: false, ended: ended ?? view.ended }))
    },
  })

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: () => link.start(),
    stop: () => {
      callOff?.()
      link.stop()
    },
    setPlace: (next) => {
      if (place && isSamePlace(place, next)) return
      place = next
      // nobody there: it is told to whoever comes
      if (store.getState().others.length > 0) tell(TELL_MS)
    },
  }
}

/** Whoever stays where they were is at the same object: screens look for what is another one. */
function moved(before: Presence, now: Presence): Presence {
  const { at } = before.place
  return isSameThing(at, now.place.at) ? { ...now, place: { ...now.place, at } } : now
}

const isSameThing = (a: Place['at'], b: Place['at']) => a?.kind === b?.kind && a?.id === b?.id

function isSamePlace(a: Place, b: Place): boolean {
  return a.step === b.step && a.isTyping === b.isTyping && isSameThing(a.at, b.at)
}
