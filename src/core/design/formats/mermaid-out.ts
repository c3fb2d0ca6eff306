import { blockKind } from '@/core/blocks/registry'
import type { BlockTraits } from '@/core/blocks/block-kind'
import { blockName } from '@/core/design/block-name'
import { linkLabel } from '@/core/design/drawing/link-words'
import type { Design } from '@/core/design/schema'

/**
 * A design as a Mermaid flowchart. Blocks carry their kind as a class, so that it is read back without guessing; what a
 * flowchart cannot say (settings, traffic, objectives, faults) stays behind.
 */
export function toMermaid(design: Design): string {
  const names = namesOf(design)
  const lines = ['---', `title: ${yamlText(design.title)}`, '---', 'flowchart LR']
  for (const block of design.blocks) {
    const [open, close] = shapeOf(blockKind(block.kind).traits)
    const kind = /^[a-z][a-z0-9-]*$/.test(block.kind) ? `:::${block.kind}` : ''
    lines.push(
      `  ${names.get(block.id)}${open}"${mermaidText(clean(blockName(block)) || blockKind(block.kind).name)}"${close}${kind}`,
    )
  }
  for (const link of design.links) {
    const [from, to] = [names.get(link.from), names.get(link.to)]
    if (from === undefined || to === undefined) continue
    const label = linkLabel(link, design.requests)
    const arrow = link.mode === 'async' ? '-.->' : '-->'
    lines.push(`  ${from} ${arrow}${label === undefined ? '' : `|"${mermaidText(label)}"|`} ${to}`)
  }
  return `${lines.join('\n')}\n`
}

function shapeOf({ startsRequests, stores, buffers, balances, caches }: BlockTraits): readonly [string, string] {
  if (startsRequests) return ['([', '])']
  if (stores) return ['[(', ')]']
  if (buffers) return ['[[', ']]']
  if (balances) return ['{{', '}}']
  return caches ? ['(', ')'] : ['[', ']']
}

/** Words that mean something else in a flowchart, in any case of letters. */
const RESERVED = new Set(
  'end subgraph graph flowchart class classdef style linkstyle click direction default call href'.split(' '),
)

/** A name for each block that needs no quotes. */
function namesOf({ blocks }: Design): Map<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const { id } of blocks) {
    const plain = id.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '') || 'block'
    const stem = RESERVED.has(plain.toLowerCase()) || /^[xo]$/i.test(plain) ? `${plain}_block` : plain
    let name = stem
    for (let n = 2; taken.has(name); n += 1) name = `${stem}_${n}`
    taken.add(name)
    names.set(id, name)
  }
  return names
}

/** Everything that could be read as something else than a letter goes by its number: #60; is "<". */
const mermaidText = (text: string): string =>
  clean(text).replaceAll(/[^\p{L}\p{M}\p{N} .,:()+×·–≈/-]/gu, (char) => `#${char.codePointAt(0)};`) || ' '

/** JSON texts are YAML texts. */
const yamlText = (text: string): string => JSON.stringify(clean(text))

const clean = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
