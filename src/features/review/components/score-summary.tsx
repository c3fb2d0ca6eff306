import { CircleHelp } from 'lucide-react'
import type { CriterionScore, Score } from '@/core/scoring/score'
import { formatRatio } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import { levelText, percentText } from './level-text'

/** The total and the six criteria at a glance; each leads to its evidence. */
export function ScoreSummary({ score }: { score: Score }) {
  return (
    <section
      aria-labelledby="report-total"
      className="flex break-inside-avoid gap-6 rounded-md border border-line bg-surface p-4 max-md:flex-col"
    >
      <div className="shrink-0 md:w-52">
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
      <ul aria-label="Criteria" className="min-w-0 flex-1">
        {score.criteria.map((criterion) => (
          <CriterionLine key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </section>
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
