'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import type { CandidateProblem } from '@/core/content/problem'
import { formatRate } from '@/core/units/format'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { Badge } from '@/ui/display'
import { InterviewTerms } from './interview-terms'
import { useStartInterview } from './use-start-interview'

export type ProblemCardData = Pick<CandidateProblem, 'slug' | 'title' | 'summary' | 'difficulty' | 'workload'>

/** Everything one can design, and how long one has: choose and start. */
export function ProblemCards({ problems }: { problems: readonly ProblemCardData[] }) {
  const { terms, setTerms, start, starting, canStart } = useStartInterview()
  usePaletteGroups(() => [
    {
      heading: 'Start an interview',
      actions: problems.map(({ slug, title }) => ({
        id: `start-${slug}`,
        label: `Start interview: ${title}`,
        icon: <Play size={14} aria-hidden />,
        onSelect: () => start(slug),
      })),
    },
  ])
  return (
    <div className="flex flex-col gap-6">
      <InterviewTerms value={terms} onValueChange={setTerms} />
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {problems.map((problem) => (
          <li key={problem.slug} className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
            <div className="flex items-start justify-between gap-2">
              <h2 className="text-lg font-semibold">
                <Link href={`/problems/${problem.slug}`} className="hover:underline">
                  {problem.title}
                </Link>
              </h2>
              <Badge>{problem.difficulty}</Badge>
            </div>
            <p className="flex-1 text-md text-ink-2">{problem.summary}</p>
            <Traffic problem={problem} />
            <Button
              variant="primary"
              icon={<Play size={14} aria-hidden />}
              aria-label={`Start interview: ${problem.title}`}
              disabled={!canStart}
              onClick={() => start(problem.slug)}
            >
              {starting === problem.slug ? 'Starting …' : 'Start interview'}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the design will have to stand, at a glance. */
function Traffic({ problem }: { problem: ProblemCardData }) {
  return (
    <dl className="flex flex-col gap-0.5 text-sm">
      {problem.workload.requests.map((request) => (
        <div key={request.id} className="flex justify-between gap-2">
          <dt className="text-ink-2">{request.name}</dt>
          <dd className="whitespace-nowrap">{formatRate(request.ratePerS)}</dd>
        </div>
      ))}
    </dl>
  )
}
