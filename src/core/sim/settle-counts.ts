import * as rows from './rows'
import type { Sim } from './sim'

const { LINK_ROW, LINK_REAL, BLOCK_ROW, STATION_ROW, ROW_BITS, TO_REAL } = rows

/** Brings the counters up to date that STRAIGHT and STRAIGHT_BACK of a link stand for: before they are read or set. */
export function settleCounts(sim: Sim): void {
  for (const [i, { to }] of sim.program.links.entries()) {
    const at = sim.linkAt(i)
    const real = at >> TO_REAL
    const block = to << ROW_BITS
    const calls = LINK_REAL.STRAIGHT[real]!
    if (calls > 0) {
      const station = LINK_ROW.TO_STATION[at]! << ROW_BITS
      LINK_ROW.CALLS[at]! += calls
      BLOCK_ROW.ARRIVALS[block]! += calls
      STATION_ROW.ARRIVALS[station]! += calls
    }
    const answers = LINK_REAL.STRAIGHT_BACK[real]!
    LINK_ROW.ANSWERS[at]! += answers
    BLOCK_ROW.DONE[block]! += answers
    LINK_REAL.STRAIGHT[real] = 0
    LINK_REAL.STRAIGHT_BACK[real] = 0
  }
}
