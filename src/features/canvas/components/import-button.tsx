'use client'

import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'

export interface ImportButtonProps {
  onImport: (file: File) => void
  /** No room for words. */
  isCompact?: boolean
}

/** Chooses a file to open; the palette has it too. */
export function ImportButton({ onImport, isCompact = false }: ImportButtonProps) {
  const file = useRef<HTMLInputElement>(null)
  usePaletteGroups(() => [
    {
      heading: 'Design',
      actions: [
        {
          id: 'design-import',
          label: 'Import a design or a drawing',
          keywords: ['open', 'file', 'mermaid', 'excalidraw', 'draw.io'],
          onSelect: () => file.current?.click(),
        },
      ],
    },
  ])
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".json,.mmd,.mermaid,.excalidraw,.drawio,.xml,.txt,.md"
        aria-label="Design file to open"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen) onImport(chosen)
          // The same file can be chosen again after it was mended.
          event.target.value = ''
        }}
      />
      {isCompact ? (
        <IconButton size="sm" label="Import a design or a drawing" onClick={() => file.current?.click()}>
          <Upload size={14} aria-hidden />
        </IconButton>
      ) : (
        <Button size="sm" variant="quiet" icon={<Upload size={14} aria-hidden />} onClick={() => file.current?.click()}>
          <span className="max-sm:sr-only">Import</span>
        </Button>
      )}
    </>
  )
}
