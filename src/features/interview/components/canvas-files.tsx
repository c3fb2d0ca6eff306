'use client'

import type { DesignEdit } from '@/core/design/edits'
import type { Design } from '@/core/design/schema'
import { importedDesign } from '@/core/interview/design-import'
import { ExportMenu } from '@/features/canvas/components/export-menu'
import { ImportButton } from '@/features/canvas/components/import-button'
import { useDesignFiles } from '@/features/canvas/components/use-design-files'
import { useDrawingPaste } from '@/features/canvas/components/use-drawing-paste'
import { useFileDrop } from '@/features/canvas/components/use-file-drop'
import type { FiguresSource } from '@/features/canvas/figures'
import { useExport } from '@/features/canvas/use-export'
import type { StepProps } from './step-props'
import { ownDesign } from '../client-design'

interface CanvasExportProps {
  state: StepProps['state']
  /** What the canvas shows, and its figures. */
  design: Design
  figures: FiguresSource
}

/** The design of an interview as a file. What the interviewer threw in is in pictures of it, and in no file that comes back. */
export function CanvasExport({ state, design, figures }: CanvasExportProps) {
  const exportAs = useExport((format) => (format === 'json' ? ownDesign(state).design : design), figures)
  return <ExportMenu onExport={exportAs} isOverCanvas />
}

interface CanvasImportProps extends Omit<StepProps, 'isReadOnly'> {
  undo: () => void
  onReplaced: () => void
}

/** A design or a drawing that comes into an interview, as one change of it. */
export function CanvasImport({ state, dispatch, undo, onReplaced }: CanvasImportProps) {
  const files = useDesignFiles({
    current: () => state.design,
    onEdit: (edit: DesignEdit) => dispatch({ type: 'design-edited', edit }),
    onUndo: undo,
    onReplaced,
    prepare: (design) => importedDesign(state, ownDesign(state), design),
  })
  useFileDrop(files.open)
  useDrawingPaste(files.openText)
  return (
    <>
      <ImportButton onImport={files.open} isCompact />
      {files.dialogs}
    </>
  )
}
