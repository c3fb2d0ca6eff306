import { finish, turnAway } from './calls'
import {
  BLOCK,
  CLASS,
  ENTERED,
  FLAGS,
  GEN,
  HOLDS,
  INSIDE,
  LINK,
  NEXT,
  REAL_BITS,
  ROW_BITS,
  STATION,
  TRACED,
  UNAVAILABLE,
  WORK_START,
} from './job'
import { joinQueue, leaveQueue, recordWait } from './queue-figures'
import { MAX_DEPTH, OP_WORK, type Sim, event } from './sim'
import { LIFO, SHARING } from './station-table'

/*
 * Stations: servers with a queue before them. `sim.ints` is read anew after every call that may take a job.
 */

/** A job takes a server, waits for one, or is turned away. */
export function enterStation(sim: Sim, job: number, station: number): void {
  const { stations } = sim
  if (stations.discipline[station] === SHARING) {
    stations.sharing[station]!.enter(sim, job, station)
    return
  }
  const busy = stations.busy[station]!
  if (busy < stations.servers[station]!) {
    stations.busy[station] = busy + 1
    sim.metrics.busyArea[station]! -= sim.clock[0]!
    startWork(sim, job, station)
    return
  }
  const limit = stations.limit[station]!
  const ints = sim.ints
  // what a block does for itself is never turned away
  if (limit >= 0 && stations.waiting[station]! >= limit && ints[(job << ROW_BITS) + LINK]! >= 0) {
    turnAway(sim, job)
    return
  }
  const head = stations.head[station]!
  if (head < 0) {
    ints[(job << ROW_BITS) + NEXT] = -1
    stations.head[station] = job
    stations.tail[station] = job
  } else if (stations.discipline[station] === LIFO) {
    ints[(job << ROW_BITS) + NEXT] = head
    stations.head[station] = job
  } else {
    ints[(job << ROW_BITS) + NEXT] = -1
    ints[(stations.tail[station]! << ROW_BITS) + NEXT] = job
    stations.tail[station] = job
  }
  stations.waiting[station]!++
  joinQueue(sim, stations.block[station]!)
}

/** A server takes a job up: its work takes what the block's draw for its class says. */
export function startWork(sim: Sim, job: number, station: number): void {
  const at = job << ROW_BITS
  const block = sim.stations.block[station]!
  recordWait(sim, job, block, 0)
  sim.reals[(job << REAL_BITS) + WORK_START] = sim.clock[0]!
  const flags = sim.ints[at + FLAGS]!
  sim.ints[at + FLAGS] = flags | HOLDS
  if ((flags & TRACED) !== 0) {
    sim.tracer.serving(sim.spans[job]!, station - sim.program.blocks[block]!.firstStation, sim.clock[0]!)
  }
  sim.draws.draw(sim.workDraw[block * sim.program.classes.length + sim.ints[at + CLASS]!]!)
  scheduleWork(sim, job, sim.draws.value[0]! * sim.stations.slow[station]!)
}

/** The block works on a job for a time, with or without a server; then its kind's `served` is called. */
export function scheduleWork(sim: Sim, job: number, timeS: number): void {
  const at = job << ROW_BITS
  if (timeS === 0 && sim.depth < MAX_DEPTH) {
    sim.depth++
    sim.ints[at + NEXT] = -1
    sim.served[sim.kindOf[sim.ints[at + BLOCK]!]!]!(sim, job)
    sim.depth--
    return
  }
  sim.events.time[0] = sim.clock[0]! + timeS
  sim.ints[at + NEXT] = ~sim.events.push(event(OP_WORK, job))
}

/** A job's work is done, unless it has been broken off. */
export function endWork(sim: Sim, job: number, seq: number): void {
  const at = job << ROW_BITS
  const ints = sim.ints
  if (ints[at + NEXT] !== ~seq) return
  ints[at + NEXT] = -1
  sim.served[sim.kindOf[ints[at + BLOCK]!]!]!(sim, job)
}

/** A job gives its server back, and the next one in the queue gets it. */
export function releaseServer(sim: Sim, job: number): void {
  const at = job << ROW_BITS
  const station = sim.ints[at + STATION]!
  const { stations } = sim
  const block = stations.block[station]!
  sim.ints[at + FLAGS]! &= ~HOLDS
  sim.metrics.holdSum[block]! += sim.clock[0]! - sim.reals[(job << REAL_BITS) + WORK_START]!
  const next = stations.head[station]!
  if (next >= 0) {
    const follower = sim.ints[(next << ROW_BITS) + NEXT]!
    stations.head[station] = follower
    if (follower < 0) stations.tail[station] = -1
    stations.waiting[station]!--
    leaveQueue(sim, block)
    startWork(sim, next, station)
    return
  }
  freeServer(sim, station)
}

