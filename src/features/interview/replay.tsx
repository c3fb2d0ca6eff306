'use client'

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type ClockReading, readClock } from '@/core/interview/clock'
import { outlineFor } from '@/core/interview/outline'
import type { PlacedEvent } from '@/core/interview/replay'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { InterviewState } from '@/core/interview/state'
import { type AxisNote, createReplayPlayer, type ReplayPlayer, type ReplayView } from './replay-player'

const PlayerContext = createContext<ReplayPlayer | null>(null)

export interface ReplayProviderProps {
  /** The log, from its first event on. */
  events: readonly PlacedEvent[]
  /** The event that is shown first. */
  seq: number
  /** What is shown there first; else what the event changed. */
  thing?: ChangeTarget
  children: ReactNode
}

/** An interview that is looked back at. Everything inside knows the moment that is shown, and can lead to another. */
export function ReplayProvider({ events, seq, thing, children }: ReplayProviderProps) {
  const [player] = useState(() => createReplayPlayer(events, seq, thing))
  const isPlaying = useStore(player, (view) => view.isPlaying)
  useEffect(() => (isPlaying ? everyFrame(player.frame) : undefined), [isPlaying, player])
  return <PlayerContext value={player}>{children}</PlayerContext>
}

function everyFrame(work: (nowMs: number) => void): () => void {
  let frame = requestAnimationFrame(function next(nowMs) {
    work(nowMs)
    frame = requestAnimationFrame(next)
  })
  return () => cancelAnimationFrame(frame)
}

/** What goes to another moment, plays and pins: `goTo(seq, target)` also shows a thing there. */
export function useReplayPlayer(): ReplayPlayer {
  const player = useContext(PlayerContext)
  if (!player) throw new Error('this component needs to stand inside a ReplayProvider')
  return player
}

/** Whether this stands inside an interview that is looked back at. */
export const useIsReplay = (): boolean => useContext(PlayerContext) !== null

/** A part of what is shown; drawn again when that part is another object. */
export function useReplay<T>(select: (view: ReplayView) => T): T {
  return useStore(useReplayPlayer(), select)
}

export interface ReplayMoment {
  /** The event that has just happened. */
  seq: number
  /** When it happened, ms since 1970 by the server. */
  atMs: number
  /** The interview after it. */
  state: InterviewState
}

/** The moment that is shown: another object with each event, not with each frame. */
export function useReplayMoment(): ReplayMoment {
  const replay = useReplay((view) => view.replay)
  const seq = useReplay((view) => view.seq)
  const state = useReplay((view) => view.state)
  return useMemo(() => ({ seq, atMs: replay.atMs(seq), state }), [replay, seq, state])
}

/** What whoever looks has chosen: a block, a line, a cell ...; null where it is the moment as a whole. */
export function useChosenThing(): ChangeTarget | null {
  return useReplay((view) => view.chosen)
}

/** Puts marks on the axis as long as the component is there. `owner` tells one source of marks from another. */
export function useAxisNotes(owner: string, notes: readonly AxisNote[]): void {
  const { setNotes } = useReplayPlayer()
  useEffect(() => {
    setNotes(owner, notes)
    return () => setNotes(owner, [])
  }, [setNotes, owner, notes])
}

/** Most drawings of the clock a second, however fast it plays. */
const CLOCKS_A_SECOND = 4

/** The clock of the interview as it stood at the moment, in whole seconds. */
export function useReplayClock(): ClockReading {
  const { clock, minutes } = useReplay((view) => view.state)
  const atMs = useReplay((view) => {
    const startMs = view.axis.fromMs
    const stepMs = 1000 * (view.isPlaying ? Math.max(1, view.speed / CLOCKS_A_SECOND) : 1)
    return startMs + Math.floor((view.atMs - startMs) / stepMs) * stepMs
  })
  return readClock({ clock, minutes }, outlineFor(minutes), Math.max(clock.lastAtMs, atMs))
}
