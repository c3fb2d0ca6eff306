'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/*
 * What can be done where one is, for the palette that finds it by a few letters. Whatever is on the screen offers its own
 * actions here for as long as it is there; the palette, which comes later and lazily, asks for them when it opens.
 */

export interface PaletteAction {
  /** Of two actions with one id, the one that was offered first counts: a screen's own way to do what works anywhere. */
  id: string
  label: string
  /** Other words by which it is found. */
  keywords?: readonly string[]
  icon?: ReactNode
  /** Shown at the right: a shortcut, a figure. */
  hint?: string
  onSelect: () => void
}

export interface PaletteGroup {
  heading: string
  /** Comes after everything else, until it is searched for. */
  isMinor?: boolean
  actions: readonly PaletteAction[]
}

type MakeGroups = () => readonly PaletteGroup[]

const offers = new Set<{ current: MakeGroups }>()

/** Offers actions for as long as the component is there. `make` is called when the palette opens, not before. */
export function usePaletteGroups(make: MakeGroups): void {
  const latest = useRef(make)
  useEffect(() => {
    latest.current = make
  })
  useEffect(() => {
    offers.add(latest)
    return () => void offers.delete(latest)
  }, [])
}

/** Everything that is offered now. */
export const offeredGroups = (): PaletteGroup[] => [...offers].flatMap(({ current }) => current())
