import { useMemo, useState } from 'react'
import { Position } from 'reactflow'
import { blockKind } from '@/core/blocks/registry'
import type { Block, Design, Link } from '@/core/design/schema'
import type { Finding } from '@/core/design/report'
import { blockLabel, linkLabelSpoken } from '../accessible-names'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Places } from '@/core/design/drawing/geometry'
import { type PlacedLabel, placedLabels } from '@/core/design/drawing/link-labels'
import { titleOf, wiringOf } from '../wiring'
import type { BlockAlert, BlockFlowNode } from './block-node'
import type { LinkFlowEdge } from './link-edge'

/** Given, so that React Flow measures nothing: opening two thousand blocks takes a third of the time. */
const size = { width: BLOCK_WIDTH, height: BLOCK_HEIGHT, measured: { width: BLOCK_WIDTH, height: BLOCK_HEIGHT } }
const handles: BlockFlowNode['handles'] = [
  { type: 'target', position: Position.Left, x: 0, y: BLOCK_HEIGHT / 2, width: 0, height: 0 },
  { type: 'source', position: Position.Right, x: BLOCK_WIDTH, y: BLOCK_HEIGHT / 2, width: 0, height: 0 },
]
/** One tab stop for the canvas: what is inside is reached with the arrow keys. */
const blockAttributes = { tabIndex: -1, 'aria-roledescription': 'block', 'aria-describedby': undefined }
const linkAttributes = { tabIndex: -1, 'aria-roledescription': 'link', 'aria-describedby': undefined }

/** What was made for the last drawing, so that what has not changed stays the same object. */
interface Cache<T> {
  get: (id: string) => T | undefined
  keep: (made: ReadonlyMap<string, T>) => void
}

function newCache<T>(): Cache<T> {
  let kept: ReadonlyMap<string, T> = new Map()
  return {
    get: (id) => kept.get(id),
    keep: (made) => {
      kept = made
    },
  }
}

/** Blocks as React Flow wants them. A node stays the same object until something about its block changes. */
export function useBlockNodes(
  design: Design,
  places: Places,
  selected: ReadonlySet<string>,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
): BlockFlowNode[] {
  const [cache] = useState<Cache<{ block: Block; node: BlockFlowNode }>>(newCache)
  return useMemo(() => {
    const wiring = wiringOf(design)
    const alerts = alertsOf(findings)
    const now = new Map<string, { block: Block; node: BlockFlowNode }>()
    const nodes = design.blocks.map((block) => {
      const old = cache.get(block.id)
      const node = nodeOf(block, {
        place: places.get(block.id) ?? { x: 0, y: 0 },
        selected: selected.has(block.id),
        label: blockLabel(wiring, block.id),
        alert: alerts.get(block.id) ?? null,
        source: sources.get(block.id) ?? null,
        old,
        title: titleOf(wiring, block.id),
      })
      now.set(block.id, { block, node })
      return node
    })
    cache.keep(now)
    return nodes
  }, [cache, design, places, selected, findings, sources])
}

interface NodeFacts {
  place: { x: number; y: number }
  selected: boolean
  label: string
  alert: BlockAlert | null
  source: string | null
  title: string
  old: { block: Block; node: BlockFlowNode } | undefined
}

function nodeOf(block: Block, { place, selected, label: name, alert, source, title, old }: NodeFacts): BlockFlowNode {
  const sameData =
    old !== undefined &&
    old.block.kind === block.kind &&
    old.block.config === block.config &&
    old.node.data.title === title &&
    old.node.data.alert?.text === alert?.text &&
    old.node.data.source === source
  const label = source === null ? name : `${name}. From the estimates: ${source}`
  const ariaLabel = alert === null ? label : `${label}. ${alert.text.replaceAll('\n', ' ')}`
  if (sameData) {
    const { node } = old
    const samePlace = node.position.x === place.x && node.position.y === place.y
    if (samePlace && node.selected === selected && node.ariaLabel === ariaLabel) return node
    return { ...node, position: samePlace ? node.position : place, selected, ariaLabel }
  }
  const kind = blockKind(block.kind)
  return {
    id: block.id,
    type: 'block',
    position: place,
    selected,
    ariaLabel,
    ariaRole: 'group',
    domAttributes: blockAttributes,
    handles,
    ...size,
    data: { title, kindName: kind.name, summary: kind.summary(block.config ?? {}), icon: kind.icon, alert, source },
  }
}

const severities = ['info', 'warning', 'error'] as const

function alertsOf(findings: readonly Finding[]): Map<string, BlockAlert> {
  const alerts = new Map<string, BlockAlert>()
  for (const { blocks, severity, text } of findings) {
    for (const id of blocks) {
      const known = alerts.get(id)
      if (known === undefined) alerts.set(id, { severity, text })
      else {
        if (severities.indexOf(severity) > severities.indexOf(known.severity)) known.severity = severity
        known.text += `\n${text}`
      }
    }
  }
  return alerts
}

/**
 * Links as React Flow wants them; the same objects until something about them changes. `bundled`: only the chosen ones, as
 * all are drawn as one shape.
 */
export function useLinkEdges(
  design: Design,
  selected: ReadonlySet<string>,
  { places, readOnly, bundled }: { places: Places; readOnly: boolean; bundled: boolean },
): LinkFlowEdge[] {
  const [cache] = useState<Cache<{ link: Link; edge: LinkFlowEdge }>>(newCache)
  const edges = useMemo(() => {
    const wiring = wiringOf(design)
    const labels = placedLabels(design, places)
    const now = new Map<string, { link: Link; edge: LinkFlowEdge }>()
    const edges: LinkFlowEdge[] = []
    for (const link of design.links) {
      // A link to a block that is not there is a finding; there is no place to draw it.
      if (bundled && !selected.has(link.id)) continue
      if (!wiring.blocks.has(link.from) || !wiring.blocks.has(link.to)) continue
      const ariaLabel = linkLabelSpoken(wiring, link, design.requests)
      const label = labels.get(link.id)
      const old = cache.get(link.id)
      const isSelected = selected.has(link.id)
      const reconnectable = isSelected && !readOnly
      const same = old?.link === link && old.edge.ariaLabel === ariaLabel && isSameLabel(old.edge.data?.label, label)
      const edge: LinkFlowEdge =
        same && old.edge.selected === isSelected && old.edge.reconnectable === reconnectable
          ? old.edge
          : {
              id: link.id,
              type: 'link',
              source: link.from,
              target: link.to,
              selected: isSelected,
              reconnectable,
              ariaLabel,
              ariaRole: 'group',
              domAttributes: linkAttributes,
              data: same && old.edge.data ? old.edge.data : { label, dashed: link.mode === 'async' },
            }
      now.set(link.id, { link, edge })
      edges.push(edge)
    }
    cache.keep(now)
    return edges
  }, [cache, design, places, selected, readOnly, bundled])
  return useSameList(edges)
}

/** The same list for as long as it holds the same: for another one React Flow goes through all that it shows. */
function useSameList<T>(list: T[]): T[] {
  const [kept, setKept] = useState(list)
  const isSame = kept === list || (kept.length === list.length && kept.every((one, i) => one === list[i]))
  if (!isSame) setKept(list)
  return isSame ? kept : list
}

const isSameLabel = (a: PlacedLabel | undefined, b: PlacedLabel | undefined): boolean =>
  a?.text === b?.text && a?.share === b?.share
