import * as rows from './rows'
import type { Scheduler } from './scheduler'
import type { Sim } from './sim'

const { SERVERS, BUSY, LIMIT, WAITING } = rows.STATION_ROW
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const { ROW_BITS, REAL_BITS } = rows
const { BUSY_AREA } = rows.STATION_REAL
const { WAIT_BROKEN, HOLD_SUM } = rows.BLOCK_REAL
const { ENTERED } = rows.JOB_REAL
const OP_SCHEDULER = rows.OP.SCHEDULER

/*
 * Processor sharing: all jobs are served at once, each at the speed of one server while there are enough, and at an
 * equal share of them beyond. `progress` is the work that a job present all along would have got; a job is done when it
 * has grown by the job's own work, so that only the next one to finish needs an event.
 */
export class SharingStation implements Scheduler<Sim> {
  /** Jobs by the progress at which they are done, earliest first: a binary heap. */
  private ends = new Float64Array(16)
  private works = new Float64Array(16)
  private orders = new Int32Array(16)
  private jobs = new Int32Array(16)
  private count = 0
  private order = 0
  /** Progress so far, and when it was brought up to date. */
  private readonly progress = new Float64Array(2)
  private nextEvent = 0
  /** The servers it will have again, while it is paused. */
  private pausedServers = 0

  get size(): number {
    return this.count
  }

  /** The progress at present. */
  private progressNow(sim: Sim, servers: number): number {
    const sinceS = sim.nowS - this.progress[1]!
    return this.count > 0 ? this.progress[0]! + sinceS * Math.min(1, servers / this.count) : this.progress[0]!
  }

  /** Brings the progress up to the present, which rounds it: only when something happens, so that looking changes nothing. */
  private update(sim: Sim, servers: number): void {
    this.progress[0] = this.progressNow(sim, servers)
    this.progress[1] = sim.nowS
  }

  private schedule(sim: Sim, station: number): void {
    this.nextEvent = 0
    if (this.count === 0 || this.pausedServers > 0) return
    const speed = Math.min(1, SERVERS[station << ROW_BITS]! / this.count)
    const left = Math.max(0, this.ends[0]! - this.progress[0]!)
    this.nextEvent = sim.events.pushAt(sim.nowS + left / speed, rows.event(OP_SCHEDULER, station))
  }

  enter(sim: Sim, job: number, station: number): void {
    const row = station << ROW_BITS
    const servers = SERVERS[row]!
    const limit = LIMIT[row]!
    if (limit >= 0 && this.count >= Math.max(servers, this.pausedServers) + limit) {
      sim.turnAway(job)
      return
    }
    this.update(sim, servers)
    sim.drawWork(job, station)
    const work = sim.workS[0]!
    this.push(this.progress[0]! + work, work, job)
    if (this.count > servers) {
      WAITING[row]!++
      sim.joinQueue(STATION_BLOCK[row]!)
    } else {
      BUSY[row]!++
      BUSY_AREA[station << REAL_BITS]! -= sim.nowS
    }
    if (sim.hasFlag(job, rows.FLAG.TRACED)) sim.traceWork(job, station)
    this.schedule(sim, station)
  }

  /** The event of the next job to finish, unless another has been scheduled since. */
  due(sim: Sim, station: number, seq: number): void {
    if (seq !== this.nextEvent) return
    const row = station << ROW_BITS
    this.update(sim, SERVERS[row]!)
    // the clock's rounding must not leave a sliver of work behind
    this.progress[0] = Math.max(this.progress[0]!, this.ends[0]!)
    const job = this.jobs[0]!
    const work = this.works[0]!
    this.pop()
    this.leave(sim, station)
    const block = STATION_BLOCK[row]!
    sim.recordWait(job, block, work)
    HOLD_SUM[block << REAL_BITS]! += work
    this.schedule(sim, station)
    sim.behaviourOf(block).served(sim, job)
    if (sim.pulls(station)) sim.askForWork(station)
  }

