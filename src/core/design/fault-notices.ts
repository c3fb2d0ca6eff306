import type { Notice } from '@/core/sim/job-store'
import { CLASS_ROW, FAILURES } from '@/core/sim/rows'
import type { Sim } from '@/core/sim/sim'
import { dispersionOf, RiseWatch, type Tally } from '@/core/stats/rate-rise'
import type { FaultReach } from './fault-reach'

/** Breakers that open all the time tell nobody of a fault: one that opens counts only after so many seconds without it. */
const QUIET_S = 10

/** Failed requests say of a fault that makes none fail that it does, with at most this probability in a replication. */
const FALSE_ALARM = 0.001

export interface Detection {
  afterS: number
  by: Notice
}

interface Struck {
  reach: FaultReach
  atS: number
  /** Requests of each class until then. */
  before: readonly Tally[]
  /** Of each class: more of its requests have failed since than all of these can take for usual. */
  watches: readonly (readonly RiseWatch[])[]
  /** Breakers had been opening anyway. */
  breakersOpened: boolean
  isOver: boolean
}

/** What the requests of a class were like before the first fault. */
interface Calm {
  before: Tally
  dispersion: number
}

/** Keeps, for every fault of one replication, who noticed it first, and when. What counts is said at `detectedAfterS` in report.ts. */
export class FaultNotices {
  private readonly struckFaults = new Map<number, Struck>()
  private readonly first: (Detection | null)[]
  /** Faults that have struck and that nobody has noticed. */
  private unnoticed = 0
  private latest = -1
  private breakerS = -Infinity
  /** Requests of each class, by the steps of the series before the first fault, and until the last step. */
  private readonly calmSteps: Tally[][]
  private stepped: Tally[]
  /** null until the first fault strikes. */
  private calm: readonly Calm[] | null = null
  /** Requests of each class when a fault last struck or passed. */
  private changed: Tally[]

  constructor(
    private readonly sim: Sim,
    faults: number,
  ) {
    this.first = Array.from({ length: faults }, () => null)
    this.stepped = this.tallies()
    this.changed = this.stepped
    this.calmSteps = this.stepped.map(() => [])
    if (faults > 0) sim.noticed = (by, subject, atS) => this.notice(by, subject, atS)
  }

  firstOf(fault: number): Detection | null {
    return this.first[fault]!
  }

  /** A step of the series is over. */
  step(): void {
    if (this.calm !== null || this.first.length === 0) return
    const now = this.tallies()
    for (const [c, steps] of this.calmSteps.entries()) steps.push(between(this.stepped[c]!, now[c]!))
    this.stepped = now
  }

  struck(fault: number, reach: FaultReach): void {
    const { nowS } = this.sim
    const before = this.tallies()
    this.calm ??= before.map((tally, c) => ({ before: tally, dispersion: dispersionOf(this.calmSteps[c]!) }))
    const falseAlarm = FALSE_ALARM / before.length
    const watches = this.calm.map(({ before: calm, dispersion }, c) => {
      const sinceChange = between(this.changed[c]!, before[c]!)
      return [calm, sinceChange].map((tally) => new RiseWatch(tally, dispersion, falseAlarm))
    })
    const breakersOpened = this.breakerS > nowS - QUIET_S
    this.struckFaults.set(fault, { reach, atS: nowS, before, watches, breakersOpened, isOver: false })
    this.changed = before
    this.unnoticed++
    this.latest = fault
  }

  passed(fault: number): void {
    this.struckFaults.get(fault)!.isOver = true
    this.changed = this.tallies()
  }

  private tallies(): Tally[] {
    return this.sim.program.classes.map((_, c) => tallyOf(this.sim, c))
  }

  private notice(by: Notice, subject: number, atS: number): void {
    if (by === 'breaker') this.breakerS = atS
    // that a leader was missed is told when another is made, and may have come first all the same
    if (this.unnoticed === 0 && by !== 'failover') return
    const isAnyOn = [...this.struckFaults.values()].some(({ isOver }) => !isOver)
    for (const [fault, struck] of this.struckFaults) {
      const known = this.first[fault]
      const isFirst = known === null || atS - struck.atS < known!.afterS
      if (!isFirst || atS < struck.atS) continue
      const isItsTime = isAnyOn ? !struck.isOver : fault === this.latest
      if (!isItsTime || !this.isSign(struck, by, subject)) continue
      if (known === null) this.unnoticed--
      this.first[fault] = { afterS: atS - struck.atS, by }
    }
  }

  /** @param subject number of the station, block, link or class that goes with the notice */
  private isSign({ reach, breakersOpened, before, watches }: Struck, by: Notice, subject: number): boolean {
    const { sim } = this
    switch (by) {
      case 'health-check':
        return (
          reach.instances.includes(subject) ||
          reach.links.some((link) => sim.program.links[link]!.to === sim.blockOfStation(subject))
        )
      case 'failover':
        return reach.instances.some((station) => sim.blockOfStation(station) === subject)
      case 'breaker':
        return !breakersOpened
      case 'failed-request': {
        const since = between(before[subject]!, tallyOf(sim, subject))
        // the one that is about to set out belongs to them, so that a failure before it is not beyond belief
        since.trials++
        return watches[subject]!.map((watch) => watch.hasRisen(since)).every((hasRisen) => hasRisen)
      }
    }
  }
}

/** Requests of a class since measuring began. */
function tallyOf(sim: Sim, classIndex: number): Tally {
  const row = sim.classAt(classIndex)
  const failed = FAILURES.reduce((sum, _, reason) => sum + CLASS_ROW.FAILED[row + reason]!, 0)
  return { trials: CLASS_ROW.OFFERED[row]!, failed }
}

const between = (from: Tally, to: Tally): Tally => ({
  trials: to.trials - from.trials,
  failed: to.failed - from.failed,
})
