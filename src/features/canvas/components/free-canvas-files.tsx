'use client'

import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { type Design, emptyDesign } from '@/core/design/schema'
import type { ExportFormat } from '../export-formats'
import type { FiguresSource } from '../figures'
import type { KeptDesign } from '../kept-design'
import { useExport } from '../use-export'
import { useDesignFiles } from './use-design-files'
import { useDrawingPaste } from './use-drawing-paste'
import { useFileDrop } from './use-file-drop'

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

/** New, import and export, and the copy of a shared design that somebody brings along. */
export function FreeCanvasFiles({ kept, figures, onReplaced, children }: FreeCanvasFilesProps) {
  const current = () => kept.getState().design
  const files = useDesignFiles({
    current,
    onEdit: (edit) => {
      kept.edit(edit)
      return true
    },
    onUndo: kept.undo,
    onReplaced,
  })
  const exportAs = useExport(current, figures)
  const openCopy = useEffectEvent((design: Design) =>
    files.offer({ ok: true, format: 'Design file', design, guesses: [], notUnderstood: [] }, 'a shared design'),
  )
  useEffect(() => {
    void import('../handed-over').then(({ takeHandedOver }) => {
      const design = takeHandedOver(sessionStorage)
      if (design !== null) openCopy(design)
    })
  }, [])
  useFileDrop(files.open)
  useDrawingPaste(files.openText)
  return (
    <>
      {children({
        onTitle: (title) => kept.edit({ type: 'title-changed', title }),
        onNew: () => files.replace(emptyDesign('Untitled design'), 'Started an empty design'),
        onImport: files.open,
        onExport: exportAs,
      })}
      {files.dialogs}
    </>
  )
}
