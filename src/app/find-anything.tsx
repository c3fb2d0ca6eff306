'use client'

import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { pressed } from '@/features/canvas/pressed-key'
import { IconButton } from '@/ui/button'
import { showCommandOverlay, useCommandOverlay } from '@/ui/command-overlay'
import { useFetchedAhead } from '@/ui/use-fetched-ahead'
import type { EverywhereProps } from './everywhere-actions'

const load = async () => (await import('./command-overlays')).CommandOverlays

/** Fetches what may be wanted soon; if it does not come, it is asked for again when it is wanted. */
const ahead = () => void load().catch(() => undefined)
export interface FindAnythingProps extends EverywhereProps {
  withButton: boolean
  /** Fetches their code even if nobody asks: here people go on working without the server. */
  worksOffline: boolean
}

/** The keys of the palette and of the list of shortcuts. Their code comes when somebody is about to ask for it. */
export function FindAnything({ withButton, worksOffline, ...everywhere }: FindAnythingProps) {
  const overlay = useCommandOverlay()
  const { CommandOverlays, failed } = useLoaded(overlay !== null)
  useOverlayKeys()
  useFetchedAhead(worksOffline, load)
  return (
    <>
      {withButton && (
        <IconButton
          label="Find anything (Ctrl+K)"
          className="max-sm:hidden"
          onPointerEnter={ahead}
          onFocus={ahead}
          onClick={() => showCommandOverlay('palette')}
        >
          <Search size={16} aria-hidden />
        </IconButton>
      )}
      {overlay && CommandOverlays && <CommandOverlays {...everywhere} overlay={overlay} />}
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

/** What shows the overlays, once it was wanted and came. If it does not come, they are closed again, and that is said for a while. */
function useLoaded(isWanted: boolean) {
  const [CommandOverlays, setLoaded] = useState<Awaited<ReturnType<typeof load>> | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (!isWanted || CommandOverlays) return
    load().then(
      (loaded) => setLoaded(() => loaded),
      () => {
        showCommandOverlay(null)
        setFailed(true)
      },
    )
  }, [isWanted, CommandOverlays])
  useEffect(() => {
    if (!failed) return
    const timer = setTimeout(() => setFailed(false), FAILURE_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [failed])
  return { CommandOverlays, failed }
}

const textSelector = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]'

function useOverlayKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // Whoever presses Ctrl may be about to press K: then the palette is there when they go on typing.
      if (event.key === 'Control' || event.key === 'Meta') ahead()
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
