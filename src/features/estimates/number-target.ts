import { useSyncExternalStore } from 'react'
import type { OfferedQuantity } from '@/core/estimate/insert-quantity'

/*
 * The sheet on the screen, for the panel of reference numbers that stands beside it somewhere else in the page: where a
 * number goes that is picked there, and when somebody at the sheet asks for the panel.
 */

/** `caret`: into the cell that is worked on, if there is one; `new-cell`: after it. */
export type InsertPlace = 'caret' | 'new-cell'

export interface NumberTarget {
  /** What the cell that is worked on is called; null while there is none. */
  title: string | null
  insert: (quantity: OfferedQuantity, place: InsertPlace) => void
  /** Gives the focus back to where it was in the sheet. */
  focus: () => void
}

let target: NumberTarget | null = null
let asked = 0
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says where numbers go from now on; null when the sheet leaves or is only read. */
export function offerNumberTarget(next: NumberTarget | null): void {
  if (next === target) return
  target = next
  tell()
}

export const useNumberTarget = (): NumberTarget | null =>
  useSyncExternalStore(
    subscribe,
    () => target,
    () => null,
  )

/** Asks the panel, also one that is about to open, to take the focus. */
export function askForNumbers(): void {
  asked += 1
  tell()
}

/** How often the panel was asked for; `answered` counts what a panel has followed, so that it does so once. */
let answered = 0
export const useNumbersAsked = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => asked > answered,
    () => false,
  )
export function answerNumbers(): void {
  answered = asked
}
