import { Badge } from '@/ui/display'
import type { DrillBoard } from '../drill-shapes'
import { topicWords } from '../words'

/** Names of this many are told; the rest is a number. */
const MOST_NAMED = 8

/** What comes back today, and why. */
export function DueDrills({ board: { due } }: { board: DrillBoard }) {
  if (due.length === 0) return null
  const named = due.toSorted((a, b) => Number(b.isMissed) - Number(a.isMissed)).slice(0, MOST_NAMED)
  return (
    <section aria-labelledby="drills-due">
      <h2 id="drills-due" className="pb-1 text-md font-semibold">
        Comes back today
      </h2>
      <p className="pb-2 text-ink-2">
        What was missed comes back first, with other numbers; what went well after 1, 3, 7 and 21 days.
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {named.map(({ drill, title, topic, isMissed }) => (
          <li key={drill} className="flex items-center gap-1.5">
            {title} <span className="text-ink-3">{topicWords[topic]}</span>
            {isMissed && <Badge tone="warn">missed</Badge>}
          </li>
        ))}
        {due.length > named.length && <li className="text-ink-3">and {due.length - named.length} more</li>}
      </ul>
    </section>
  )
}
