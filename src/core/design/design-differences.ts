import { fieldInfo } from '@/core/blocks/field'
import { optionLabel } from '@/core/blocks/option-label'
import { blockKind, configOf } from '@/core/blocks/registry'
import { formatBytes } from '@/core/units/format-bytes'
import { formatDuration, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { blockName, blockNameIn } from './block-name'
import { objectiveSubject } from './describe'
import { canonical } from './hash'
import type { Block, Design, Fault, Link, Objective, RequestClass } from './schema'

/**
 * What differs between two designs, a line each: "API: instances 2 → 4", "Added Cache". Things are the same when their ids
 * are. Where blocks stand on the canvas and how the design is called makes no difference; a default is as good as the
 * same value written out.
 */
export function designDifferences(before: Design, after: Design): string[] {
  return [
    ...between(before.blocks, after.blocks, blockName, blockChanges),
    ...between(before.links, after.links, linkName(before, after), changesOf<Link>),
    ...between(before.requests, after.requests, (request) => request.name || request.id, changesOf<RequestClass>),
    ...between(before.objectives, after.objectives, objectiveName(before, after), changesOf<Objective>),
    ...between(before.faults, after.faults, (fault) => `fault ${fault.kind}`, changesOf<Fault>),
    ...changesOf({ regions: before.regions }, { regions: after.regions }),
    ...changesOf({ latencies: before.latencies }, { latencies: after.latencies }),
  ]
}

function between<T extends { id: string }>(
  before: readonly T[] = [],
  after: readonly T[] = [],
  name: (item: T) => string,
  changes: (old: T, next: T) => string[],
): string[] {
  const had = new Map(before.map((item) => [item.id, item]))
  const has = new Set(after.map(({ id }) => id))
  return [
    ...before.filter(({ id }) => !has.has(id)).map((item) => `Removed ${name(item)}`),
    ...after.flatMap((item) => {
      const old = had.get(item.id)
      return old === undefined
        ? [`Added ${name(item)}`]
        : changes(old, item).map((change) => `${name(item)}: ${change}`)
    }),
  ]
}

/** Both ends by name, as the newer design has them where it still does. */
const linkName = (before: Design, after: Design) => {
  const name = (id: string) => blockNameIn(after.blocks.some((block) => block.id === id) ? after : before, id)
  return (link: Link) => `link ${name(link.from)} → ${name(link.to)}`
}

const objectiveName = (before: Design, after: Design) => (objective: Objective) =>
  `objective ${objectiveSubject(objective, after.objectives?.includes(objective) ? after : before)}`

/** Without its place on the canvas, which is no part of how it works. */
const apartFromSettings = ({ x: _x, y: _y, config: _config, ...rest }: Block) => rest

function blockChanges(old: Block, next: Block): string[] {
  const label = (key: string) => settingOf(next.kind, key)?.label.toLowerCase() ?? words(key)
  const changes = changesOf(apartFromSettings(old), apartFromSettings(next))
  if (old.kind !== next.kind) return changes
  const settings = [old, next].map((block) => configOf(block) as Record<string, unknown>) as [Settings, Settings]
  return [...changes, ...changesOf(...settings, label)]
}

type Settings = Record<string, unknown>

/** What is said about one setting of a kind; undefined where the kind has no such setting. */
export function settingOf(kind: string, key: string) {
  const { config } = blockKind(kind)
  const shape = 'shape' in config ? (config.shape as Record<string, Parameters<typeof fieldInfo>[0]>) : {}
  return shape[key] && fieldInfo(shape[key])
}

/** Key by key; what a key holds may be a tree, of which only the branches that differ are told. */
function changesOf<T extends object>(old: T, next: T, label: (key: string) => string = words): string[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])] as (keyof T & string)[]
  return keys.flatMap((key) => {
    const [was, is] = [old[key] as unknown, next[key] as unknown]
    if (canonical(was) === canonical(is)) return []
    if (isTree(was) && isTree(is) && was.type === is.type)
      return changesOf(was, is).map((change) => `${label(key)} ${change}`)
    return [`${label(key)} ${valueText(key, was)} → ${valueText(key, is)}`]
  })
}

const isTree = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** "serviceTimeS" -> "service time": the unit is said by the value. */
const words = (key: string): string =>
  key
    .replace(/(?<=[a-z0-9])(S|PerS|Bytes)$/, '')
    .replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const LONGEST = 60

/** A value in the unit that ends the name of its key. */
function valueText(key: string, value: unknown): string {
  if (value === undefined) return 'not set'
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return numberText(key, value)
  if (typeof value === 'string') return key === 'name' ? `“${value}”` : optionLabel(value).toLowerCase()
  if (!isTree(value)) return cut(JSON.stringify(value))
  const { type, ...rest } = value
  const parts = Object.entries(rest).map(([inner, each]) => `${words(inner)} ${valueText(inner, each)}`)
  return cut([...(typeof type === 'string' ? [type] : []), ...parts].join(', '))
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

function numberText(key: string, value: number): string {
  if (key.endsWith('PerS')) return formatRate(value)
  if (/[a-z0-9]S$|^(serviceTime|waitLimit|latency|thinkTime|overhead)/.test(key)) return formatDuration(value)
  if (/bytes$/i.test(key)) return formatBytes(value)
  return /ratio$/i.test(key) ? formatRatio(value) : formatNumber(value, { scale: 'full' })
}
