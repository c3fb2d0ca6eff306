import { useEffect } from 'react'
import { pressed } from '../pressed-key'

/** Undo and redo from anywhere on the page except fields of text, which undo their own typing. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const inText = event.target instanceof Element && event.target.closest('input, textarea, select') !== null
      if (event.defaultPrevented || inText) return
      const action = pressed(event, 'Ctrl+Z')
        ? undo
        : pressed(event, 'Ctrl+Shift+Z') || pressed(event, 'Ctrl+Y')
          ? redo
          : null
      if (action === null) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [undo, redo])
}
