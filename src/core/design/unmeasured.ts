import type { RunResult } from '@/core/sim/run-result'

/** The result of a replication that has not come to its measured time: what was counted until then is of the warm-up alone. */
export const unmeasured = ({ events, ...result }: RunResult): RunResult => ({ ...zeroed(result), events })

/** The same shape with all its numbers 0. */
function zeroed<T>(value: T): T {
  if (typeof value === 'number') return 0 as T
  if (value instanceof Int32Array) return new Int32Array(value.length) as T
  if (Array.isArray(value)) return value.map(zeroed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, zeroed(inner)])) as T
}
