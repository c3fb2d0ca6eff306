'use client'

import { useEffect, useRef, useState } from 'react'

/** Simulated seconds a second. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const
export type Speed = (typeof SPEEDS)[number]

/** How often to look whether the next step has come, ms. */
const LOOK_EVERY_MS = 40

export interface Playback {
  playing: boolean
  speed: Speed
  setSpeed: (speed: Speed) => void
  toggle: () => void
  pause: () => void
}

interface Steps {
  /** Of the moment that is shown; null for the whole run. */
  step: number | null
  steps: number
  stepS: number
  onStep: (step: number) => void
}

/**
 * Goes through the steps of a run by the clock on the wall. It only chooses which step is shown: what a step says was
 * written down by the run.
 */
export function usePlayback({ step, steps, stepS, onStep }: Steps): Playback {
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(4)
  const latest = useRef({ step, onStep })
  useEffect(() => {
    latest.current = { step, onStep }
  })
  useEffect(() => {
    if (!playing) return
    let shown = latest.current.step ?? 0
    let atS = shown * stepS
    let lookedMs = performance.now()
    const timer = setInterval(() => {
      const nowMs = performance.now()
      // somebody has gone elsewhere: go on from there
      if (latest.current.step !== null && latest.current.step !== shown) atS = latest.current.step * stepS
      atS += ((nowMs - lookedMs) / 1000) * speed
      lookedMs = nowMs
      const next = Math.min(steps - 1, Math.floor(atS / stepS))
      if (next !== latest.current.step) latest.current.onStep(next)
      shown = next
      if (next === steps - 1) setPlaying(false)
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [playing, speed, stepS, steps])

  function toggle() {
    if (!playing && (step === null || step === steps - 1)) onStep(0)
    setPlaying(!playing)
  }
  return { playing, speed, setSpeed, toggle, pause: () => setPlaying(false) }
}
