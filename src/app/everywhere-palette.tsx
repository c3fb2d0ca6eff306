'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionPalette } from '@/ui/action-palette'
import { offeredGroups, type PaletteAction, type PaletteGroup } from '@/ui/commands'
import { type EverywhereProps, everywhereActions } from './everywhere-actions'

export interface EverywherePaletteProps extends EverywhereProps {
  onClose: (chosen: PaletteAction | null) => void
}

/** Finds any action, problem or block: first what the screen offers, then what works everywhere. */
export function EverywherePalette({ onClose, ...everywhere }: EverywherePaletteProps) {
  const router = useRouter()
  const [groups] = useState(() =>
    firstOfEach([...offeredGroups(), ...everywhereActions(everywhere, (path) => router.push(path))]),
  )
  return <ActionPalette groups={groups} placeholder="Find an action, a problem, a block" onClose={onClose} />
}

function firstOfEach(groups: readonly PaletteGroup[]): PaletteGroup[] {
  const seen = new Set<string>()
  const inOrder = [...groups.filter(({ isMinor }) => !isMinor), ...groups.filter(({ isMinor }) => isMinor)]
  return inOrder.map((group) => ({
    ...group,
    actions: group.actions.filter(({ id }) => !seen.has(id) && seen.add(id)),
  }))
}
