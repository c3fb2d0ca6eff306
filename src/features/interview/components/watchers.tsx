'use client'

import { Eye } from 'lucide-react'
import { Badge } from '@/ui/display'
import { useLive } from '../client'

/** Who watches just now: whoever is looked at knows. */
export function Watchers() {
  const others = useLive((view) => view.others)
  if (others.length === 0) return null
  const names = [...new Set(others.map(({ name }) => name ?? 'An interviewer'))].join(', ')
  return (
    <span className="shrink-0" data-watchers="">
      <Badge tone="info" icon={<Eye size={12} aria-hidden />} title={`${names}: here now`}>
        <span className="max-w-32 truncate max-lg:sr-only">{names}</span>
      </Badge>
    </span>
  )
}
