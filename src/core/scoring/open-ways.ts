import { inWords } from '@/core/design/graph'
import type { Found } from './evidence'
import { requestName } from './proof'
import { type InterviewReading, pathShare } from './reading'

/** What helps where requests have no way. */
export const linkUp = (names: string): string => `Link the blocks so that ${names} comes to where its data is kept.`

/**
 * An item that judges every way counts nothing for those that are missing. It says so, and where it found nothing wrong with
 * the others it is the missing ones that would raise it.
 */
export function withOpenWays(reading: InterviewReading, item: Found): Found {
  const open = [...reading.classes.values()].filter(({ path }) => path !== 'whole')
  if (open.length === 0) return item
  const names = inWords(open.map(({ workload }) => requestName(reading, workload.id)))
  const isSound = item.credit >= pathShare(reading) - 1e-9
  const why = `${item.why} ${names} ${open.length === 1 ? 'has' : 'have'} no way to a store, which counts as nothing here.`
  return { ...item, why, counterfactual: isSound ? linkUp(names) : item.counterfactual }
}
