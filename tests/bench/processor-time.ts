import { readFileSync } from 'node:fs'

/** Linux counts in these, whatever its clock. */
const TICKS_PER_S = 100

/**
 * Processor time that a process has taken so far, ms: unlike time, it hardly changes with what else the machine does. From
 * Linux's /proc; null elsewhere.
 */
export function processorTimeMs(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [userTicks, systemTicks] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return ((userTicks! + systemTicks!) * 1000) / TICKS_PER_S
  } catch {
    return null
  }
}

/** What it takes from now on for each of so many things, ms. */
export function processorTimeEach(pid: number | undefined): (things: number) => number | null {
  const before = processorTimeMs(pid)
  return (things) => {
    const after = processorTimeMs(pid)
    return before === null || after === null ? null : Math.round(((after - before) / things) * 100) / 100
  }
}
