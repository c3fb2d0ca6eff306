'use client'

import { useEffect } from 'react'
import { pressed } from '@/features/canvas/pressed-key'
import { type ShortcutGroup, useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { type ReplayPlayer, SPEEDS } from '../replay-player'

/** Events that Shift with an arrow goes by. */
const FAR = 10

const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Replay',
    shortcuts: [
      { label: 'Play or stop', keys: ['Space'] },
      { label: 'Event before or after', keys: ['ArrowLeft', 'ArrowRight'] },
      { label: `${FAR} events before or after`, keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
      { label: 'First or last event', keys: ['Home', 'End'] },
      { label: 'Slower or faster', keys: ['[', ']'] },
      { label: SPEEDS.map((speed) => `${speed}×`).join(', '), keys: ['1', String(SPEEDS.length)] },
    ],
  },
]

/** What has keys of its own: there these stay what they are. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable], [role=tab], [role=dialog], [role=menu], [role=listbox], [role=slider]:not([data-replay])'
/** What Space presses. */
const PRESSED_BY_SPACE = 'button, a, summary, [role=button]'

/** Keys of the time axis, wherever the focus is, unless what has it needs them itself. */
export function useReplayKeys(player: ReplayPlayer): void {
  useRegisteredShortcuts(shortcuts)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (target?.closest(OWN_KEYS)) return
      const action = actionOf(event, player)
      if (!action || (event.key === ' ' && target?.closest(PRESSED_BY_SPACE))) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [player])
}

function actionOf(event: KeyboardEvent, player: ReplayPlayer): (() => void) | null {
  const { speed, replay } = player.getState()
  const at = SPEEDS.indexOf(speed)
  if (event.key === ' ' && !event.ctrlKey && !event.altKey && !event.metaKey) return player.toggle
  if (pressed(event, 'ArrowRight')) return () => player.goBy(1)
  if (pressed(event, 'ArrowLeft')) return () => player.goBy(-1)
  if (pressed(event, 'Shift+ArrowRight')) return () => player.goBy(FAR)
  if (pressed(event, 'Shift+ArrowLeft')) return () => player.goBy(-FAR)
  if (pressed(event, 'Home')) return () => player.goTo(1)
  if (pressed(event, 'End')) return () => player.goTo(replay.lastSeq)
  if (pressed(event, '[')) return () => player.setSpeed(SPEEDS[Math.max(0, at - 1)]!)
  if (pressed(event, ']')) return () => player.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, at + 1)]!)
  const chosen = SPEEDS.find((_, i) => pressed(event, String(i + 1)))
  return chosen === undefined ? null : () => player.setSpeed(chosen)
}
