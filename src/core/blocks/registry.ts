import type { BlockKind } from './block-kind'
import { cache } from './cache/cache'
import { cdn } from './cdn/cdn'
import { client } from './client/client'
import { database } from './database/database'
import { dns } from './dns/dns'
import { loadBalancer } from './load-balancer/load-balancer'
import { queue } from './queue/queue'
import { rateLimiter } from './rate-limiter/rate-limiter'
import { service } from './service/service'
import { shardRouter } from './shard-router/shard-router'
import { unknown } from './unknown/unknown'
import { worker } from './worker/worker'

/** A kind whose functions take a block's raw `config` from the design file: defaults are filled in for what it leaves out. */
export type RegisteredKind = BlockKind<unknown> &
  Required<Pick<BlockKind<unknown>, 'looksAtLoad' | 'waitLimitS' | 'division' | 'holds'>>

/** Every kind a person can place, in the order of the palette. */
export const blockKinds: readonly RegisteredKind[] = [
  registered(client),
  registered(dns),
  registered(loadBalancer),
  registered(rateLimiter),
  registered(service),
  registered(cache),
  registered(cdn),
  registered(database),
  registered(shardRouter),
  registered(queue),
  registered(worker),
]

const unknownKind = registered(unknown)
const kindsById = new Map(blockKinds.map((kind) => [kind.kind, kind]))

/** The kind of that id, or the pass-through `unknown` kind. */
export function blockKind(id: string): RegisteredKind {
  return kindsById.get(id) ?? unknownKind
}

export function isKnownKind(id: string): boolean {
  return kindsById.has(id)
}

/**
 * The settings of a block with every default filled in. Settings that the schema refuses (validation names them, with
 * their paths) give way to the defaults as a whole, so that a screen can still draw the block.
 */
export function configOf(block: { kind: string; config?: unknown }): unknown {
  return settings(blockKind(block.kind), block.config)
}

/** Designs are immutable, so the settings parsed for one `config` object stay right for as long as it lives. */
const parsed = new WeakMap<object, Map<string, unknown>>()

function settings<C>(kind: BlockKind<C>, raw: unknown): C {
  const key: object = typeof raw === 'object' && raw !== null ? raw : kind
  let byKind = parsed.get(key)
  if (byKind === undefined) {
    byKind = new Map()
    parsed.set(key, byKind)
  }
  if (!byKind.has(kind.kind)) {
    const result = kind.config.safeParse(raw ?? {})
    byKind.set(kind.kind, result.success ? result.data : kind.config.parse({}))
  }
  return byKind.get(kind.kind) as C
}

/** Lets callers use all kinds alike: each keeps its own type of settings inside its own folder. */
function registered<C>(kind: BlockKind<C>): RegisteredKind {
  return {
    ...kind,
    summary: (raw) => kind.summary(settings(kind, raw)),
    instances: (raw) => kind.instances(settings(kind, raw)),
    survivesOneLoss: (raw) => kind.survivesOneLoss(settings(kind, raw)),
    holds: (raw) => kind.holds?.(settings(kind, raw)) ?? {},
    readsTimeOfDay: (raw) => kind.readsTimeOfDay?.(settings(kind, raw)) ?? false,
    cost: (raw, usage) => kind.cost(settings(kind, raw), usage),
    preview: {
      addressable: kind.preview.addressable ?? false,
      routing: kind.preview.routing && ((raw, load) => kind.preview.routing!(settings(kind, raw), load)),
      load: (raw, load, held, behind) => kind.preview.load(settings(kind, raw), load, held, behind),
      availability: (raw, figures, instanceUp) => kind.preview.availability(settings(kind, raw), figures, instanceUp),
    },
    looksAtLoad: (raw) => kind.looksAtLoad?.(settings(kind, raw)) ?? false,
    waitLimitS: (raw) => kind.waitLimitS?.(settings(kind, raw)) ?? null,
    division: {
      servers: (raw) => kind.division?.servers(settings(kind, raw)) ?? Infinity,
      divide: (raw, factor) =>
        kind.division ? kind.division.divide(settings(kind, raw), factor) : settings(kind, raw),
    },
    warnings: (raw, name) => kind.warnings?.(settings(kind, raw), name) ?? [],
  }
}
