import { formatNumber } from '@/core/units/format'
import type { Level } from './drill'

/** How far apart two sides are that are to be compared, in powers of ten: nearer is harder. */
const APART = [
  { least: 0.6, most: 2 },
  { least: 0.3, most: 1.5 },
  { least: 0.15, most: 0.8 },
] as const

export function isApart(dex: number, level: Level): boolean {
  const { least, most } = APART[level - 1]!
  return Math.abs(dex) >= least && Math.abs(dex) <= most
}

/** "A is 4.5 times B." */
export function sideRemark(dex: number): string {
  const times = formatNumber(10 ** Math.abs(dex), { figures: 2, scale: 'grouped' })
  return dex > 0 ? `A is ${times} times B.` : `B is ${times} times A.`
}
