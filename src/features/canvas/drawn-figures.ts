import type { DrawnFigures } from '@/core/design/drawing/draw-design'
import type { Design } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { type FiguresSource, linkRateOf } from './figures'
import { liveLine, linkWidth } from './live-line'

/** Figures as a picture shows them: the lines that stand on the blocks of the canvas now. */
export function drawnFigures(design: Design, figures: FiguresSource): DrawnFigures {
  const lines = design.blocks.flatMap(({ id }) => {
    const row = figures.blockRow(id)
    return row < 0 ? [] : [[id, liveLine(figures, row)] as const]
  })
  const widths = design.links.map(({ id }) => [id, linkWidth(linkRateOf(figures, id) ?? Number.NaN)] as const)
  return { lines: new Map(lines), linkWidths: new Map(widths) }
}

/** Where the figures come from, in a line. */
export function figuresCaption({ approximate, atS }: FiguresSource): string {
  if (approximate) return 'Figures are of the instant preview, and approximate.'
  return atS === null ? 'Figures are of a run.' : `Figures are of a run, at ${formatDuration(atS)}.`
}
