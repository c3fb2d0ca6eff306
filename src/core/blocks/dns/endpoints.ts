import { HealthChecks } from '@/core/blocks/health-checks'
import type { Sim } from '@/core/sim/sim'
import type { DnsConfig } from './config'

/** Routers that are looked through to see whether anything behind them is alive, one behind the other at most. */
const DEEPEST = 8

/** What health checks know of the endpoints of a name server, which are its links. */
export class Endpoints {
  private readonly checks: HealthChecks
  /** Links whose endpoint is out, as far as the checks know. */
  private readonly out = new Set<number>()
  /** Links whose endpoint answers, in truth. */
  private readonly serving: Map<number, boolean>

  constructor(
    private readonly sim: Sim,
    block: number,
    spec: DnsConfig['healthCheck'],
  ) {
    const { links } = sim.program.blocks[block]!
    this.checks = new HealthChecks(sim, spec, (link, isLive) => {
      if (isLive) this.out.delete(link)
      else this.out.add(link)
    })
    this.serving = new Map(links.map((link) => [link, true]))
    const watched = new Set<number>()
    for (const link of links) this.addBehind(sim.program.links[link]!.to, watched, 0)
    for (const each of watched) sim.watch(each, (station) => this.look(station))
  }

  isHealthy(link: number): boolean {
    return !this.out.has(link)
  }

  /** Probes take the same link. */
  cut(link: number, isCut: boolean): void {
    this.checks.changed(link, { isUp: !isCut }, this.sim.firstStationOf(this.sim.program.links[link]!.to))
  }

  /** An instance somewhere behind has changed. */
  private look(station: number): void {
    for (const [link, was] of this.serving) {
      const isUp = this.answers(this.sim.program.links[link]!.to, 0)
      if (isUp === was) continue
      this.serving.set(link, isUp)
      this.checks.changed(link, { isUp }, station)
    }
  }

  /** Whether any instance of a block is up and, where it only passes on, of a block behind it too. */
  private answers(block: number, depth: number): boolean {
    const { sim } = this
    const first = sim.firstStationOf(block)
    const instances = sim.instancesOf(block)
    let isUp = instances === 0
    for (let station = first; station < first + instances && !isUp; station++) {
      isUp = !sim.isDown(station) && !sim.pauses.isPaused(station)
    }
    const behind = this.behind(block)
    if (!isUp || behind.length === 0 || depth >= DEEPEST) return isUp
    return behind.some((to) => this.answers(to, depth + 1))
  }

  private addBehind(block: number, watched: Set<number>, depth: number): void {
    watched.add(block)
    if (depth >= DEEPEST) return
    for (const to of this.behind(block)) if (!watched.has(to)) this.addBehind(to, watched, depth + 1)
  }

  /** The blocks that a router passes on to; a queue takes messages in whatever becomes of its consumers. */
  private behind(block: number): number[] {
    const { routes, pull } = this.sim.behaviourOf(block)
    if (routes !== true || pull !== undefined) return []
    return this.sim.program.blocks[block]!.links.map((link) => this.sim.program.links[link]!.to)
  }
}
