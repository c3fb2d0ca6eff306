import type { Notice } from '@/core/sim/job-store'
import type { Sim } from '@/core/sim/sim'
import type { FaultReach } from './fault-reach'

/** What happens all the time tells nobody of a fault: it counts only after so many seconds without it. */
const QUIET_S = 10

export interface Detection {
  afterS: number
  by: Notice
}

interface Struck {
  reach: FaultReach
  atS: number
  /** What had been going on anyway. */
  usual: ReadonlySet<Notice>
  isOver: boolean
}

/** Keeps, for every fault of one replication, who noticed it first, and when. What counts is said at `detectedAfterS` in report.ts. */
export class FaultNotices {
  private readonly struckFaults = new Map<number, Struck>()
  private readonly first: (Detection | null)[]
  /** Faults that have struck and that nobody has noticed. */
  private unnoticed = 0
  private latest = -1
  private readonly lastS = new Map<Notice, number>()

  constructor(
    private readonly sim: Sim,
    faults: number,
  ) {
    this.first = Array.from({ length: faults }, () => null)
    if (faults > 0) sim.noticed = (by, subject, atS) => this.notice(by, subject, atS)
  }

  firstOf(fault: number): Detection | null {
    return this.first[fault]!
  }

  struck(fault: number, reach: FaultReach): void {
    const atS = this.sim.nowS
    const since = ([, lastS]: [Notice, number]) => lastS > atS - QUIET_S
    const usual = new Set([...this.lastS].filter(since).map(([by]) => by))
    this.struckFaults.set(fault, { reach, atS, usual, isOver: false })
    this.unnoticed++
    this.latest = fault
  }

  passed(fault: number): void {
    this.struckFaults.get(fault)!.isOver = true
  }

  private notice(by: Notice, subject: number, atS: number): void {
    if (by === 'breaker' || by === 'failed-request') this.lastS.set(by, atS)
    // that a leader was missed is told when another is made, and may have come first all the same
    if (this.unnoticed === 0 && by !== 'failover') return
    const isAnyOn = [...this.struckFaults.values()].some(({ isOver }) => !isOver)
    for (const [fault, struck] of this.struckFaults) {
      const known = this.first[fault]
      const isFirst = known === null || atS - struck.atS < known!.afterS
      if (!isFirst || atS < struck.atS || struck.usual.has(by)) continue
      const isItsTime = isAnyOn ? !struck.isOver : fault === this.latest
      if (!isItsTime || !this.concerns(struck.reach, by, subject)) continue
      if (known === null) this.unnoticed--
      this.first[fault] = { afterS: atS - struck.atS, by }
    }
  }

  private concerns({ instances, links }: FaultReach, by: Notice, subject: number): boolean {
    const { sim } = this
    if (by === 'failover') return instances.some((station) => sim.blockOfStation(station) === subject)
    if (by !== 'health-check') return true
    const block = sim.blockOfStation(subject)
    return instances.includes(subject) || links.some((link) => sim.program.links[link]!.to === block)
  }
}
