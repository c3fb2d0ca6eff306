import { blockKind } from '@/core/blocks/registry'
import { NO_DRAW } from '@/core/random/draws'
import type { Sim } from '@/core/sim/sim'
import type { Design, Fault } from './schema'

/** What a fault acts on, by the numbers of a run. */
export interface FaultReach {
  /** Stations. */
  instances: number[]
  classes: number[]
  links: number[]
  /** Below 0 where it is not about one block. */
  block: number
  /** Why it changes nothing, as the end of a sentence; null when it does something. */
  idle: string | null
}

export function reachOf(sim: Sim, design: Design, fault: Fault): FaultReach {
  const target = 'target' in fault ? fault.target : undefined
  const block = design.blocks.findIndex(({ id }) => id === target)
  const named = 'request' in fault ? fault.request : undefined
  const isOfClass = fault.kind === 'spike' || fault.kind === 'hot-key'
  const classes = isOfClass
    ? sim.program.classes.flatMap((spec, c) => ((named ?? target ?? spec.id) === spec.id ? [c] : []))
    : []
  const reach = {
    instances: instancesOf(sim, design, fault, block),
    classes,
    links: linksOf(sim, design, fault),
    block,
  }
  return { ...reach, idle: idleness(sim, design, fault, reach) }
}

const unless = (acts: boolean, why: string): string | null => (acts ? null : why)

/** Faults that find nothing to act on are said to be so, instead of being shown as if they had passed without harm. */
function idleness(sim: Sim, design: Design, fault: Fault, reach: Omit<FaultReach, 'idle'>): string | null {
  const { block, instances, links, classes } = reach
  switch (fault.kind) {
    case 'crash':
    case 'pause':
    case 'deploy':
      return unless(instances.length > 0, 'it has no instances of its own')
    case 'zone-outage':
    case 'region-outage':
      return unless(instances.length > 0, 'nothing that could fail stands there')
    case 'slow':
      return unless(
        instances.length > 0 && sim.workDraw[block * sim.classCount] !== NO_DRAW,
        'it does no work that takes time',
      )
    case 'cache-flush':
      return unless(sim.behaviourOf(block).flush !== undefined, 'it keeps nothing that could be forgotten')
    case 'consumer-stop': {
      const takesWork = sim.program.blocks[block]!.sources.length > 0 && sim.behaviourOf(block).addressable === true
      return unless(takesWork, 'it takes no work from a queue')
    }
    case 'clock-skew': {
      const { kind, config } = design.blocks[block]!
      const isRead = sim.behaviourOf(block).setClock !== undefined && blockKind(kind).readsTimeOfDay!(config)
      return unless(
        isRead,
        'nothing that it does depends on the time of day: time-outs, leases and lags are measured as durations',
      )
    }
    case 'packet-loss':
    case 'partition':
      return unless(links.length > 0, 'no link is touched by it')
    case 'hot-key':
      return unless(
        classes.some((c) => sim.program.classes[c]!.keys !== null),
        'its requests are not about keys',
      )
    case 'spike':
      return unless(classes.length > 0, 'there are no requests of that class')
    case 'dependency-error':
      return null
  }
}

function instancesOf(sim: Sim, design: Design, fault: Fault, block: number): number[] {
  if (fault.kind === 'zone-outage' || fault.kind === 'region-outage') {
    return design.blocks.flatMap((each, i) => {
      const isThere = fault.kind === 'zone-outage' ? each.zone === fault.zone : each.region === fault.region
      return isThere ? allInstances(sim, i) : []
    })
  }
  if (block < 0) return []
  const all = allInstances(sim, block)
  if (fault.kind === 'deploy') return all
  if (fault.kind !== 'crash' && fault.kind !== 'slow' && fault.kind !== 'pause') return []
  const count = Math.min(all.length, fault.instances ?? all.length)
  // evenly spread, so that several shards lose one replica each rather than one shard all of them
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!)
}

function allInstances(sim: Sim, block: number): number[] {
  const first = sim.firstStationOf(block)
  return Array.from({ length: sim.instancesOf(block) }, (_, i) => first + i)
}

function linksOf(sim: Sim, design: Design, fault: Fault): number[] {
  const { links, blocks } = sim.program
  if (fault.kind === 'packet-loss') {
    return links.flatMap(({ id, from, to }, i) =>
      [id, blocks[from]!.id, blocks[to]!.id].includes(fault.target) ? [i] : [],
    )
  }
  if (fault.kind !== 'partition') return []
  const [left, right] = fault.between.map((names) => new Set(names)) as [Set<string>, Set<string>]
  const isIn = (side: Set<string>, block: number) => {
    const { id, zone, region } = design.blocks[block]!
    return side.has(id) || (zone !== undefined && side.has(zone)) || (region !== undefined && side.has(region))
  }
  return links.flatMap(({ from, to }, i) =>
    (isIn(left, from) && isIn(right, to)) || (isIn(right, from) && isIn(left, to)) ? [i] : [],
  )
}
