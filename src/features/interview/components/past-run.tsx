'use client'

import { CircleCheck, CircleHelp, Play, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { Report } from '@/core/design/report'
import { runIn } from '@/core/interview/events'
import { optionsOf, type PastRun, pastRun } from '@/core/interview/past-run'
import type { RecordedRun } from '@/core/interview/state'
import { formatDuration } from '@/core/units/format'
import type { Simulation } from '@/features/simulation/use-simulation'
import { Button } from '@/ui/button'
import { compareRun, type RunComparison } from '../compare-run'
import { useReplay, useReplayPlayer } from '../replay'
import { runWords } from './run-words'

/** The design and the run of the moment that is shown. */
export function usePastRun(): PastRun {
  const replay = useReplay((view) => view.replay)
  const seq = useReplay((view) => view.seq)
  const state = useReplay((view) => view.state)
  return useMemo(() => pastRun(replay, seq, state), [replay, seq, state])
}

export interface PastRunProps {
  past: PastRun
  simulation: Simulation
}

/** Runs the design of the moment, with the options of the run that was made of it then. */
export function PastRunButton({ past: { design, run }, simulation }: PastRunProps) {
  const isBlocked = design.links.length === 0
  return (
    <Button
      variant="primary"
      aria-label="Run it as it was"
      title={isBlocked ? 'No blocks are linked yet: nothing would travel.' : 'Run the design as it was at this moment'}
      icon={<Play size={14} aria-hidden />}
      disabled={isBlocked || simulation.status.state === 'running'}
      onClick={() => simulation.run(design, run ? optionsOf(run) : undefined)}
    >
      <span className="max-lg:sr-only">Run it as it was</span>
    </Button>
  )
}

/** What was run at the moment, and, once it is made again, whether the same came out. */
export function PastRunStrip({ past: { design, run }, simulation }: PastRunProps) {
  const runs = useReplay((view) => view.state.runs)
  const led = useLedRun()
  const { report, ranDesign, status } = simulation
  const isMade = report !== null && ranDesign === design && status.state === 'idle'
  if (led && led !== run) return <OtherRun run={led} name={runWords(led, runs.indexOf(led))} />
  if (!run && !isMade) return null
  const name = run ? runWords(run, runs.indexOf(run)) : ''
  return (
    <section
      aria-label="The run then and now"
      data-row-key={run?.run}
      className="max-h-48 shrink-0 overflow-auto border-t border-line bg-surface px-3 py-1.5"
    >
      {run && isMade ? (
        <Compared name={name} run={run} comparison={compareRun(run, report, design)} report={report} />
      ) : (
        <p className="flex items-start gap-1.5 text-ink-2">
          <CircleHelp size={14} aria-hidden className="mt-0.5 shrink-0" />
          {run
            ? `${name}. Run it as it was to see the same figures again.`
            : 'By then nobody had run this design: there is nothing to compare these figures with.'}
        </p>
      )}
    </section>
  )
}

/** The run that somebody was led to. */
function useLedRun(): RecordedRun | undefined {
  const id = useReplay((view) => view.targets.find(({ kind }) => kind === 'run')?.id)
  const runs = useReplay((view) => view.state.runs)
  return runs.find(({ run }) => run === id)
}

/** A run of before the moment, made of another design. */
function OtherRun({ run: { run }, name }: { run: RecordedRun; name: string }) {
  const player = useReplayPlayer()
  const replay = useReplay((view) => view.replay)
  const made = replay.events.find(({ payload }) => runIn(payload)?.run === run)
  return (
    <section
      aria-label="An earlier run"
      data-row-key={run}
      className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-surface px-3 py-1.5"
    >
      <p className="min-w-0 text-ink-2">{name}. The design was another one then.</p>
      {made && (
        <Button size="sm" onClick={() => player.goTo(made.seq)}>
          Go to that moment
        </Button>
      )}
    </section>
  )
}

interface ComparedProps {
  name: string
  run: RecordedRun
  report: Report
  comparison: RunComparison
}

function Compared({ name, run, report, comparison }: ComparedProps) {
  const { figures, different } = comparison
  const isSame = different === 0
  const Icon = isSame ? CircleCheck : TriangleAlert
  return (
    <>
      <p role="status" className="flex items-start gap-1.5">
        <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${isSame ? 'text-good' : 'text-warn'}`} />
        <span>
          <span className="font-medium">{name}.</span> {verdictOf(comparison)} {optionsText(run, report)}
        </span>
      </p>
      <details>
        <summary className="min-h-6 cursor-pointer text-ink-2">Figures then and now</summary>
        <table className="w-full max-w-[720px]">
          <thead>
            <tr className="text-xs text-ink-3">
              <th scope="col" className="py-0.5 text-start font-normal">
                Figure
              </th>
              <th scope="col" className="text-end font-normal">
                Then
              </th>
              <th scope="col" className="text-end font-normal">
                Now
              </th>
              <th scope="col" className="w-20 ps-3 text-start font-normal">
                Equal
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ label, before, now, isEqual }) => (
              <tr key={label} className="border-t border-line">
                <th scope="row" className="py-0.5 text-start font-normal">
                  {label}
                </th>
                <td className="text-end">{before}</td>
                <td className="text-end">{now}</td>
                <td className={`ps-3 ${isEqual ? '' : 'font-medium text-warn'}`}>{isEqual ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function verdictOf({ figures, different, engineThen }: RunComparison): string {
  const count = figures.length
  if (engineThen !== null) {
    const outcome =
      different === 0 ? `all ${count} figures are equal all the same` : `${different} of ${count} figures differ`
    return `Engine ${engineThen} made it, which is not the one that runs here: ${outcome}.`
  }
  return different === 0
    ? `Made again here, it is equal in all ${count} figures.`
    : `Made again here, ${different} of ${count} figures differ, though the engine is the same.`
}

function optionsText({ options }: RecordedRun, { seed, simulatedS }: Report): string {
  const same = `seed ${seed}, ${formatDuration(simulatedS)}`
  return options
    ? `(${same}, as then.)`
    : `(${same}, as then; of its other options nothing was kept, so they are the usual ones.)`
}
