'use client'

import { Lock, Play } from 'lucide-react'
import Link from 'next/link'
import type { CandidateProblem } from '@/core/content/problem'
import { formatRate } from '@/core/units/format'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { Badge } from '@/ui/display'
import { InterviewTerms } from './interview-terms'
import { useStartInterview } from './use-start-interview'

/** One problem as candidates read it, and the button that starts it. */
export function ProblemPage({ problem }: { problem: CandidateProblem }) {
  const { terms, setTerms, start, starting, canStart } = useStartInterview()
  const { slug, title, summary, difficulty, statementHtml, workload, closedBook } = problem
  usePaletteGroups(() => [
    {
      heading: 'Start an interview',
      actions: [
        {
          id: `start-${slug}`,
          label: `Start interview: ${title}`,
          icon: <Play size={14} aria-hidden />,
          onSelect: () => start(slug),
        },
      ],
    },
  ])
  return (
    <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,76ch)_minmax(300px,1fr)]">
      <article className="flex flex-col gap-5">
        <header>
          <p>
            <Link href="/problems" className="text-ink-2 hover:underline">
              Problems
            </Link>
          </p>
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold">
            {title} <Badge>{difficulty}</Badge>
          </h1>
          <p className="text-md text-ink-2">{summary}</p>
        </header>
        {/* Made from content/ by the server's own Markdown chain, which sanitises it. */}
        <div className="prose" dangerouslySetInnerHTML={{ __html: statementHtml }} />
      </article>
      <aside
        aria-label="Start"
        className="flex flex-col gap-5 rounded-md border border-line bg-surface p-4 lg:sticky lg:top-6 lg:mt-7"
      >
        <section aria-labelledby="problem-canvas">
          <h2 id="problem-canvas" className="text-md font-semibold">
            What stands on the canvas
          </h2>
          <p className="text-ink-2">{workload.scope}</p>
          <dl className="mt-2">
            {workload.requests.map((request) => (
              <div key={request.id} className="flex justify-between gap-4 border-b border-line py-1">
                <dt>{request.name}</dt>
                <dd>{formatRate(request.ratePerS)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {closedBook && (
          <p className="flex items-center gap-2 text-ink-2">
            <Lock size={14} aria-hidden className="shrink-0" />
            Closed book: the estimates are made without the reference numbers.
          </p>
        )}
        <InterviewTerms value={terms} onValueChange={setTerms} />
        <Button
          variant="primary"
          size="lg"
          icon={<Play size={14} aria-hidden />}
          disabled={!canStart}
          onClick={() => start(slug)}
        >
          {starting === null ? 'Start interview' : 'Starting …'}
        </Button>
      </aside>
    </div>
  )
}
