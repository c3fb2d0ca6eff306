'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import { beginAsGuest } from '@/features/account/sign-in'
import { isAppError, trpcClient } from '@/features/transport/trpc-client'
import { flushDrafts } from '@/ui/use-draft'
import type { KeptSheet } from './kept-sheet'
import type { SheetSave } from './mutations'
import {
  digestOf,
  HOME_KEY,
  keepHome,
  noHome,
  putAside,
  readAside,
  readHome,
  type SheetAside,
  type SheetHome,
} from './sheet-home'

export interface SheetHomeControl {
  home: SheetHome
  /** Something is written that no save has. */
  hasUnsaved: boolean
  setTitle: (title: string) => void
  /** Saves what is here, in the place of its last save or as a sheet of its own. @throws what the server answers */
  save: (how?: 'again' | 'as-new') => Promise<SheetSave>
  /** Shows another sheet; what was here is put aside. */
  open: (other: SheetAside) => void
  /** Whether a sheet was put aside. */
  canGoBack: boolean
  /** Changes places with the sheet that was put aside. */
  goBack: () => void
}

/** Where the sheet of this browser stands on the server, if it does. Several tabs have one sheet and one home. */
export function useSheetHome(kept: KeptSheet, sheet: Sheet): SheetHomeControl {
  const [keeper] = useState(() => new HomeKeeper(kept))
  const home = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read)
  const canGoBack = useSyncExternalStore(keeper.subscribe, keeper.canGoBack, keeper.canGoBack)
  useEffect(() => keeper.follow(), [keeper])
  const hasUnsaved = useMemo(
    () => sheet.cells.length > 0 && home.saved?.digest !== digestOf(home.title, sheet),
    [home, sheet],
  )
  return {
    home,
    hasUnsaved,
    canGoBack,
    setTitle: keeper.setTitle,
    save: keeper.save,
    open: keeper.open,
    goBack: keeper.goBack,
  }
}

class HomeKeeper {
  private home = readHome(localStorage)
  private isAside = readAside(localStorage) !== null
  private readonly listeners = new Set<() => void>()

  constructor(private readonly kept: KeptSheet) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
  read = (): SheetHome => this.home
  canGoBack = (): boolean => this.isAside

  /** Takes over what other tabs do, until the returned function is called. */
  follow = (): (() => void) => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === HOME_KEY || key === null) this.set(readHome(localStorage))
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  }

  setTitle = (title: string): void => this.keep({ ...this.home, title })

  save = async (how: 'again' | 'as-new' = 'again'): Promise<SheetSave> => {
    flushDrafts()
    // Whoever works without an account becomes a guest; whoever is signed in stays who they are.
    await beginAsGuest()
    const { sheet } = this.kept.getState()
    const { title, saved } = this.home
    const wanted = { title: title.trim() || 'Untitled estimates', sheet }
    const save =
      saved === null || how === 'as-new'
        ? await trpcClient.estimates.create.mutate(wanted)
        : await trpcClient.estimates.update
            .mutate({ id: saved.id, rev: saved.rev, ...wanted })
            .catch((error: unknown) => {
              // The sheet is gone, or belongs to somebody who used this browser before.
              if (!isAppError(error) || error.data?.code !== 'NOT_FOUND') throw error
              return trpcClient.estimates.create.mutate(wanted)
            })
    const digest = digestOf(wanted.title, sheet)
    this.keep({ title: wanted.title, saved: { id: save.id, rev: save.rev, digest } })
    return save
  }

  open = (other: SheetAside): void => {
    flushDrafts()
    const { sheet } = this.kept.getState()
    if (sheet.cells.length > 0) this.isAside = putAside(localStorage, { sheet, home: this.home })
    this.kept.open(other.sheet)
    this.keep(other.home)
  }

  goBack = (): void => {
    const aside = readAside(localStorage)
    if (aside) this.open(aside)
  }

  private keep(home: SheetHome): void {
    keepHome(localStorage, home)
    this.set(home)
  }

  private set(home: SheetHome): void {
    this.home = home ?? noHome
    for (const listener of this.listeners) listener()
  }
}
