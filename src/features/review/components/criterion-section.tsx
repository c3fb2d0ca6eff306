import { Ban, EyeOff } from 'lucide-react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { countedWeight, type CriterionScore, type Score } from '@/core/scoring/score'
import { formatRatio } from '@/core/units/format'
import { itemPoints } from '@/core/scoring/item-points'
import type { PointerContext } from '../pointer-link'
import { EvidenceRow } from './evidence-row'
import { levelText, percentText } from './level-text'

export interface CriterionSectionProps {
  criterion: CriterionScore
  items: readonly EvidenceItem[]
  score: Score
  /** Leaves out what cannot be raised any more. */
  onlyOpen: boolean
  context: PointerContext
}

/** One criterion: what the evidence suggests, all of the evidence, and what was not looked at. */
export function CriterionSection(props: CriterionSectionProps) {
  const { criterion, items, score, onlyOpen, context } = props
  const own = items.filter((item) => item.criterion === criterion.id)
  const shown = onlyOpen ? own.filter((item) => item.counterfactual !== null) : own
  const points = itemPoints(items, criterion, { counted: countedWeight(score.criteria), timeShare: score.timeShare })
  return (
    <section
      id={`criterion-${criterion.id}`}
      aria-labelledby={`criterion-${criterion.id}-title`}
      className="scroll-mt-4 rounded-md border border-line bg-surface px-4 pt-4 pb-2"
    >
      <header className="flex break-inside-avoid break-after-avoid flex-wrap items-baseline justify-between gap-x-4 pb-3">
        <h2 id={`criterion-${criterion.id}-title`} className="text-lg font-semibold">
          {criterion.name}
        </h2>
        <p className="text-md">
          {criterion.level === null ? 'Evidence: ' : 'Evidence suggests '}
          <strong className="font-semibold">{levelText(criterion)}</strong>
        </p>
        <p className="w-full text-ink-2">
          {assessedText(criterion)}; weighs {criterion.weight} of 100.
        </p>
      </header>
      {criterion.gates.map((gate) => (
        <p key={gate} className="flex items-start gap-1.5 pb-2">
          <Ban size={14} aria-hidden className="mt-0.5 shrink-0 text-bad" />
          {gate}
        </p>
      ))}
      <ul aria-label={`Evidence: ${criterion.name}`}>
        {shown.map((item) => (
          <EvidenceRow key={item.id} item={item} points={points.get(item.id)} context={context} />
        ))}
      </ul>
      {shown.length === 0 && <p className="border-t border-line py-3 text-ink-2">Nothing is left to raise here.</p>}
      <p className="flex items-start gap-1.5 border-t border-line py-3 text-ink-2">
        <EyeOff size={14} aria-hidden className="mt-0.5 shrink-0" />
        <span>
          <span className="font-medium">
            Not assessed ({formatRatio(1 - criterion.autoCeiling)} of this criterion):
          </span>{' '}
          {criterion.notAssessed}
        </span>
      </p>
    </section>
  )
}

function assessedText(criterion: CriterionScore): string {
  if (criterion.percent === null) return 'Nothing of it could be assessed, so it does not count'
  const part = criterion.assessed < 1 ? `, which is ${formatRatio(criterion.assessed)} of it` : ''
  return `${percentText(criterion)} of what was assessed${part}`
}
