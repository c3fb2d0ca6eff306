import { balancerCases } from './cases/balancers'
import { cacheCases } from './cases/caches'
import { callCases } from './cases/calls'
import { cdnCases } from './cases/cdn'
import { failureCases } from './cases/failures'
import { impatienceCases } from './cases/impatience'
import { limiterCases } from './cases/limiters'
import { nameCases } from './cases/names'
import { networkCases } from './cases/networks'
import { stationCases } from './cases/stations'
import type { OracleCase } from './trials'

/** Every design that is run against numbers of theory; the tests of each family hold it to them. */
export const allCases: readonly OracleCase[] = [
  ...stationCases,
  ...networkCases,
  ...balancerCases,
  ...callCases,
  ...cacheCases,
  ...cdnCases,
  ...failureCases,
  ...impatienceCases,
  ...limiterCases,
  ...nameCases,
]
