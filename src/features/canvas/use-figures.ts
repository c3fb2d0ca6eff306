'use client'

import { useEffect, useState } from 'react'
import type { Preview } from '@/core/design/preview'
import type { Report, Trace } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { CanvasWork } from './canvas-work'
import { Figures, type FiguresSource } from './figures'
import { showPreview } from './preview-figures'
import { showReport } from './report-figures'

/** `report` is null where there is none of just this design. */
export interface RunToShow {
  report: Report | null
  /** Seconds of simulated time; null for the whole run. */
  atS: number | null
  trace: Trace | null
}

/**
 * The figures to show on a canvas: of a run when there is one of just this design (at the moment `atS`, or of the whole
 * run, with the way of a request that is followed), else of the instant preview. One source for the life of the component: only its numbers change.
 */
export function useFigures(design: Design, { report, atS, trace }: RunToShow): FiguresSource {
  const [shown] = useState(() => new ShownFigures())
  useEffect(() => shown.show(design, { report, atS, trace }), [shown, design, report, atS, trace])
  useEffect(() => () => shown.work.dispose(), [shown])
  return shown.figures
}

class ShownFigures {
  readonly figures = new Figures()
  readonly work = new CanvasWork()
  private previewed: { design: Design; preview: Preview } | null = null

  show(design: Design, { report, atS, trace }: RunToShow): void {
    // a run that measured nothing knows less than the preview
    if (report !== null && report.simulatedS > 0) return showReport(this.figures, design, { report, atS, trace })
    const { previewed } = this
    // A move or a new name changes no figure.
    if (previewed !== null && sameLoad(previewed.design, design))
      return showPreview(this.figures, design, previewed.preview)
    this.work.preview(design, (preview) => {
      this.previewed = { design, preview }
      showPreview(this.figures, design, preview)
    })
  }
}

/** Whether two designs differ only in what no figure depends on: places, names, objectives, faults. */
function sameLoad(a: Design, b: Design): boolean {
  if (a.links !== b.links || a.requests !== b.requests || a.regions !== b.regions || a.latencies !== b.latencies)
    return false
  return (
    a.blocks.length === b.blocks.length &&
    a.blocks.every((block, i) => {
      const other = b.blocks[i]!
      return (
        block === other ||
        (block.id === other.id &&
          block.kind === other.kind &&
          block.config === other.config &&
          block.region === other.region &&
          block.zone === other.zone)
      )
    })
  )
}
