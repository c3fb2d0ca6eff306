'use client'

import { useEffect, useState } from 'react'
import { previewDesign } from '@/core/design/preview'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { Figures, type FiguresSource } from './figures'
import { showPreview } from './preview-figures'
import { showReport } from './report-figures'

/**
 * The figures to show on a canvas: of a run when there is one of just this design (at the moment `atS`, or of the whole
 * run), else of the instant preview. One source for the life of the component: only its numbers change.
 */
export function useFigures(design: Design, report: Report | null, atS: number | null): FiguresSource {
  const [figures] = useState(() => new Figures())
  useEffect(() => {
    if (report !== null) showReport(figures, design, report, atS)
    else showPreview(figures, design, previewDesign(design))
  }, [figures, design, report, atS])
  return figures
}
