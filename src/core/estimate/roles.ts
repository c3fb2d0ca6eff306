import { type Dims, hardOf, makeDims, sameDims } from '@/core/units/dims'
import type { CellRole } from './sheet'

export interface RoleSpec {
  role: CellRole
  label: string
  /** What a value of this role is measured in, nouns aside. */
  dims: Dims
  /** An example of its unit, for hints. */
  unit: string
}

const dims = (...entries: [string, number][]): Dims => makeDims(entries)

export const roleSpecs: readonly RoleSpec[] = [
  { role: 'qps_avg', label: 'Average request rate', dims: dims(['time', -1]), unit: 'req/s' },
  { role: 'qps_peak', label: 'Peak request rate', dims: dims(['time', -1]), unit: 'req/s' },
  { role: 'storage_day', label: 'Storage a day', dims: dims(['data', 1], ['time', -1]), unit: 'GB/day' },
  { role: 'storage_total', label: 'Storage in all', dims: dims(['data', 1]), unit: 'TB' },
  { role: 'bw_in', label: 'Bandwidth in', dims: dims(['data', 1], ['time', -1]), unit: 'Mbit/s' },
  { role: 'bw_out', label: 'Bandwidth out', dims: dims(['data', 1], ['time', -1]), unit: 'Mbit/s' },
  { role: 'cache_mem', label: 'Cache memory', dims: dims(['data', 1]), unit: 'GB' },
  { role: 'servers', label: 'Servers', dims: dims(), unit: 'servers' },
  { role: 'connections', label: 'Connections', dims: dims(), unit: 'connections' },
  { role: 'cost_month', label: 'Cost a month', dims: dims(['money', 1], ['time', -1]), unit: '$/month' },
]

export const roleSpec = (role: CellRole): RoleSpec => {
  const spec = roleSpecs.find((candidate) => candidate.role === role)
  if (!spec) throw new Error(`role ${role} has no entry`)
  return spec
}

/** Whether a quantity can be what a role stands for. "30 GB" alone passes as storage a day: it says "a day" itself. */
export function fitsRole(role: CellRole, quantity: Dims): boolean {
  const hard = hardOf(quantity)
  const wanted = roleSpec(role).dims
  return (
    sameDims(hard, wanted) ||
    (role === 'storage_day' && sameDims(hard, dims(['data', 1]))) ||
    (role === 'cost_month' && sameDims(hard, dims(['money', 1])))
  )
}
