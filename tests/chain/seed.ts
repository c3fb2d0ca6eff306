import type { Finding } from '@/core/design/report'
import type { Block, Design, Objective, RequestClass } from '@/core/design/schema'
import type { Cell } from '@/core/estimate/sheet'
import type { Entity } from '@/core/interview/items'

/** A worked interview with one thing changed, and what somebody who knows the trade finds contradictory about it. */
export interface Seed {
  name: string
  problem: 'shortener' | 'chat' | 'timeline'
  reference: 'good' | 'good-2' | 'medium'
  /** New sources of cells, by name; null takes one away. */
  cells?: Readonly<Record<string, string | null>>
  /** More cells, after the others. Links of the reference's own cells are taken off: what the canvas holds stands still. */
  add?: readonly Omit<Cell, 'id'>[]
  design?: (design: Design) => Design
  entities?: (entities: Entity[]) => Entity[]
  /** What the report of a run says the canvas costs; unknown unless given. */
  costPerMonthUsd?: number
  /** Rules that must find something; none for a sheet and a design that agree. */
  expect: readonly Finding['id'][]
}

type Change = (design: Design) => Design

export const all =
  (...changes: Change[]): Change =>
  (design) =>
    changes.reduce((changed, change) => change(changed), design)

export const block =
  (id: string, config: NonNullable<Block['config']>): Change =>
  (design) => ({
    ...design,
    blocks: changed(design.blocks, id, (old) => ({ ...old, config: { ...old.config, ...config } })),
  })

export const request =
  (id: string, patch: Partial<RequestClass>): Change =>
  (design) => ({ ...design, requests: changed(design.requests, id, (old) => ({ ...old, ...patch })) })

export const rate = (id: string, ratePerS: number): Change => request(id, { arrivals: { type: 'poisson', ratePerS } })

export const objective =
  (added: Objective): Change =>
  (design) => ({ ...design, objectives: [...(design.objectives ?? []), added] })

export const entity =
  (name: string, patch: Partial<Entity>) =>
  (entities: Entity[]): Entity[] =>
    entities.map((old) => (old.name === name ? { ...old, ...patch } : old))

/** A change that hits nothing would be a seed that tests nothing. */
function changed<T extends { id: string }>(list: readonly T[], id: string, change: (old: T) => T): T[] {
  if (!list.some((each) => each.id === id)) throw new Error(`there is no ${id} to change`)
  return list.map((each) => (each.id === id ? change(each) : each))
}
