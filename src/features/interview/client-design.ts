'use client'

import { useSyncExternalStore } from 'react'
import { designComposer, isLinked, NOTHING_FED, type ReadFed } from '@/core/interview/compose-design'
import type { Sheet } from '@/core/estimate/sheet'
import { whenReachable } from '@/ui/fetched-part'

/*
 * What evaluates sheets is large, and a design needs it only where a cell is linked: it is fetched then, and an interview that
 * is opened with linked cells waits for it. Where the first link comes from another page, the design follows as soon as
 * it is here.
 */

let fedBy: ReadFed | null = null
const listeners = new Set<() => void>()

/** Fetches what evaluates linked cells. */
export const fetchLinkedCells = whenReachable(() =>
  import('@/core/interview/fed-by-sheet').then(({ fedBySheet }) => bringLinkedCells(fedBySheet)),
)

/** For parts of a page that bring along what evaluates sheets anyway. */
export function bringLinkedCells(read: ReadFed): void {
  fedBy = read
  for (const listener of listeners) listener()
}

/** Whether the design can be told without waiting for what evaluates this sheet. */
export const isAtHand = (sheet: Sheet): boolean => fedBy !== null || !isLinked(sheet)

/** The design of an interview, as core's `effectiveDesign` and `ownDesign` have it, in the pages where one works on it. */
export const { effectiveDesign, ownDesign } = designComposer((sheet) => {
  if (fedBy !== null) return fedBy(sheet)
  if (isLinked(sheet)) void fetchLinkedCells()
  return NOTHING_FED
})

/** Draws again when the linked cells have come. */
export function useLinkedCells(): void {
  useSyncExternalStore(listen, isHere, isHere)
}

const isHere = () => fedBy !== null
function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
