import * as rows from './rows'
import type { Sim } from './sim'

const { LINK_ROW, LINK_REAL, BLOCK_ROW, STATION_ROW, ROW_BITS, TO_REAL } = rows

/** Brings the counters up to date that STRAIGHT and STRAIGHT_BACK of a link stand for: before they are read or set. */
export function settleCounts(sim: Sim): void {
  const { ints, reals } = sim
  for (const [i, { to }] of sim.program.links.entries()) {
    const at = sim.linkAt(i)
    const real = at >> TO_REAL
    const block = to << ROW_BITS
    const calls = reals[real | LINK_REAL.STRAIGHT]!
    if (calls > 0) {
      const station = ints[at | LINK_ROW.TO_STATION]! << ROW_BITS
      ints[at | LINK_ROW.CALLS]! += calls
      ints[block | BLOCK_ROW.ARRIVALS]! += calls
      ints[station | STATION_ROW.ARRIVALS]! += calls
    }
    const answers = reals[real | LINK_REAL.STRAIGHT_BACK]!
    ints[at | LINK_ROW.ANSWERS]! += answers
    ints[block | BLOCK_ROW.DONE]! += answers
    reals[real | LINK_REAL.STRAIGHT] = 0
    reals[real | LINK_REAL.STRAIGHT_BACK] = 0
  }
}
