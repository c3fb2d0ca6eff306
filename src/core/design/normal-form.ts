import type { Block, Design } from './schema'

/**
 * A design written the one way edits write it: an optional list or settings object that is empty is left out. Edits keep to
 * it, so that a design after an undo equals the one before the change in every part. Gives back the same object when
 * nothing had to change.
 */
export function normalForm(design: Design): Design {
  const next = { ...design }
  for (const key of ['regions', 'latencies', 'objectives', 'faults'] as const) {
    if (next[key]?.length === 0) delete next[key]
  }
  if (next.blocks.some((block) => normalBlock(block) !== block)) next.blocks = next.blocks.map(normalBlock)
  const changed = next.blocks !== design.blocks || Object.keys(next).length !== Object.keys(design).length
  return changed ? next : design
}

export function normalBlock(block: Block): Block {
  if (block.config === undefined || Object.keys(block.config).length > 0) return block
  const { config: _, ...rest } = block
  return rest
}
