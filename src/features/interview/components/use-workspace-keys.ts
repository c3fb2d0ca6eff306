'use client'

import { useEffect, useRef } from 'react'
import { STEP_IDS, type StepId } from '@/core/interview/outline'
import { pressed } from '@/features/canvas/pressed-key'
import type { ShortcutGroup } from '@/features/canvas/shortcut-registry'

export interface WorkspaceKeys {
  goToStep: (step: StepId) => void
  undo: () => void
  redo: () => void
  save: () => void
  panel: () => void
}

/** What works everywhere in an interview; the canvas adds its own. */
export const workspaceShortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Interview',
    shortcuts: [
      { label: 'First step … sixth step', keys: ['Alt+1', 'Alt+6'] },
      { label: 'Undo', keys: ['Ctrl+Z'] },
      { label: 'Redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
      { label: 'Guide and inspector', keys: ['Alt+0'] },
    ],
  },
  {
    title: 'Documents of rows',
    shortcuts: [
      { label: 'Next row (asks a question)', keys: ['Enter'] },
      { label: 'Next field', keys: ['Tab'] },
      { label: 'Remove an empty row', keys: ['Backspace'] },
      { label: 'Move the row', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
      { label: 'Row above or below', keys: ['ArrowUp', 'ArrowDown'] },
    ],
  },
]

const textSelector = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/** Keys of the workspace as a whole. What a field, a dialog or the canvas has taken for itself does not arrive here. */
export function useWorkspaceKeys(keys: WorkspaceKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      const action = actionOf(event, latest.current)
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actionOf(event: KeyboardEvent, keys: WorkspaceKeys): (() => void) | null {
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('[role=dialog]')) return null
  if (pressed(event, 'Ctrl+S')) return keys.save
  if (pressed(event, 'Alt+0')) return keys.panel
  const at = STEP_IDS.findIndex((_, index) => pressed(event, `Alt+${index + 1}`))
  const step = STEP_IDS[at]
  if (step) return () => keys.goToStep(step)
  const isInText = target?.closest(textSelector) !== null && target !== null
  // Fields of the interview's own document go back with it; a search field undoes its own typing.
  if (isInText && !target.closest('[data-undoable]')) return null
  if (pressed(event, 'Ctrl+Z')) return keys.undo
  return pressed(event, 'Ctrl+Shift+Z') || pressed(event, 'Ctrl+Y') ? keys.redo : null
}
