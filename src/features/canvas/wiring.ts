import { blockName } from '@/core/design/block-name'
import type { Block, Design, Link } from '@/core/design/schema'

/** A design indexed for drawing and walking: look-ups that would else be searches through every link. */
export interface Wiring {
  blocks: ReadonlyMap<string, Block>
  links: ReadonlyMap<string, Link>
  /** Links that leave a block, and links that reach it, in the order of the design. */
  out: ReadonlyMap<string, readonly Link[]>
  in: ReadonlyMap<string, readonly Link[]>
  /** Place in the document: figures are kept in arrays in this order. */
  blockIndex: ReadonlyMap<string, number>
  linkIndex: ReadonlyMap<string, number>
}

const known = new WeakMap<Design['blocks'], WeakMap<Design['links'], Wiring>>()

/** Designs are immutable: the index of one pair of lists is made once. */
export function wiringOf(design: Pick<Design, 'blocks' | 'links'>): Wiring {
  let byLinks = known.get(design.blocks)
  if (byLinks === undefined) known.set(design.blocks, (byLinks = new WeakMap()))
  let wiring = byLinks.get(design.links)
  if (wiring === undefined) byLinks.set(design.links, (wiring = index(design)))
  return wiring
}

function index({ blocks, links }: Pick<Design, 'blocks' | 'links'>): Wiring {
  const out = new Map<string, Link[]>(blocks.map((block) => [block.id, []]))
  const into = new Map<string, Link[]>(blocks.map((block) => [block.id, []]))
  for (const link of links) {
    out.get(link.from)?.push(link)
    into.get(link.to)?.push(link)
  }
  return {
    blocks: new Map(blocks.map((block) => [block.id, block])),
    links: new Map(links.map((link) => [link.id, link])),
    out,
    in: into,
    blockIndex: new Map(blocks.map((block, i) => [block.id, i])),
    linkIndex: new Map(links.map((link, i) => [link.id, i])),
  }
}

/** What a block is called on the screen; the id itself for a block that is gone. */
export function titleOf(wiring: Wiring, id: string): string {
  const block = wiring.blocks.get(id)
  return block === undefined ? id : blockName(block)
}
