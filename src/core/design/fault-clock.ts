import type { Sim } from '@/core/sim/sim'
import { type Detection, FaultNotices } from './fault-notices'
import { type FaultReach, reachOf } from './fault-reach'
import { type LossCounts, lossesSoFar } from './loss-counts'
import { rollingDeploy } from './rolling-deploy'
import type { Design, Fault } from './schema'

/** What one fault did in one replication, as plain data. */
export interface FaultRecord {
  /** Why it changes nothing, null when it does something. */
  idle: string | null
  /** Requests that failed while it lasted; null when it has not struck. */
  failedDuring: number | null
  /** When somebody first noticed it, and who; null when nobody has. */
  detection: Detection | null
  /** What had been lost when it struck; null when it has not. */
  lostAtStart: LossCounts | null
}

export interface FaultRecords {
  faults: FaultRecord[]
  /** What had been lost by the ends of the steps of the series since the first fault struck, and in the end. */
  lostAt: { timeS: number; counts: LossCounts }[]
}

/** Lets the faults of a design strike and pass in one replication, and counts what failed meanwhile. */
export class FaultClock {
  private readonly sim: Sim
  private readonly faults: readonly Fault[]
  private readonly reaches: FaultReach[]
  private readonly active = new Set<number>()
  /** Requests failed in all, when the fault struck and when it passed; null while that lies ahead. */
  private readonly failedAt: { start: number | null; end: number | null }[]
  /** What had been lost when the fault struck; null while that lies ahead. */
  private readonly lostAtStart: (LossCounts | null)[]
  /** What had been lost by the ends of the steps of the series, since the first fault struck. */
  private readonly lostAt: { timeS: number; counts: LossCounts }[] = []
  private readonly notices: FaultNotices

  constructor(sim: Sim, design: Design) {
    this.sim = sim
    this.faults = design.faults ?? []
    this.reaches = this.faults.map((fault) => reachOf(sim, design, fault))
    this.failedAt = this.faults.map(() => ({ start: null, end: null }))
    this.lostAtStart = this.faults.map(() => null)
    this.notices = new FaultNotices(sim, this.faults.length)
    for (const [i, fault] of this.faults.entries()) {
      if (this.idle(i) !== null) continue
      const startS = fault.atS - sim.nowS
      sim.later(startS, () => this.strike(i))
      if (fault.forS !== undefined) sim.later(startS + fault.forS, () => this.pass(i))
    }
  }

  /** What each fault did, so far. */
  records(): FaultRecords {
    const isStruck = this.lostAtStart.some((counts) => counts !== null)
    return {
      faults: this.failedAt.map(({ start, end }, i) => ({
        idle: this.idle(i),
        failedDuring: start === null ? null : (end ?? this.failedInAll()) - start,
        detection: this.notices.firstOf(i),
        lostAtStart: this.lostAtStart[i]!,
      })),
      lostAt: isStruck ? [...this.lostAt, { timeS: this.sim.nowS, counts: lossesSoFar(this.sim) }] : [],
    }
  }

  private idle(fault: number): string | null {
    return this.reaches[fault]!.idle
  }

  /** A step of the series is over. */
  step(): void {
    this.notices.step()
    if (this.lostAtStart.some((counts) => counts !== null))
      this.lostAt.push({ timeS: this.sim.nowS, counts: lossesSoFar(this.sim) })
  }

  private failedInAll(): number {
    return this.sim.failures()
  }

  private strike(i: number): void {
    const { sim } = this
    const fault = this.faults[i]!
    const { instances, block } = this.reaches[i]!
    this.failedAt[i]!.start = this.failedInAll()
    this.lostAtStart[i] = lossesSoFar(sim)
    this.active.add(i)
    this.notices.struck(i, this.reaches[i]!)
    switch (fault.kind) {
      case 'crash':
      case 'zone-outage':
      case 'region-outage':
        for (const station of instances) sim.crash(station)
        return
      case 'cache-flush':
        sim.behaviourOf(block).flush?.(sim, block)
        // what it does, it does at once
        this.notices.passed(i)
        return
      case 'consumer-stop':
        sim.setPulling(block, false)
        return
      case 'pause':
        for (const station of instances) sim.pauses.pause(station)
        return
      case 'deploy':
        rollingDeploy(sim, instances, fault)
        return
      default:
        this.apply(i)
    }
  }

  private pass(i: number): void {
    const { sim } = this
    const { instances, block } = this.reaches[i]!
    this.active.delete(i)
    this.notices.passed(i)
    this.failedAt[i]!.end = this.failedInAll()
    switch (this.faults[i]!.kind) {
      case 'crash':
      case 'zone-outage':
      case 'region-outage':
        for (const station of instances) sim.recover(station)
        return
      case 'pause':
        for (const station of instances) sim.pauses.goOn(station)
        return
      case 'deploy':
        // its last instances have just come back
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
    if (kind === 'partition') for (const link of links) this.cut(link, this.active.has(i))
    if (kind === 'dependency-error') sim.setErrors(block, this.errorsOf(block))
    if (kind === 'clock-skew') sim.behaviourOf(block).setClock?.(sim, block, this.clockOffsetOf(block))
  }

  private cut(link: number, isCut: boolean): void {
    const { from } = this.sim.program.links[link]!
    this.sim.behaviourOf(from).cut?.(this.sim, from, link, isCut)
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

  private clockOffsetOf(block: number): number {
    let offsetS = 0
    for (const i of this.active) {
      const fault = this.faults[i]!
      if (fault.kind === 'clock-skew' && this.reaches[i]!.block === block) offsetS += fault.offsetS
    }
    return offsetS
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
