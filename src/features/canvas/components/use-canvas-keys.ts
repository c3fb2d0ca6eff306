import { type ClipboardEvent, type KeyboardEvent, useMemo } from 'react'
import { CLIPBOARD_TYPE, fragmentText, readFragment } from '../clipboard'
import { pressed } from '../pressed-key'
import { canvasCommands, commandById } from './canvas-commands'
import type { CanvasController } from './canvas-controller'

/** What was copied last on this page, for where the system's clipboard may not be read. */
let lastCopied: string | null = null

const isText = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

export interface CanvasKeys {
  run: (command: string) => void
  copy: (how: 'copy' | 'cut') => void
  paste: () => void
  handlers: {
    onKeyDown: (event: KeyboardEvent) => void
    onKeyUp: (event: KeyboardEvent) => void
    onBlur: () => void
    onCopy: (event: ClipboardEvent) => void
    onCut: (event: ClipboardEvent) => void
    onPaste: (event: ClipboardEvent) => void
  }
}

/** Keys and clipboard of the canvas. Nothing here is heard while a field of text has the focus. */
export function useCanvasKeys(canvas: CanvasController): CanvasKeys {
  return useMemo(() => {
    const run = (id: string) => commandById(id).run(canvas)

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.nativeEvent.isComposing || isText(event.target)) return
      const onPanel = event.target instanceof HTMLElement && event.target.closest('.react-flow__panel') !== null
      // Enter on a button of the toolbar presses the button.
      if (onPanel && !event.ctrlKey && !event.metaKey && event.key !== 'Escape' && event.key !== '?') return
      const command = canvasCommands.find(({ keys }) => keys.some((key) => pressed(event, key)))
      if (command === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (command.edits && canvas.readOnly) return
      if (!command.id.startsWith('nudge')) canvas.commitMoves()
      run(command.id)
    }

    function takeOut(event: ClipboardEvent, cutting: boolean) {
      if (isText(event.target) || canvas.selection.blocks.length === 0) return
      event.preventDefault()
      const fragment = canvas.chosenFragment()
      const text = fragmentText(canvas.design, fragment)
      lastCopied = text
      event.clipboardData.setData('text/plain', text)
      event.clipboardData.setData(CLIPBOARD_TYPE, text)
      if (cutting && !canvas.readOnly) canvas.remove()
      else canvas.say(`Copied ${fragment.blocks.length} block${fragment.blocks.length === 1 ? '' : 's'}`)
    }

    function putIn(text: string) {
      const fragment = readFragment(text)
      if (fragment === null)
        canvas.refuse('The clipboard holds no blocks: copy some here, or the text of a design file.')
      else canvas.paste(fragment, canvas.pointer === null ? null : canvas.flow.screenToFlowPosition(canvas.pointer))
    }

    function onPaste(event: ClipboardEvent) {
      if (isText(event.target) || canvas.readOnly) return
      event.preventDefault()
      const data = event.clipboardData
      putIn(data.getData(CLIPBOARD_TYPE) || data.getData('text/plain') || lastCopied || '')
    }

    return {
      run,
      copy: (how) => {
        canvas.focus.canvas()
        // The one way to the clipboard that also works on pages served without TLS.
        document.execCommand(how)
      },
      paste: () => {
        void readSystemClipboard().then((text) => putIn(text ?? lastCopied ?? ''))
      },
      handlers: {
        onKeyDown,
        onKeyUp: (event) => {
          if (event.key.startsWith('Arrow')) canvas.commitMoves()
        },
        onBlur: () => canvas.commitMoves(),
        onCopy: (event) => takeOut(event, false),
        onCut: (event) => takeOut(event, true),
        onPaste,
      },
    }
  }, [canvas])
}

/** Null where the page may not read it: no permission, or no TLS. */
async function readSystemClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return null
  }
}
