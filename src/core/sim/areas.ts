import * as rows from './rows'
import type { Sim } from './sim'

const { BLOCK_ROW, BLOCK_REAL, STATION_ROW, STATION_REAL, ROW_BITS, REAL_BITS } = rows

/* Areas as they stand now: what is kept in rows leaves out what has not ended (see BLOCK_REAL). */

export function stationsOf(sim: Sim, block: number): { first: number; end: number } {
  const first = sim.firstStationOf(block)
  return { first, end: first + sim.instancesOf(block) }
}

/** Server seconds of a station since time 0. */
export function stationBusyTime(sim: Sim, station: number): number {
  const busy = STATION_ROW.BUSY[station << ROW_BITS]!
  return STATION_REAL.BUSY_AREA[station << REAL_BITS]! + busy * sim.nowS
}

export function busyTime(sim: Sim, block: number): number {
  const { first, end } = stationsOf(sim, block)
  let sum = 0
  for (let station = first; station < end; station++) sum += stationBusyTime(sim, station)
  return sum
}

/** Job seconds waited at a block since time 0. */
export function queueTime(sim: Sim, block: number): number {
  const queued = BLOCK_ROW.QUEUED[block << ROW_BITS]!
  return BLOCK_REAL.QUEUE_AREA[block << REAL_BITS]! + queued * sim.nowS
}
