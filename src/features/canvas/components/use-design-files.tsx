'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import type { ReadDesign } from '@/core/design/formats/read-foreign'
import type { Design } from '@/core/design/schema'
import type { FileProblem } from '@/core/design/validate'
import { formatBytes } from '@/core/units/format-bytes'
import { toast } from '@/ui/toaster'
import { pasteEdit } from '../clipboard'
import { ImportProblems } from './import-problems'
import type { ImportLoss } from './import-preview'

const ImportPreview = lazy(() => import('./import-preview').then((module) => ({ default: module.ImportPreview })))

/** Far above the largest design: 5 000 blocks and 20 000 links. */
const LARGEST_FILE_BYTES = 20e6

export type ReadableDesign = Extract<ReadDesign, { ok: true }>

export interface DesignFilesOptions {
  /** What is on the canvas. */
  current: () => Design
  /** Does one edit; false where it is refused, of which the person has been told. */
  onEdit: (edit: DesignEdit) => boolean
  onUndo: () => void
  /** The whole design is another one. */
  onReplaced: () => void
  /** What a design becomes where it comes in, and what is lost by replacing what is there; without it, itself and nothing. */
  prepare?: (design: Design) => { design: Design; losses: readonly ImportLoss[] }
}

export interface DesignFiles {
  open: (file: File) => void
  openText: (text: string) => void
  /** At once, with a way back. */
  replace: (design: Design, words: string) => void
  /** Asked about first wherever there is something that it would replace. */
  offer: (read: ReadableDesign, source: string) => void
  /** To be drawn somewhere. */
  dialogs: ReactNode
}

interface Preview {
  read: ReadableDesign
  /** Where it comes from, in words. */
  source: string
}

/**
 * Designs that come in: each is one edit that can be undone, a bad file changes nothing, and what was not wholly understood, or
 * would be lost, is shown before.
 */
export function useDesignFiles({ current, onEdit, onUndo, onReplaced, prepare }: DesignFilesOptions): DesignFiles {
  const [problems, setProblems] = useState<readonly FileProblem[] | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const prepared = (design: Design) => prepare?.(design) ?? { design, losses: [] }
  const undo = { label: 'Undo', onClick: onUndo }

  function replace(design: Design, words: string) {
    setPreview(null)
    if (!onEdit({ type: 'design-replaced', design: prepared(design).design })) return
    onReplaced()
    toast(words, { action: undo })
  }
  function add({ design }: ReadableDesign) {
    setPreview(null)
    if (onEdit(pasteEdit(current(), design, placeBelow(current())))) toast('Added to the design', { action: undo })
  }
  function openText(text: string) {
    void import('../import-design')
      .then(({ importDesign }) => importDesign(text))
      .then((read) => {
        if (!read.ok) setProblems(read.problems)
        // A design file says all of itself: there is nothing to look at first.
        else if (read.format === 'Design file' && read.notUnderstood.length + prepared(read.design).losses.length === 0)
          replace(read.design, openedWords(read))
        else setPreview({ read, source: read.format === 'Design file' ? 'a design file' : read.format })
      })
  }
  function open(file: File) {
    if (file.size > LARGEST_FILE_BYTES)
      setProblems([{ path: file.name, message: `is larger than ${formatBytes(LARGEST_FILE_BYTES)}: no design is.` }])
    else void file.text().then(openText)
  }
  const dialogs = (
    <>
      <ImportProblems problems={problems} onClose={() => setProblems(null)} />
      {preview && (
        <Suspense>
          <ImportPreview
            {...preview}
            losses={prepared(preview.read.design).losses}
            hasDesign={current().blocks.length > 0}
            onReplace={() => replace(preview.read.design, openedWords(preview.read))}
            onAdd={() => add(preview.read)}
            onClose={() => setPreview(null)}
          />
        </Suspense>
      )}
    </>
  )
  function offer(read: ReadableDesign, source: string) {
    if (current().blocks.length === 0) replace(read.design, openedWords(read))
    else setPreview({ read, source })
  }
  return { open, openText, replace, offer, dialogs }
}

const openedWords = ({ design }: ReadableDesign): string => `Opened ${design.title || 'the design'}`

function placeBelow({ blocks }: Design): { x: number; y: number } {
  const placed = blocks.flatMap(({ x, y }) => (x === undefined || y === undefined ? [] : [{ x, y }]))
  if (placed.length === 0) return { x: 0, y: 0 }
  return { x: Math.min(...placed.map(({ x }) => x)), y: Math.max(...placed.map(({ y }) => y)) + 160 }
}
