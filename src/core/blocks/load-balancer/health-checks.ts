import type { InstanceChange } from '@/core/sim/job-store'
import type { Sim } from '@/core/sim/sim'
import type { LoadBalancerConfig } from './config'
import type { TargetSet } from './target-set'

/** What stands between the balancer and an instance: so many losses, cuts and pauses, and how often that has changed. */
interface Health {
  troubles: number
  changes: number
}

/**
 * Probes at a fixed interval: an instance that has failed so many in a row gets no more requests, until a probe
 * succeeds. Probes that would only confirm what is known are not simulated: what follows from a loss or a return is known
 * at once, and takes effect at the probe that finds out.
 */
export class HealthChecks {
  private readonly sim: Sim
  private readonly spec: LoadBalancerConfig['healthCheck']
  private readonly sets: readonly TargetSet[]
  private readonly known = new Map<number, Health>()

  constructor(sim: Sim, spec: LoadBalancerConfig['healthCheck'], sets: readonly TargetSet[]) {
    this.sim = sim
    this.spec = spec
    this.sets = sets
  }

  /** An instance ceases to answer probes, or has one reason less not to. */
  changed(station: number, { isUp, isPlanned = false }: InstanceChange): void {
    const health = this.known.get(station) ?? { troubles: 0, changes: 0 }
    this.known.set(station, health)
    health.troubles += isUp ? -1 : 1
    if (health.troubles !== (isUp ? 0 : 1)) return
    // a later change makes what is due void
    const change = ++health.changes
    if (isPlanned) {
      this.setLive(station, isUp)
      return
    }
    const { intervalS, failures } = this.spec
    const now = this.sim.nowS
    const nextProbeS = (Math.floor(now / intervalS) + 1) * intervalS
    const probeS = isUp ? nextProbeS : nextProbeS + (failures - 1) * intervalS
    this.sim.later(probeS - now, () => {
      if (health.changes !== change) return
      this.setLive(station, isUp)
      if (!isUp) this.sim.noticed?.('health-check', station, this.sim.nowS)
    })
  }

  private setLive(station: number, isLive: boolean): void {
    for (const set of this.sets) set.setLive(station, isLive)
  }
}
