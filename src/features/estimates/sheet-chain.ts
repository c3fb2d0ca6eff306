'use client'

import { createContext, useContext } from 'react'
import type { SheetFinding } from '@/core/chain/chain'
import type { Design } from '@/core/design/schema'
import type { CellLink } from '@/core/estimate/sheet'
import type { LinkConflict } from '@/core/interview/compose-design'

/** The design that a sheet is about, as far as its cells are concerned. By the id of the cell. */
export interface SheetChain {
  design: Design
  conflicts: ReadonlyMap<string, LinkConflict>
  findings: ReadonlyMap<string, readonly SheetFinding[]>
  /** Goes to the place in the design that a cell feeds. */
  show: (link: CellLink) => void
  /** Goes to the blocks that a finding is about. */
  showBlocks: (blocks: readonly string[]) => void
}

/** Null where a sheet stands alone. */
export const SheetChainContext = createContext<SheetChain | null>(null)

export const useSheetChain = (): SheetChain | null => useContext(SheetChainContext)