  /** Nobody is served from now on: all who were wait. */
  pause(sim: Sim, station: number): void {
    const { nowS } = sim
    const row = station << ROW_BITS
    this.update(sim, SERVERS[row]!)
    this.pausedServers = SERVERS[row]!
    this.nextEvent = 0
    for (; BUSY[row]! > 0; BUSY[row]!--) {
      BUSY_AREA[station << REAL_BITS]! += nowS
      WAITING[row]!++
      sim.joinQueue(STATION_BLOCK[row]!)
    }
  }

  /** Goes on where it was; its servers have been given back. */
  goOn(sim: Sim, station: number): void {
    const { nowS } = sim
    const row = station << ROW_BITS
    // nothing has been served meanwhile
    this.update(sim, 0)
    this.pausedServers = 0
    for (; WAITING[row]! > 0 && BUSY[row]! < SERVERS[row]!; BUSY[row]!++) {
      BUSY_AREA[station << REAL_BITS]! -= nowS
      WAITING[row]!--
      sim.leaveQueue(STATION_BLOCK[row]!)
    }
    this.schedule(sim, station)
  }

  /** Forgets everything. What the jobs have waited and worked so far is counted as broken off. */
  clear(sim: Sim, station: number): void {
    const block = STATION_BLOCK[station << ROW_BITS]!
    const { waited, worked } = this.unfinished(sim, station)
    WAIT_BROKEN[block << REAL_BITS]! += waited
    HOLD_SUM[block << REAL_BITS]! += worked
    while (this.count > 0) {
      this.count--
      this.leave(sim, station)
    }
    this.nextEvent = 0
  }

  /** What the jobs that are still here have waited, and been served, so far. */
  unfinished(sim: Sim, station: number): { waited: number; worked: number } {
    const progress = this.progressNow(sim, SERVERS[station << ROW_BITS]!)
    let waited = 0
    let worked = 0
    for (let i = 0; i < this.count; i++) {
      const attained = this.works[i]! - (this.ends[i]! - progress)
      worked += attained
      waited += sim.nowS - ENTERED[this.jobs[i]! << REAL_BITS]! - attained
    }
    return { waited, worked }
  }

  /** One job fewer; whoever waited, if anybody did, now counts as served. */
  private leave(sim: Sim, station: number): void {
    const row = station << ROW_BITS
    if (WAITING[row]! > 0) {
      WAITING[row]!--
      sim.leaveQueue(STATION_BLOCK[row]!)
    } else {
      BUSY[row]!--
      BUSY_AREA[station << REAL_BITS]! += sim.nowS
    }
  }

  private before(a: number, b: number): boolean {
    return this.ends[a]! < this.ends[b]! || (this.ends[a] === this.ends[b] && this.orders[a]! < this.orders[b]!)
  }

  private swap(a: number, b: number): void {
    for (const column of [this.ends, this.works, this.orders, this.jobs]) {
      const value = column[a]!
      column[a] = column[b]!
      column[b] = value
    }
  }

  private push(end: number, work: number, job: number): void {
    if (this.count === this.jobs.length) this.grow()
    let at = this.count++
    this.ends[at] = end
    this.works[at] = work
    this.orders[at] = this.order++
    this.jobs[at] = job
    while (at > 0 && this.before(at, (at - 1) >> 1)) {
      this.swap(at, (at - 1) >> 1)
      at = (at - 1) >> 1
    }
  }

  private pop(): void {
    const last = --this.count
    this.swap(0, last)
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= last) return
      if (below + 1 < last && this.before(below + 1, below)) below++
      if (!this.before(below, at)) return
      this.swap(at, below)
      at = below
    }
  }

  private grow(): void {
    const size = this.jobs.length * 2
    const ends = new Float64Array(size)
    ends.set(this.ends)
    this.ends = ends
    const works = new Float64Array(size)
    works.set(this.works)
    this.works = works
    const orders = new Int32Array(size)
    orders.set(this.orders)
    this.orders = orders
    const jobs = new Int32Array(size)
    jobs.set(this.jobs)
    this.jobs = jobs
  }
}
