'use client'

import { lazy, type ReactNode, Suspense, useEffect, useEffectEvent, useState } from 'react'
import type { ReadDesign } from '@/core/design/formats/read-foreign'
import { type Design, emptyDesign } from '@/core/design/schema'
import type { FileProblem } from '@/core/design/validate'
import { formatBytes } from '@/core/units/format'
import { toast } from '@/ui/toaster'
import { pasteEdit } from '../clipboard'
import type { ExportFormat } from '../export-formats'
import type { FiguresSource } from '../figures'
import type { KeptDesign } from '../kept-design'
import { useExport } from '../use-export'
import { ImportProblems } from './import-problems'
import { useDrawingPaste } from './use-drawing-paste'
import { useFileDrop } from './use-file-drop'

const ImportPreview = lazy(() => import('./import-preview').then((module) => ({ default: module.ImportPreview })))

/** Far above the largest design: 5 000 blocks and 20 000 links. */
const LARGEST_FILE_BYTES = 20e6

export interface FileActions {
  onTitle: (title: string) => void
  onNew: () => void
  onImport: (file: File) => void
  onExport: (format: ExportFormat) => void
}

interface FreeCanvasFilesProps {
  kept: KeptDesign
  figures: FiguresSource
  onReplaced: () => void
  children: (actions: FileActions) => ReactNode
}

type Readable = Extract<ReadDesign, { ok: true }>

interface Preview {
  read: Readable
  /** Where it comes from, in words. */
  source: string
}

/**
 * New, import and export. What is replaced can be had back by undoing, a bad file replaces nothing, and what was not wholly
 * understood is shown before it comes in.
 */
export function FreeCanvasFiles({ kept, figures, onReplaced, children }: FreeCanvasFilesProps) {
  const [problems, setProblems] = useState<readonly FileProblem[] | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)

  function replace(design: Design, words: string) {
    setPreview(null)
    kept.edit({ type: 'design-replaced', design })
    onReplaced()
    toast(words, { action: { label: 'Undo', onClick: kept.undo } })
  }
  function add({ design }: Readable) {
    setPreview(null)
    kept.edit(pasteEdit(kept.getState().design, design, placeBelow(kept.getState().design)))
    toast('Added to the design', { action: { label: 'Undo', onClick: kept.undo } })
  }
  function openText(text: string) {
    void import('../import-design')
      .then(({ importDesign }) => importDesign(text))
      .then((read) => {
        if (!read.ok) setProblems(read.problems)
        // A design file says all of itself: there is nothing to look at first.
        else if (read.format === 'Design file' && read.notUnderstood.length === 0)
          replace(read.design, openedWords(read))
        else setPreview({ read, source: read.format === 'Design file' ? 'a design file' : read.format })
      })
  }
  function open(file: File) {
    if (file.size > LARGEST_FILE_BYTES)
      setProblems([{ path: file.name, message: `is larger than ${formatBytes(LARGEST_FILE_BYTES)}: no design is.` }])
    else void file.text().then(openText)
  }
  const exportAs = useExport(() => kept.getState().design, figures)
  const openCopy = useEffectEvent((design: Design) => {
    const read: Readable = { ok: true, format: 'Design file', design, guesses: [], notUnderstood: [] }
    if (kept.getState().design.blocks.length === 0) replace(design, openedWords(read))
    else setPreview({ read, source: 'a shared design' })
  })
  useEffect(() => {
    void import('../handed-over').then(({ takeHandedOver }) => {
      const design = takeHandedOver(sessionStorage)
      if (design !== null) openCopy(design)
    })
  }, [])
  useFileDrop(open)
  useDrawingPaste(openText)
  return (
    <>
      {children({
        onTitle: (title) => kept.edit({ type: 'title-changed', title }),
        onNew: () => replace(emptyDesign('Untitled design'), 'Started an empty design'),
        onImport: open,
        onExport: exportAs,
      })}
      <ImportProblems problems={problems} onClose={() => setProblems(null)} />
      {preview && (
        <Suspense>
          <ImportPreview
            {...preview}
            hasDesign={kept.getState().design.blocks.length > 0}
            onReplace={() => replace(preview.read.design, openedWords(preview.read))}
            onAdd={() => add(preview.read)}
            onClose={() => setPreview(null)}
          />
        </Suspense>
      )}
    </>
  )
}

const openedWords = ({ design }: Readable): string => `Opened ${design.title || 'the design'}`

function placeBelow({ blocks }: Design): { x: number; y: number } {
  const placed = blocks.flatMap(({ x, y }) => (x === undefined || y === undefined ? [] : [{ x, y }]))
  if (placed.length === 0) return { x: 0, y: 0 }
  return { x: Math.min(...placed.map(({ x }) => x)), y: Math.max(...placed.map(({ y }) => y)) + 160 }
}
