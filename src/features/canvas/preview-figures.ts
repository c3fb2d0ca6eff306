import { blockKind } from '@/core/blocks/registry'
import type { Preview, PreviewBlock } from '@/core/design/preview'
import type { Block, Design } from '@/core/design/schema'
import type { BlockState } from '@/core/design/drawing/block-states'
import type { Figures } from './figures'
import { SATURATED_FROM } from './report-figures'

/** Turned away in the long run; less than this is the rounding of a formula. */
const DROPPING_FROM = 0.0005

/** Writes the figures of the instant preview: approximate, and there while one draws. */
export function showPreview(figures: Figures, design: Design, preview: Preview): void {
  figures.reset(design, true)
  for (const [row, block] of design.blocks.entries()) {
    const known = preview.blocks[block.id]
    if (known === undefined) continue
    figures.setBlock(row, {
      utilisation: known.utilisation,
      arrivalsPerS: known.arrivalsPerS,
      queueLength: known.queueLength,
      hitRatio: known.hitRatio,
      state: stateOf(block, known),
    })
  }
  for (const [row, link] of design.links.entries()) {
    const known = preview.links[link.id]
    if (known !== undefined) figures.setLink(row, known.callsPerS)
  }
  figures.publish()
}

function stateOf(
  block: Block,
  { utilisation, peakUtilisation, rejectRatio, queueLength, arrivalsPerS }: PreviewBlock,
): BlockState {
  const { traits } = blockKind(block.kind)
  // a queue whose length has no end is a backlog that nobody works off
  if (traits.buffers && queueLength === null && (arrivalsPerS ?? 0) > 0) return 'lagging'
  if ((rejectRatio ?? 0) > DROPPING_FROM) return traits.limits ? 'limiting' : 'dropping'
  return Math.max(utilisation ?? 0, peakUtilisation ?? 0) >= SATURATED_FROM ? 'saturated' : 'calm'
}
