export type ExportFormat = 'json' | 'png' | 'svg' | 'mermaid' | 'excalidraw'

/** What leaves the canvas, in the order of the menu. */
export const EXPORT_FORMATS: readonly { format: ExportFormat; label: string; hint: string; keywords: string[] }[] = [
  { format: 'json', label: 'Design file', hint: '.json', keywords: ['download', 'save', 'file', 'json'] },
  { format: 'png', label: 'Picture', hint: '.png', keywords: ['png', 'image'] },
  { format: 'svg', label: 'Picture to scale', hint: '.svg', keywords: ['svg', 'image', 'vector'] },
  { format: 'mermaid', label: 'Mermaid', hint: '.mmd', keywords: ['flowchart', 'text'] },
  { format: 'excalidraw', label: 'Excalidraw', hint: '.excalidraw', keywords: ['drawing'] },
]
