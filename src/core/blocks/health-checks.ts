import type { InstanceChange } from '@/core/sim/outages'
import type { Sim } from '@/core/sim/sim'

export interface HealthCheckSpec {
  intervalS: number
  failures: number
}

/** What stands between the prober and a target: so many losses, cuts and pauses, and how often that has changed. */
interface Health {
  troubles: number
  changes: number
}

/**
 * Probes at a fixed interval: a target (an instance, an endpoint) that has failed so many in a row gets no more requests, until a probe
 * succeeds. Probes that would only confirm what is known are not simulated: what follows from a loss or a return is known
 * at once, and takes effect at the probe that finds out.
 */
export class HealthChecks {
  private readonly sim: Sim
  private readonly spec: HealthCheckSpec
  private readonly setLive: (target: number, isLive: boolean) => void
  private readonly known = new Map<number, Health>()

  /** @param setLive told what the probes have found, and may find again */
  constructor(sim: Sim, spec: HealthCheckSpec, setLive: (target: number, isLive: boolean) => void) {
    this.sim = sim
    this.spec = spec
    this.setLive = setLive
  }

  /**
   * A target ceases to answer probes, or has one reason less not to.
   * @param station the instance that this is about
   */
  changed(target: number, { isUp, isPlanned = false }: InstanceChange, station: number): void {
    const health = this.known.get(target) ?? { troubles: 0, changes: 0 }
    this.known.set(target, health)
    health.troubles += isUp ? -1 : 1
    if (health.troubles !== (isUp ? 0 : 1)) return
    // a later change makes what is due void
    const change = ++health.changes
    if (isPlanned) {
      this.setLive(target, isUp)
      return
    }
    const { intervalS, failures } = this.spec
    const now = this.sim.nowS
    const nextProbeS = (Math.floor(now / intervalS) + 1) * intervalS
    const probeS = isUp ? nextProbeS : nextProbeS + (failures - 1) * intervalS
    this.sim.later(probeS - now, () => {
      if (health.changes !== change) return
      this.setLive(target, isUp)
      if (!isUp) this.sim.noticed?.('health-check', station, this.sim.nowS)
    })
  }
}