/** A server stands idle; a station that pulls asks its sources for work. */
export function freeServer(sim: Sim, station: number): void {
  sim.stations.busy[station]!--
  sim.metrics.busyArea[station]! += sim.clock[0]!
  if (sim.stations.pulls[station] === 1) askForWork(sim, station)
}

/** Lets the sources of a station fill its idle servers, in turns. */
export function askForWork(sim: Sim, station: number): void {
  const { stations } = sim
  const { sources } = sim.program.blocks[stations.block[station]!]!
  for (let i = 0; i < sources.length && isFree(sim, station); ) {
    const source = sources[i]!
    if (!sim.behaviourOf(source).pull!(sim, source, station)) i++
  }
}

/** Whether a station could take another job at once. */
export function isFree(sim: Sim, station: number): boolean {
  const { stations } = sim
  return (
    stations.down[station] === 0 &&
    stations.pulls[station] === 1 &&
    stations.busy[station]! < stations.servers[station]!
  )
}

/** An instance is lost, with all that it was doing: whoever waits for it is told that it is unavailable. */
export function crash(sim: Sim, station: number): void {
  const { stations } = sim
  const block = stations.block[station]!
  if (stations.down[station]!++ > 0) return
  const waiting = emptyQueue(sim, station)
  stations.sharing[station]?.clear(sim, station)
  const isHere = (at: number) =>
    sim.ints[at + STATION] === station && sim.ints[at + BLOCK] === block && (sim.ints[at + FLAGS]! & INSIDE) !== 0
  const inside: number[] = []
  sim.forEachJob((job, at) => {
    if (isHere(at)) inside.push(job)
  })
  const kind = sim.behaviourOf(block)
  for (const job of inside) {
    // one failure may have ended others
    if (!isHere(job << ROW_BITS)) continue
    const isWaiting = waiting.has(job)
    if ((sim.ints[(job << ROW_BITS) + FLAGS]! & HOLDS) !== 0) dropServer(sim, job, station)
    if (!isWaiting) kind.dropped?.(sim, job)
    breakOff(sim, job)
  }
  kind.lost?.(sim, block, station)
  sim.tellWatchers(station, false)
}

/** Sends everybody out of a queue. @returns who waited */
function emptyQueue(sim: Sim, station: number): Set<number> {
  const { stations, metrics } = sim
  const block = stations.block[station]!
  const waiting = new Set<number>()
  for (let job = stations.head[station]!; job >= 0; job = sim.ints[(job << ROW_BITS) + NEXT]!) waiting.add(job)
  for (const job of waiting) {
    leaveQueue(sim, block)
    metrics.waitBroken[block]! += sim.clock[0]! - sim.reals[(job << REAL_BITS) + ENTERED]!
  }
  stations.head[station] = -1
  stations.tail[station] = -1
  stations.waiting[station] = stations.sharing[station] === null ? 0 : stations.waiting[station]!
  return waiting
}

/** The server that a job holds goes down with it. */
function dropServer(sim: Sim, job: number, station: number): void {
  const { stations, metrics } = sim
  stations.busy[station]!--
  metrics.busyArea[station]! += sim.clock[0]!
  metrics.holdSum[stations.block[station]!]! += sim.clock[0]! - sim.reals[(job << REAL_BITS) + WORK_START]!
}

/** Ends a job at its block in the middle of whatever it was doing. */
export function breakOff(sim: Sim, job: number): void {
  const at = job << ROW_BITS
  // its pending work is void, and so are the answers it waits for
  sim.ints[at + NEXT] = -1
  sim.ints[at + GEN]!++
  // what the block does for itself ends without an answer
  if (sim.ints[at + LINK]! < 0) sim.freeJobRow(job)
  else finish(sim, job, UNAVAILABLE)
}

/** An instance is back, empty. */
export function recover(sim: Sim, station: number): void {
  const { stations } = sim
  if (--stations.down[station]! > 0) return
  const block = stations.block[station]!
  sim.behaviourOf(block).back?.(sim, block, station)
  sim.tellWatchers(station, true)
  if (stations.pulls[station] === 1) askForWork(sim, station)
}
