'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { pressed, type ShortcutGroup, useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { IconButton } from '@/ui/button'
import { type CommandOverlay, type PaletteAction, showCommandOverlay, useCommandOverlay } from '@/ui/commands'
import type { EverywhereProps } from './everywhere-actions'

const loadPalette = () => import('./everywhere-palette')
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.EverywherePalette })))
const loadSheet = () => import('@/features/canvas/components/shortcut-sheet')
const ShortcutSheet = lazy(() => loadSheet().then((module) => ({ default: module.ShortcutSheet })))

const loads: Record<CommandOverlay, () => Promise<unknown>> = { palette: loadPalette, shortcuts: loadSheet }

/** Fetches what may be wanted soon; if it does not come, it is asked for again when it is wanted. */
const ahead = (overlay: CommandOverlay) => void loads[overlay]().catch(() => undefined)
/** After the page itself has come. */
const AHEAD_AFTER_MS = 3000

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
  /** Fetches their code even if nobody asks: here people go on working without the server. */
  worksOffline: boolean
}

/** The keys of the palette and of the list of shortcuts. Their code comes when somebody is about to ask for it. */
export function FindAnything({ withButton, worksOffline, ...everywhere }: FindAnythingProps) {
  const overlay = useCommandOverlay()
  const close = useGiveBack(overlay !== null)
  const { loaded, failed } = useLoaded(overlay)
  useRegisteredShortcuts(shortcuts)
  useOverlayKeys()
  useBothAhead(worksOffline)
  return (
    <>
      {withButton && (
        <IconButton
          label="Find anything (Ctrl+K)"
          className="max-sm:hidden"
          onPointerEnter={() => ahead('palette')}
          onFocus={() => ahead('palette')}
          onClick={() => showCommandOverlay('palette')}
        >
          <Search size={16} aria-hidden />
        </IconButton>
      )}
      <Suspense>
        {overlay === 'palette' && loaded === overlay && <Palette {...everywhere} onClose={close} />}
        {overlay === 'shortcuts' && loaded === overlay && <ShortcutSheet open onClose={() => close(null)} />}
      </Suspense>
      {failed && (
        <p
          role="alert"
          className="fixed top-14 left-1/2 z-50 -translate-x-1/2 rounded-md border border-line bg-raised px-3 py-2 text-ink shadow-float"
        >
          This cannot be opened while the server cannot be reached.
        </p>
      )}
    </>
  )
}

const FAILURE_SHOWN_MS = 5000

/** Which overlay's code is there. One that does not come is closed again, and that is said for a while. */
function useLoaded(overlay: CommandOverlay | null) {
  const [loaded, setLoaded] = useState<CommandOverlay | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (overlay === null) return
    let isOver = false
    loads[overlay]().then(
      () => !isOver && setLoaded(overlay),
      () => {
        if (isOver) return
        showCommandOverlay(null)
        setFailed(true)
      },
    )
    return () => {
      isOver = true
    }
  }, [overlay])
  useEffect(() => {
    if (!failed) return
    const timer = setTimeout(() => setFailed(false), FAILURE_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [failed])
  return { loaded, failed }
}

function useBothAhead(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const timer = setTimeout(() => {
      ahead('palette')
      ahead('shortcuts')
    }, AHEAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isWanted])
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
      if (event.key === 'Control' || event.key === 'Meta') ahead('palette')
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
