'use client'

import { useEffect, useRef, useState } from 'react'
import { ShortcutSheet } from '@/features/canvas/components/shortcut-sheet'
import type { ShortcutGroup } from '@/features/canvas/shortcut-registry'
import { type CommandOverlay, showCommandOverlay } from '@/ui/command-overlay'
import type { PaletteAction } from '@/ui/commands'
import type { EverywhereProps } from './everywhere-actions'
import { EverywherePalette } from './everywhere-palette'

const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { label: 'Find any action, problem or block', keys: ['Ctrl+K'] },
      { label: 'This list', keys: ['?'] },
    ],
  },
]

export interface CommandOverlaysProps extends EverywhereProps {
  overlay: CommandOverlay
}

/** What opens over any screen, as long as it is open. Most people never ask for it: load it lazily. */
export function CommandOverlays({ overlay, ...everywhere }: CommandOverlaysProps) {
  const close = useGiveBack()
  return overlay === 'palette' ? (
    <EverywherePalette {...everywhere} onClose={close} />
  ) : (
    <ShortcutSheet everywhere={shortcuts} onClose={() => close(null)} />
  )
}

/** Closes, gives the focus back to where it was, and then does what was chosen: that may want the focus for itself. */
function useGiveBack(): (chosen: PaletteAction | null) => void {
  // as it was before what opens takes the focus
  const [before] = useState(() => document.activeElement)
  const chosen = useRef<PaletteAction | null>(null)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
      chosen.current?.onSelect()
    },
    [before],
  )
  return (action) => {
    chosen.current = action
    showCommandOverlay(null)
  }
}
