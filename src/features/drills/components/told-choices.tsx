import { Check } from 'lucide-react'
import type { Choice } from '@/core/drills/question'
import { Badge } from '@/ui/display'
import { choiceKey } from '../words'

/** The choices once more, with the right one and the one that was taken. */
export function ToldChoices({ options, chosen, right }: { options: readonly Choice[]; chosen: string; right: string }) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
      {options.map(({ id, text, value }, i) => (
        <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <span className="w-4 shrink-0 text-ink-2">{choiceKey(id, i)}</span>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {value === undefined ? text : <span className="font-mono text-sm">{text}</span>}
          </span>
          {value !== undefined && <span className="font-medium whitespace-nowrap">{value}</span>}
          {id === chosen && id !== right && <Badge tone="bad">yours</Badge>}
          {id === right && (
            <Badge tone="good" icon={<Check size={12} aria-hidden />}>
              {id === chosen ? 'yours, and right' : 'right'}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}
