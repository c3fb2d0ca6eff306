import { CircleCheck, CircleX } from 'lucide-react'
import { GATE_IDS, type GateFigure, type GateId, type GateResults, GATES, holds } from '@/core/content/gates'
import { formatNumber } from '@/core/units/format'
import { Notice } from '@/ui/display'
import type { ScoreVersions } from '../versions'

export interface GatesViewProps {
  results: GateResults
  /** What scores are made by now. */
  now: ScoreVersions
  /** Titles of problems by slug. */
  titles: Readonly<Record<string, string>>
}

/** What the automatic score is tested for, what the tests measured, and what may be claimed of it. */
export function GatesView({ results, now, titles }: GatesViewProps) {
  const { figures, rubricVersion, evidenceVersion, engineVersion } = results
  const isOutdated =
    rubricVersion !== now.rubricVersion ||
    evidenceVersion !== now.evidenceVersion ||
    engineVersion !== now.engineVersion
  return (
    <div className="flex flex-col gap-4">
      <header>
        <h1 className="text-xl font-semibold">How this score was tested</h1>
        <p className="text-ink-2">
          Measured by its tests with rubric {rubricVersion}, evidence {evidenceVersion}, engine {engineVersion}.
        </p>
      </header>
      {isOutdated && (
        <Notice tone="warn" title="Measured by older rules">
          Scores are made with rubric {now.rubricVersion}, evidence {now.evidenceVersion}, engine {now.engineVersion}{' '}
          now. What stands here was measured before that.
        </Notice>
      )}
      <Claims figures={figures} problems={Object.keys(titles).length} />
      {GATE_IDS.map((id) => (
        <GateSection key={id} id={id} figures={figures.filter(({ gate }) => gate === id)} titles={titles} />
      ))}
    </div>
  )
}

function Claims({ figures, problems }: { figures: readonly GateFigure[]; problems: number }) {
  const failed = figures.filter((figure) => !holds(figure)).length
  const orders = figures.filter(({ gate, what }) => gate === 'V1' && what.startsWith('smallest gap'))
  const ordered = new Set(orders.map(({ problem }) => problem))
  for (const figure of orders) if (!holds(figure)) ordered.delete(figure.problem)
  const padding = Math.max(...figures.filter(({ gate }) => gate === 'V4').map(({ value }) => value))
  return (
    <section aria-labelledby="gates-claims" className="rounded-md border border-line bg-surface p-4">
      <h2 id="gates-claims" className="text-lg font-semibold">
        What may be said of it
      </h2>
      <ul className="mt-1 ms-4 flex max-w-[72ch] list-disc flex-col gap-1">
        <li>
          It puts the poor, the medium and the good interview of {ordered.size} of {problems} problems in their order.
        </li>
        <li>Padding moves it by {formatNumber(padding, { figures: 2 })} points at most.</li>
        <li>
          Of {figures.length} figures below, {failed === 0 ? 'all are' : `${figures.length - failed} are`} within their
          limits.
        </li>
      </ul>
      <h3 className="mt-3 font-semibold">What may not</h3>
      <ul className="mt-1 ms-4 flex max-w-[72ch] list-disc flex-col gap-1">
        <li>
          The same people wrote the problems, the worked interviews and the score, and no problem was held back while
          weights were chosen: every figure is about what its authors had seen.
        </li>
        <li>
          Whether it foretells how an interview goes, or agrees with interviewers, has not been measured. A level is
          what “the evidence suggests”, never a verdict.
        </li>
      </ul>
    </section>
  )
}

interface GateSectionProps {
  id: GateId
  figures: readonly GateFigure[]
  titles: Readonly<Record<string, string>>
}

function GateSection({ id, figures, titles }: GateSectionProps) {
  const { name, property } = GATES[id]
  return (
    <section aria-labelledby={`gate-${id}`} className="rounded-md border border-line bg-surface px-4 pt-4 pb-2">
      <h2 id={`gate-${id}`} className="text-lg font-semibold">
        {name} <span className="text-sm font-normal text-ink-3">{id}</span>
      </h2>
      <p className="max-w-[72ch] pb-2 text-ink-2">{property}</p>
      {figures.length === 0 && <p className="border-t border-line py-2 text-ink-3">— Not measured.</p>}
      <ul>
        {figures.map((figure) => (
          <li
            key={`${figure.problem} ${figure.what}`}
            className="flex flex-wrap items-baseline gap-x-4 border-t border-line py-1.5"
          >
            <span className="min-w-56 flex-1">
              {figure.problem !== null && (
                <span className="font-medium">{titles[figure.problem] ?? figure.problem}: </span>
              )}
              {figure.what}
              {figure.n > 1 && <span className="text-ink-3"> ({figure.n} cases)</span>}
            </span>
            <span className="w-20 text-end font-medium">{formatNumber(figure.value, { figures: 3 })}</span>
            <span className="w-32 text-ink-2">
              {figure.limit.is} {formatNumber(figure.limit.value, { figures: 3 })}
            </span>
            <Held figure={figure} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Held({ figure }: { figure: GateFigure }) {
  const isHeld = holds(figure)
  const Icon = isHeld ? CircleCheck : CircleX
  return (
    <span className={`flex w-20 items-center gap-1 ${isHeld ? 'text-good' : 'text-bad'}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {isHeld ? 'holds' : 'missed'}
    </span>
  )
}
