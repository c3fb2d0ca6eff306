import type { Chain, SheetFinding } from './chain'
import { bandwidthDiffers, pathSaturates, peakBelowAverage, trafficDiffers } from './rates'
import {
  cacheTooSmall,
  connectionsExceed,
  copiesDiffer,
  storageDiffers,
  storagePerMachine,
  tooFewInstances,
} from './sizes'
import { changedByHand, costDiffers, targetDiffers } from './targets'

/** One rule a contradiction; `id` is that of its findings. Its examples, one that it finds and one that it must not, are tests. */
export const RULES: readonly { id: string; find: (chain: Chain) => SheetFinding[] }[] = [
  { id: 'changed-by-hand', find: changedByHand },
  { id: 'path-saturates', find: pathSaturates },
  { id: 'too-few-instances', find: tooFewInstances },
  { id: 'traffic-differs', find: trafficDiffers },
  { id: 'peak-below-average', find: peakBelowAverage },
  { id: 'target-differs', find: targetDiffers },
  { id: 'storage-per-machine', find: storagePerMachine },
  { id: 'storage-differs', find: storageDiffers },
  { id: 'copies-differ', find: copiesDiffer },
  { id: 'cache-too-small', find: cacheTooSmall },
  { id: 'connections-exceed', find: connectionsExceed },
  { id: 'bandwidth-differs', find: bandwidthDiffers },
  { id: 'cost-differs', find: costDiffers },
]

/** All that a sheet and a design say against each other, in a stable order. Never throws; what is unknown contradicts nothing. */
export const contradictionsOf = (chain: Chain): SheetFinding[] => RULES.flatMap(({ find }) => find(chain))
