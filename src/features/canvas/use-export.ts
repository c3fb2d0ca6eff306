'use client'

import { useCallback } from 'react'
import type { Design } from '@/core/design/schema'
import { toast } from '@/ui/toaster'
import { downloadFile } from '@/ui/files'
import { shownTheme } from '@/ui/theme-switch'
import type { ExportFormat } from './export-formats'
import type { FiguresSource } from './figures'

/** Hands the person a design in a format, with the figures that the canvas shows. The code of a format comes when it is asked for. */
export function useExport(
  design: (format: ExportFormat) => Design,
  figures: FiguresSource,
): (format: ExportFormat) => void {
  return useCallback(
    (format) => {
      void import('./export-design')
        .then(({ exportDesign }) => exportDesign(format, { design: design(format), figures, theme: shownTheme() }))
        .then(({ name, contents }) => downloadFile(contents, name))
        .catch((error: unknown) =>
          toast.error(`Not exported: ${error instanceof Error ? error.message : 'it failed'}.`),
        )
    },
    [design, figures],
  )
}
