import type { Sim } from '@/core/sim/sim'
import type { Design, Fault } from './schema'

/** What this engine version does when a fault of that kind strikes; kinds that are not here are only reported. */
const SIMULATED: ReadonlySet<Fault['kind']> = new Set([
  'crash',
  'zone-outage',
  'region-outage',
  'slow',
  'partition',
  'packet-loss',
  'cache-flush',
  'hot-key',
  'spike',
  'dependency-error',
  'consumer-stop',
])

export const isSimulated = (kind: Fault['kind']): boolean => SIMULATED.has(kind)

interface Reach {
  /** Stations. */
  instances: number[]
  classes: number[]
  links: number[]
  block: number
}

/** Lets the faults of a design strike and pass in one replication, and counts what failed meanwhile. */
export class FaultClock {
  private readonly sim: Sim
  private readonly faults: readonly Fault[]
  private readonly reaches: Reach[]
  private readonly active = new Set<number>()
  /** Requests failed in all, when the fault struck and when it passed; null while that lies ahead. */
  private readonly failedAt: { start: number | null; end: number | null }[]

  constructor(sim: Sim, design: Design) {
    this.sim = sim
    this.faults = design.faults ?? []
    this.reaches = this.faults.map((fault) => reachOf(sim, design, fault))
    this.failedAt = this.faults.map(() => ({ start: null, end: null }))
    for (const [i, fault] of this.faults.entries()) {
      if (!isSimulated(fault.kind)) continue
      const startS = fault.atS - sim.nowS
      sim.later(startS, () => this.strike(i))
      if (fault.forS !== undefined) sim.later(startS + fault.forS, () => this.pass(i))
    }
  }

  /** Requests that failed while the fault lasted, so far; null when it has not struck. */
  failedDuring(fault: number): number | null {
    const { start, end } = this.failedAt[fault]!
    return start === null ? null : (end ?? this.failedInAll()) - start
  }

  private failedInAll(): number {
    return this.sim.failures()
  }

  private strike(i: number): void {
    const { sim } = this
    const fault = this.faults[i]!
    const { instances, block } = this.reaches[i]!
    this.failedAt[i]!.start = this.failedInAll()
    this.active.add(i)
    switch (fault.kind) {
      case 'crash':
      case 'zone-outage':
      case 'region-outage':
        for (const station of instances) sim.crash(station)
        return
      case 'cache-flush':
        sim.behaviourOf(block).flush?.(sim, block)
        return
      case 'consumer-stop':
        sim.setPulling(block, false)
        return
      default:
        this.apply(i)
    }
  }

  private pass(i: number): void {
    const { sim } = this
    const { instances, block } = this.reaches[i]!
    this.active.delete(i)
    this.failedAt[i]!.end = this.failedInAll()
    switch (this.faults[i]!.kind) {
      case 'crash':
      case 'zone-outage':
      case 'region-outage':
        for (const station of instances) sim.recover(station)
        return
      case 'consumer-stop':
        if (
          ![...this.active].some(
            (other) => this.faults[other]!.kind === 'consumer-stop' && this.reaches[other]!.block === block,
          )
        ) {
          sim.setPulling(block, true)
        }
        return
      default:
        this.apply(i)
    }
  }

  /** Sets what a fault touches to what all faults together now make of it, so that those that overlap come apart again. */
  private apply(i: number): void {
    const { sim } = this
    const { instances, classes, links, block } = this.reaches[i]!
    const { kind } = this.faults[i]!
    if (kind === 'slow') for (const station of instances) sim.setSlow(station, this.slownessOf(station))
    if (kind === 'spike') for (const c of classes) sim.setRateFactor(c, this.rateFactorOf(c))
    if (kind === 'hot-key') for (const c of classes) sim.hotShare[c] = this.hotShareOf(c)
    if (kind === 'packet-loss' || kind === 'partition') for (const link of links) sim.setLoss(link, this.lossOf(link))
    if (kind === 'dependency-error') sim.setErrors(block, this.errorsOf(block))
  }

  private slownessOf(station: number): number {
    let factor = 1
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (fault.kind === 'slow' && this.reaches[i]!.instances.includes(station)) factor *= fault.factor
    }
    return factor
  }

  private rateFactorOf(classIndex: number): number {
    let factor = 1
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (fault.kind === 'spike' && this.reaches[i]!.classes.includes(classIndex)) factor *= fault.factor
    }
    return factor
  }

  private hotShareOf(classIndex: number): number {
    let share = 0
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (fault.kind === 'hot-key' && this.reaches[i]!.classes.includes(classIndex))
        share = Math.max(share, fault.share)
    }
    return share
  }

  private lossOf(link: number): number {
    let arrives = 1 - this.sim.program.links[link]!.lossRatio
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (!this.reaches[i]!.links.includes(link)) continue
      if (fault.kind === 'packet-loss') arrives *= 1 - fault.ratio
      if (fault.kind === 'partition') arrives = 0
    }
    return 1 - arrives
  }

  private errorsOf(block: number): number {
    let succeeds = 1
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (fault.kind === 'dependency-error' && this.reaches[i]!.block === block) succeeds *= 1 - fault.ratio
    }
    return 1 - succeeds
  }
}

function reachOf(sim: Sim, design: Design, fault: Fault): Reach {
  const target = 'target' in fault ? fault.target : undefined
  const block = design.blocks.findIndex(({ id }) => id === target)
  const named = 'request' in fault ? fault.request : undefined
  const isOfClass = fault.kind === 'spike' || fault.kind === 'hot-key'
  const classes = isOfClass
    ? sim.program.classes.flatMap((spec, c) => ((named ?? target ?? spec.id) === spec.id ? [c] : []))
    : []
  return { instances: instancesOf(sim, design, fault, block), classes, links: linksOf(sim, design, fault), block }
}

function instancesOf(sim: Sim, design: Design, fault: Fault, block: number): number[] {
  if (fault.kind === 'zone-outage' || fault.kind === 'region-outage') {
    return design.blocks.flatMap((each, i) => {
      const isThere = fault.kind === 'zone-outage' ? each.zone === fault.zone : each.region === fault.region
      return isThere ? allInstances(sim, i) : []
    })
  }
  if (block < 0 || (fault.kind !== 'crash' && fault.kind !== 'slow')) return []
  const all = allInstances(sim, block)
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
