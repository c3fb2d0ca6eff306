import type { z } from 'zod'
import type { BlockPreview } from './block-preview'
import type { CostLine, Usage } from './cost'

export type BlockFamily = 'traffic' | 'routing' | 'compute' | 'caching' | 'storage' | 'messaging'

/**
 * What a kind is, in properties others may ask for, so that nothing outside `core/blocks` ever switches on a kind.
 */
export interface BlockTraits {
  /** Request classes start here. */
  startsRequests?: boolean
  /** Spreads requests over all instances of the blocks it links to. */
  balances?: boolean
  /** Answers reads with 'hit' or 'miss'. */
  caches?: boolean
  /** A system of record: writes must reach one of these, reads come from one. */
  stores?: boolean
  /** Buffers messages: the sender does not wait for the work. */
  buffers?: boolean
  /** Takes its work from a block that buffers. */
  consumes?: boolean
  /** Picks one of its links by the key. */
  routesByKey?: boolean
  /** Stands before what answers, and passes on to it what it does not answer or turn away itself. */
  fronts?: boolean
  /** Turns calls away beyond a limit, on purpose. */
  limits?: boolean
  /** Answers with one of its links, and with another when the health checks have taken that out. */
  resolves?: boolean
  /** Runs people's own code: may call several blocks in steps. */
  computes?: boolean
}

/** How much a block keeps and takes, where that is a setting of it. */
export interface Holding {
  /** Items at most, all instances together. */
  items?: number
  /** Copies of everything, the first among them. */
  copies?: number
  /** Calls that may be open at all instances together; null where there is no limit. */
  openAtOnce?: number | null
}

/** Settings that are likely to hurt, as the kind itself judges them. `id` names the rule, the same for every block. */
export interface SettingWarning {
  id: string
  severity: 'error' | 'warning' | 'info'
  /** One sentence with the block's name in it. */
  text: string
  /** What to do about it. */
  fix: string
}

/** The part of a kind that screens, validation and findings read. Preview and cost are added beside it. */
export interface BlockKindInfo<Config> {
  /** Id in the design file. */
  kind: string
  /** As people say it: "Load balancer". */
  name: string
  family: BlockFamily
  /** Name of a lucide icon, kebab-case. */
  icon: string
  /** What drawings from elsewhere call such a block, in small letters: products, short forms. */
  alsoCalled: readonly string[]
  /** One sentence for the palette. */
  purpose: string
  traits: BlockTraits
  /** Strict object; every field has a default and `FieldInfo`. */
  config: z.ZodType<Config>
  /** What matters most of the settings, in at most about 24 characters: "4 × 8 workers". */
  summary: (config: Config) => string
  /** Instances that can fail one by one (all shards and replicas counted). */
  instances: (config: Config) => number
  /** True when the loss of any one instance leaves the block able to serve everything. */
  survivesOneLoss: (config: Config) => boolean
  /** Absent: nothing of it is a setting. */
  holds?: (config: Config) => Holding
  /** True when what the block does depends on the time of day, so that a wrong clock matters. Absent: never. */
  readsTimeOfDay?: (config: Config) => boolean
  /** True when it looks at how busy instances are before it picks one. Absent: never. */
  looksAtLoad?: (config: Config) => boolean
  /** How long a call waits in it at most, in the mean, seconds; null for ever. Absent: nobody leaves its queue. */
  waitLimitS?: (config: Config) => number | null
  /** Shown among the findings of the design; `name` is the block's. Absent: no setting of the kind is a trap. */
  warnings?: (config: Config, name: string) => SettingWarning[]
}

/** How a block is made smaller together with its traffic, so that each of its machines gets as much as before. */
export interface Division<Config> {
  /** Servers that share the block's work; Infinity where it has none that could be busy. */
  servers: (config: Config) => number
  /** The settings with a `factor`-th of the machines and limits; null where they cannot be divided. */
  divide: (config: Config, factor: number) => Config | null
}

/** A `factor`-th of a number of things, one at least. */
export const partOf = (count: number, factor: number): number => Math.max(1, Math.round(count / factor))

/** A kind as its folder exports it. What a run does with its blocks is listed in behaviours.ts. */
export interface BlockKind<Config> extends BlockKindInfo<Config> {
  kind: string
  /** What it takes to run the block for a month. */
  cost: (config: Config, usage: Usage) => CostLine[]
  preview: BlockPreview<Config>
  /** For designs too large to simulate whole. Absent: what the block does depends neither on its size nor on its traffic. */
  division?: Division<Config>
}
