import { useEffect } from 'react'

/** How the text of a drawing of another program begins: Mermaid, draw.io (also as it is copied there), Excalidraw. */
const DRAWING =
  /^\s*(?:(?:---\n[\s\S]{0,2000}?\n---\s*)?(?:%%[^\n]*\n\s*)*(?:graph|flowchart)\s|<\?xml|<mxfile|<mxGraphModel|%3CmxGraphModel|\{\s*"type":\s*"excalidraw)/

/** Hands on a drawing of another program that is pasted anywhere on the page but into a field. */
export function useDrawingPaste(onDrawing: (text: string) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isField = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isField || !DRAWING.test(text)) return
      event.preventDefault()
      // The canvas knows only its own blocks.
      event.stopPropagation()
      onDrawing(text)
    }
    window.addEventListener('paste', onPaste, { capture: true })
    return () => window.removeEventListener('paste', onPaste, { capture: true })
  }, [onDrawing])
}
