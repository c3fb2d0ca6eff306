import type { RecordedRun } from '@/core/interview/state'

/** "Run 3: 4 of 5 objectives met, 2 faults": how a recorded run is called where one is chosen. */
export function runWords(run: RecordedRun, index: number): string {
  const met = run.objectives.filter((objective) => objective.met).length
  const objectives = run.objectives.length === 0 ? 'no objectives' : `${met} of ${run.objectives.length} objectives met`
  const faults = run.faults.length === 0 ? '' : `, ${run.faults.length} fault${run.faults.length === 1 ? '' : 's'}`
  return `Run ${index + 1}: ${objectives}${faults}`
}
