import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { ROUNDINGS } from '@/core/units/rounding'

/*
 * How one person likes to see figures. Not part of the sheet: the same sheet says the same to everybody, is graded the
 * same, and two people who look at it may each round it their own way.
 */
export const HAND_ROUNDINGS = ['one-figure', 'two-figures', 'one-or-three', 'power-of-ten'] as const

const settingsSchema = z.object({
  /** Null: three figures, as everywhere. */
  rounding: z.enum(ROUNDINGS).nullable(),
  handy: z.boolean(),
  byHand: z.enum(HAND_ROUNDINGS).nullable(),
  /** The worst cases beside the 90 % band. */
  bounds: z.boolean(),
})
export type DisplaySettings = z.infer<typeof settingsSchema>

export const plainDisplay: DisplaySettings = { rounding: null, handy: false, byHand: null, bounds: false }

const KEY = 'dryrun-estimates-display'
let current: DisplaySettings | null = null
const listeners = new Set<() => void>()

function read(): DisplaySettings {
  if (current) return current
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    current = parsed.success ? parsed.data : plainDisplay
  } catch {
    current = plainDisplay
  }
  return current
}

export function setDisplay(part: Partial<DisplaySettings>): void {
  current = { ...read(), ...part }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const useDisplay = (): DisplaySettings => useSyncExternalStore(subscribe, read, () => plainDisplay)
