import { Ban, CircleHelp, TrendingUp } from 'lucide-react'
import type { CriterionScore, LoadCap, Score } from '@/core/scoring/score'
import { formatRatio } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import type { PointerContext } from '../pointer-link'
import { levelText, percentText } from './level-text'
import { PointerLinks } from './pointer-links'

/** The total and the six criteria at a glance; each leads to its evidence, and so does what holds the total down. */
export function ScoreSummary({ score, context }: { score: Score; context: PointerContext }) {
  return (
    <section
      aria-labelledby="report-total"
      className="grid break-inside-avoid gap-x-6 gap-y-4 rounded-md border border-line bg-surface p-4 md:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id="report-total" className="text-sm font-medium text-ink-2">
          The evidence comes to
        </h2>
        <p>
          <span className="text-2xl font-semibold">{Math.round(score.total)}</span>{' '}
          <span className="text-md text-ink-2">of 100</span>
        </p>
        {score.assessed < 1 && <PartOnly score={score} />}
        <p className="mt-2 text-ink-2">
          Counted from what is in the interview and from runs that the server made of your design. A person may see
          more: their verdict counts, this is what can be shown.
        </p>
      </div>
      {score.loadCap && <HeldDown loadCap={score.loadCap} context={context} />}
      <ul aria-label="Criteria" className="min-w-0">
        {score.criteria.map((criterion) => (
          <CriterionLine key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </section>
  )
}

/** Why the total is lower than the criteria beside it would make it. */
function HeldDown({ loadCap, context }: { loadCap: LoadCap; context: PointerContext }) {
  return (
    <div className="flex items-start gap-1.5 border-t border-line pt-3 max-md:border-b max-md:pb-3 md:order-last md:col-span-2">
      <Ban size={16} aria-hidden className="mt-0.5 shrink-0 text-bad" />
      <div className="max-w-[72ch] min-w-0">
        <p className="font-medium">
          Held at {Math.round(loadCap.atMost)} of 100; without this limit it would be {Math.round(loadCap.without)}.
        </p>
        <p className="text-ink-2">{loadCap.why}</p>
        <p className="mt-1 flex items-start gap-1.5">
          <TrendingUp size={14} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <span>
            <span className="font-medium">Would raise it:</span> {loadCap.counterfactual}
          </span>
        </p>
        <PointerLinks pointers={loadCap.pointers} context={context} />
      </div>
    </div>
  )
}

/** The server could not make all of its runs: a total of a part is no total. */
function PartOnly({ score }: { score: Score }) {
  const [low, high] = score.range.map(Math.round)
  return (
    <p className="mt-2 flex items-start gap-1.5 font-medium">
      <CircleHelp size={16} aria-hidden className="mt-0.5 shrink-0 text-info" />
      Of the {formatRatio(score.assessed)} that could be assessed. With the rest it comes to between {low} and {high}.
    </p>
  )
}

function CriterionLine({ criterion }: { criterion: CriterionScore }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <a
        href={`#criterion-${criterion.id}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-1.5 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_160px_84px_200px]"
      >
        <span className="font-medium">{criterion.name}</span>
        <LevelSteps criterion={criterion} />
        <span className="text-end text-ink-2 max-sm:hidden">{percentText(criterion)}</span>
        <span className="text-ink-2 max-sm:col-span-2">{levelText(criterion)}</span>
      </a>
    </li>
  )
}

/** Four steps: those of the level are full, those of its range only edged. */
function LevelSteps({ criterion }: { criterion: CriterionScore }) {
  const { level, range } = criterion
  return (
    <span aria-hidden className="flex w-40 gap-1 max-sm:w-24">
      {[1, 2, 3, 4].map((step) => (
        <span
          key={step}
          className={classNames(
            'h-2.5 flex-1 rounded-sm border',
            step <= (level ?? 0)
              ? 'border-accent bg-accent'
              : step <= range[1] && range[0] < range[1]
                ? 'border-accent bg-accent-soft'
                : 'border-edge',
          )}
        />
      ))}
    </span>
  )
}
