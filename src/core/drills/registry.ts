import { dataDrills } from './data-drills'
import type { Drill } from './drill'
import { moneyDrills } from './money-drills'
import { reliabilityDrills } from './reliability-drills'
import { serversDrills } from './servers-drills'
import { tableDrills } from './table-drills'
import { trafficDrills } from './traffic-drills'
import { waitingDrills } from './waiting-drills'

/** Every drill there is. An entry is data: its cells are the truth, and tests/contract/drills.test.ts checks it. */
export const drills: readonly Drill[] = [
  ...trafficDrills,
  ...dataDrills,
  ...serversDrills,
  ...waitingDrills,
  ...reliabilityDrills,
  ...moneyDrills,
  ...tableDrills,
]

const byId = new Map(drills.map((drill) => [drill.id, drill]))

export const drillOf = (id: string): Drill | undefined => byId.get(id)
