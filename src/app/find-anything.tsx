'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useRef } from 'react'
import { pressed, type ShortcutGroup, useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { IconButton } from '@/ui/button'
import { type PaletteAction, showCommandOverlay, useCommandOverlay } from '@/ui/commands'
import type { EverywhereProps } from './everywhere-actions'

const loadPalette = () => import('./everywhere-palette')
const Palette = dynamic(() => loadPalette().then((module) => module.EverywherePalette), { ssr: false })
const ShortcutSheet = dynamic(
  () => import('@/features/canvas/components/shortcut-sheet').then((module) => module.ShortcutSheet),
  { ssr: false },
)

const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { label: 'Find any action, problem or block', keys: ['Ctrl+K'] },
      { label: 'This list', keys: ['?'] },
    ],
  },
]

export interface FindAnythingProps extends EverywhereProps {
  withButton: boolean
}

/** The keys of the palette and of the list of shortcuts. Their code comes when somebody is about to ask for it. */
export function FindAnything({ withButton, ...everywhere }: FindAnythingProps) {
  const overlay = useCommandOverlay()
  const close = useGiveBack(overlay !== null)
  useRegisteredShortcuts(shortcuts)
  useOverlayKeys()
  return (
    <>
      {withButton && (
        <IconButton
          label="Find anything (Ctrl+K)"
          className="max-sm:hidden"
          onPointerEnter={() => void loadPalette()}
          onFocus={() => void loadPalette()}
          onClick={() => showCommandOverlay('palette')}
        >
          <Search size={16} aria-hidden />
        </IconButton>
      )}
      {overlay === 'palette' && <Palette {...everywhere} onClose={close} />}
      {overlay === 'shortcuts' && <ShortcutSheet open onClose={() => close(null)} />}
    </>
  )
}

/** Closes, gives the focus back to where it was, and then does what was chosen: that may want the focus for itself. */
function useGiveBack(isOpen: boolean): (chosen: PaletteAction | null) => void {
  const chosen = useRef<PaletteAction | null>(null)
  useEffect(() => {
    if (!isOpen) return
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
      const action = chosen.current
      chosen.current = null
      action?.onSelect()
    }
  }, [isOpen])
  return (action) => {
    chosen.current = action
    showCommandOverlay(null)
  }
}

const textSelector = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]'

function useOverlayKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // Whoever presses Ctrl may be about to press K: then the palette is there when they go on typing.
      if (event.key === 'Control' || event.key === 'Meta') void loadPalette()
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof HTMLElement ? event.target : null
      const isFree = !target?.closest(`${textSelector}, [role=dialog]`)
      const wanted = pressed(event, 'Ctrl+K') ? 'palette' : isFree && pressed(event, '?') ? 'shortcuts' : null
      if (wanted === null) return
      event.preventDefault()
      showCommandOverlay(wanted)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
