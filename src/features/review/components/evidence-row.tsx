import { TrendingUp } from 'lucide-react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { formatNumber } from '@/core/units/format'
import { Badge } from '@/ui/display'
import type { ItemPoints } from '@/core/scoring/item-points'
import type { PointerContext } from '../pointer-link'
import { PointerLinks } from './pointer-links'
import { StatusMark } from './status-mark'

export interface EvidenceRowProps {
  item: EvidenceItem
  points: ItemPoints | undefined
  context: PointerContext
}

const tierWords = { must: 'must', should: 'should', bonus: 'bonus' } as const

/** One piece of evidence: what was looked for, what was found and where, and what would raise it. */
export function EvidenceRow({ item, points, context }: EvidenceRowProps) {
  return (
    <li
      id={`item-${item.id}`}
      className="flex break-inside-avoid scroll-mt-16 gap-3 border-t border-line py-3 max-sm:flex-col max-sm:gap-1"
    >
      <StatusMark status={item.status} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
          {item.text}
          <Badge>{tierWords[item.tier]}</Badge>
        </p>
        <p className="max-w-[72ch] text-ink-2">{item.why}</p>
        {item.counterfactual && (
          <p className="mt-1 flex max-w-[72ch] items-start gap-1.5">
            <TrendingUp size={14} aria-hidden className="mt-0.5 shrink-0 text-accent" />
            <span>
              <span className="font-medium">{item.status === 'unknown' ? 'To find out:' : 'Would raise it:'}</span>{' '}
              {item.counterfactual}
            </span>
          </p>
        )}
        <PointerLinks pointers={item.pointers} context={context} />
      </div>
      <PointsCell points={points} isBonus={item.tier === 'bonus'} />
    </li>
  )
}

function PointsCell({ points, isBonus }: { points: ItemPoints | undefined; isBonus: boolean }) {
  if (!points)
    return (
      <span className="min-w-24 shrink-0 whitespace-nowrap text-end text-ink-3 max-sm:text-start">not counted</span>
    )
  const earned = formatNumber(points.earned, { figures: 2 })
  const possible = formatNumber(points.possible, { figures: 2 })
  return (
    <span className="min-w-24 shrink-0 whitespace-nowrap text-end text-ink-2 max-sm:text-start">
      <span className="font-medium text-ink">
        {isBonus && '+'}
        {earned}
      </span>{' '}
      of {possible}
    </span>
  )
}
