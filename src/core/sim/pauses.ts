import * as rows from './rows'
import type { Sim } from './sim'

const { HOLDS } = rows.FLAG
const { GEN, NEXT, PARENT, BLOCK, STATION } = rows.JOB
const { SERVERS, ALL_SERVERS } = rows.STATION_ROW
const { HAS } = rows.LINK_ROW
const HAS_HELD = rows.LINK_HAS.HELD
const OP_WORK = rows.OP.WORK
const { BITS } = rows.OP
const { ROW_BITS } = rows

/** A job whose pending work has been stopped. */
interface Stopped {
  /** Work is taken up again in the order in which it had been. */
  seq: number
  job: number
  gen: number
  /** Whether the instance itself works on it: then its work takes as long again as was left. Otherwise it waits for something outside. */
  isWork: boolean
  /** When it would have come up. */
  dueS: number
}

/** What a paused instance has to see to when it goes on. */
interface Held {
  /** How many faults hold it. */
  faults: number
  sinceS: number
  stopped: Stopped[]
  /** Answers, time-outs and retries of calls that it had made, as they came. */
  aside: { op: number; job: number; seq: number }[]
  /** Jobs that reached it meanwhile, where it has no queue. */
  door: { job: number; gen: number }[]
}

/**
 * Instances that stop in the middle of everything, as for a long garbage collection or while their machine is moved. Nobody is
 * told. They keep their jobs: work takes longer by the pause, what comes meanwhile queues up, and answers to their own calls,
 * and the time-outs of these, are looked at when they go on, in the order in which they came.
 */
export class Pauses {
  private readonly held = new Map<number, Held>()
  /** Whose turn it is to get what reaches a block with paused instances and no queues. */
  private turn = 0

  constructor(private readonly sim: Sim) {}

  isPaused(station: number): boolean {
    return this.held.size > 0 && this.held.has(station)
  }

  pause(station: number): void {
    const known = this.held.get(station)
    if (known !== undefined) {
      known.faults++
      return
    }
    const { sim } = this
    const block = sim.blockOfStation(station)
    this.held.set(station, { faults: 1, sinceS: sim.nowS, stopped: this.stopWork(station), aside: [], door: [] })
    sim.schedulers.get(station)?.pause?.(sim, station)
    SERVERS[station << ROW_BITS] = 0
    sim.openStation(station)
    this.watchOver(block)
    sim.behaviourOf(block).paused?.(sim, block, station)
    sim.tellWatchers(block, station, { isUp: false })
  }

  goOn(station: number): void {
    const held = this.held.get(station)
    if (held === undefined || --held.faults > 0) return
    const { sim } = this
    const row = station << ROW_BITS
    const block = sim.blockOfStation(station)
    this.held.delete(station)
    SERVERS[row] = ALL_SERVERS[row]!
    sim.openStation(station)
    this.watchOver(block)
    sim.behaviourOf(block).awake?.(sim, block, station)
    this.startWork(held, station)
    sim.schedulers.get(station)?.goOn?.(sim, station)
    sim.serveQueue(station)
    for (const { op, job, seq } of held.aside) sim.takeUp(op, job, seq)
    for (const { job, gen } of held.door) {
      if (GEN[job << ROW_BITS] === gen) sim.behaviourOf(block).arrive(sim, job)
    }
    sim.tellWatchers(block, station, { isUp: true })
    if (sim.pulls(station)) sim.askForWork(station)
  }

  /** Leaves something for a caller until it goes on. @returns false when the caller is not paused */
  putAside(op: number, job: number, seq: number): boolean {
    const parent = PARENT[job << ROW_BITS]!
    if (parent < 0) return false
    const held = this.held.get(STATION[parent << ROW_BITS]!)
    if (held === undefined) return false
    held.aside.push({ op, job, seq })
    return true
  }

  /** Makes void what the event list holds of an instance's work, and notes what is left of it. */
  private stopWork(station: number): Stopped[] {
    const { sim } = this
    const bySeq = new Map<number, Stopped>()
    const hasServers = ALL_SERVERS[station << ROW_BITS]! > 0
    const block = sim.blockOfStation(station)
    sim.forEachJob((job, at) => {
      if (STATION[at] !== station || BLOCK[at] !== block || NEXT[at]! >= -1) return
      const holds = sim.hasFlag(job, HOLDS)
      // a copy on its way to a replica travels on
      if (sim.isOwn(job) && !holds) return
      const seq = ~NEXT[at]!
      bySeq.set(seq, { seq, job, gen: GEN[at]!, isWork: holds || !hasServers, dueS: 0 })
      NEXT[at] = -1
    })
    const stopped: Stopped[] = []
    sim.events.forEach((seq, timeS) => {
      const one = bySeq.get(seq)
      if (one === undefined) return
      one.dueS = timeS
      stopped.push(one)
    })
    return stopped.sort((a, b) => a.seq - b.seq)
  }

  private startWork({ stopped, sinceS }: Held, station: number): void {
    const { sim } = this
    const scheduler = sim.schedulers.get(station)
    for (const { job, gen, isWork, dueS } of stopped) {
      const at = job << ROW_BITS
      if (GEN[at] !== gen) continue
      const endS = isWork ? sim.nowS + (dueS - sinceS) : Math.max(dueS, sim.nowS)
      NEXT[at] = ~sim.events.pushAt(endS, (job << BITS) | OP_WORK)
      scheduler?.restarted?.(sim, station, job, endS)
    }
  }

  /** Has what concerns a block's paused instances come here, and no more than that. */
  private watchOver(block: number): void {
    const { sim } = this
    const paused = [...this.held.keys()].filter((station) => sim.blockOfStation(station) === block)
    for (const link of sim.program.blocks[block]!.links) {
      const at = sim.linkAt(link)
      if (paused.length > 0) HAS[at]! |= HAS_HELD
      else HAS[at]! &= ~HAS_HELD
    }
    const hasServers = ALL_SERVERS[sim.firstStationOf(block) << ROW_BITS]! > 0
    // those who have a queue let everybody in, and those who know better see to it themselves
    if (hasServers || sim.behaviourOf(block).paused !== undefined) return
    sim.setDoor(block, paused.length === 0 ? null : (job) => this.keepsOut(job, block, paused))
  }

  /** Every instance gets its turn, paused or not: nobody knows which is. */
  private keepsOut(job: number, block: number, paused: readonly number[]): boolean {
    const { sim } = this
    this.turn = (this.turn + 1) % sim.instancesOf(block)
    const station = paused[this.turn]
    if (station === undefined) return false
    sim.setStation(job, station)
    this.held.get(station)!.door.push({ job, gen: GEN[job << ROW_BITS]! })
    return true
  }
}
