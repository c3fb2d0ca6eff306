import type { Sim } from '@/core/sim/sim'
import type { LoadBalancerConfig } from './config'
import type { TargetSet } from './target-set'

/**
 * Probes at a fixed interval: an instance that has failed so many in a row gets no more requests, until a probe
 * succeeds. Probes that would only confirm what is known are not simulated: what follows from a loss or a return is known
 * at once, and takes effect at the probe that finds out.
 */
export class HealthChecks {
  private readonly sim: Sim
  private readonly spec: LoadBalancerConfig['healthCheck']
  private readonly sets: readonly TargetSet[]
  /** How often an instance has gone down or come back: a later change makes what is due void. */
  private readonly changes = new Map<number, number>()

  constructor(sim: Sim, spec: LoadBalancerConfig['healthCheck'], sets: readonly TargetSet[]) {
    this.sim = sim
    this.spec = spec
    this.sets = sets
  }

  changed(station: number, isUp: boolean): void {
    const change = (this.changes.get(station) ?? 0) + 1
    this.changes.set(station, change)
    const { intervalS, failures } = this.spec
    const now = this.sim.nowS
    const nextProbeS = (Math.floor(now / intervalS) + 1) * intervalS
    const probeS = isUp ? nextProbeS : nextProbeS + (failures - 1) * intervalS
    this.sim.later(probeS - now, () => {
      if (this.changes.get(station) !== change) return
      for (const set of this.sets) set.setLive(station, isUp)
    })
  }
}
