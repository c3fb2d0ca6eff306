'use client'

import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'

/** Typing is handed on after a pause this long, so that one change of mind is one change of the document. */
const DRAFT_PAUSE_MS = 500

const pendingFlushes = new Set<() => void>()

/** Hands on everything typed and not yet handed on. Call it before anything that reads or rewinds the document. */
export function flushDrafts(): void {
  for (const flush of pendingFlushes) flush()
}

if (typeof document !== 'undefined') {
  // Capturing, so that what is typed reaches the document before whoever sends it away when the tab hides.
  document.addEventListener('visibilitychange', flushDrafts, { capture: true })
  window.addEventListener('pagehide', flushDrafts, { capture: true })
}

export interface Draft {
  text: string
  setText: (text: string) => void
  /** Hands on at once what is typed, if anything is. */
  flush: () => void
  /** Forgets what is typed and not handed on. */
  discard: () => void
}

/**
 * The text of a field whose document lives elsewhere: shows `value`, keeps what is typed until a pause, a blur, an
 * unmount or a hidden tab, then calls `onCommit` with it.
 */
export function useDraft(value: string, onCommit: (text: string) => void): Draft {
  const [keeper] = useState(() => new DraftKeeper())
  const typed = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read)
  useLayoutEffect(() => keeper.attach(value, onCommit))
  useEffect(() => keeper.flush, [keeper])
  return { text: typed ?? value, setText: keeper.type, flush: keeper.flush, discard: keeper.discard }
}

/** What is typed in one field and not yet handed on; null when nothing is. */
class DraftKeeper {
  private typed: string | null = null
  private value = ''
  private onCommit: (text: string) => void = () => {}
  private timer: ReturnType<typeof setTimeout> | undefined
  private listeners = new Set<() => void>()

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  read = () => this.typed

  attach(value: string, onCommit: (text: string) => void) {
    this.value = value
    this.onCommit = onCommit
  }

  type = (text: string) => {
    this.typed = text
    pendingFlushes.add(this.flush)
    clearTimeout(this.timer)
    this.timer = setTimeout(this.flush, DRAFT_PAUSE_MS)
    this.tell()
  }

  flush = () => {
    const typed = this.typed
    this.discard()
    if (typed !== null && typed !== this.value) this.onCommit(typed)
  }

  discard = () => {
    clearTimeout(this.timer)
    pendingFlushes.delete(this.flush)
    if (this.typed === null) return
    this.typed = null
    this.tell()
  }

  private tell() {
    for (const listener of this.listeners) listener()
  }
}
