'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { CriterionId } from '@/core/content/rubric'
import { OUTLINE } from '@/core/interview/outline'
import { unknownText } from '@/core/units/format'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { Select } from '@/ui/input'
import { ScrollRegion } from '@/ui/scroll-region'
import type { Attempt } from '../boards/board-shapes'
import { compareHref } from './compare-href'
import { LevelTrend, type TrendPoint, trendText } from './level-trend'
import { newestTimeText, StepTimes } from './step-times'

export interface AttemptsBoardProps {
  /** The oldest first. */
  attempts: readonly Attempt[]
  criteria: readonly { id: CriterionId; name: string }[]
}

/** How one's interviews went on, criterion by criterion, and where the time went. */
export function AttemptsBoard({ attempts, criteria }: AttemptsBoardProps) {
  const [problem, setProblem] = useState('')
  if (attempts.length === 0)
    return (
      <EmptyState
        title="No finished interview yet"
        action={
          <Link href="/problems" className={buttonClass('primary')}>
            Choose a problem
          </Link>
        }
      >
        After each interview this page shows how every criterion went on, and where the time went.
      </EmptyState>
    )
  const problems = [...new Map(attempts.map((attempt) => [attempt.problem, attempt.title])).keys()]
  const shown = problem === '' ? attempts : attempts.filter((attempt) => attempt.problem === problem)
  return (
    <div className="flex flex-col gap-6">
      {problems.length > 1 && (
        <Select
          aria-label="Interviews on"
          className="max-w-60"
          value={problem}
          onValueChange={setProblem}
          options={[{ value: '', label: 'All problems' }, ...problems.map((slug) => ({ value: slug, label: slug }))]}
        />
      )}
      <section aria-labelledby="attempts-levels">
        <h2 id="attempts-levels" className="text-lg font-semibold">
          Levels, attempt by attempt
        </h2>
        <p className="text-ink-2">
          <span aria-hidden className="text-accent">
            ○
          </span>{' '}
          what the evidence suggests,{' '}
          <span aria-hidden className="text-warn">
            ■
          </span>{' '}
          the median of what people gave. The first attempt is at the left.
        </p>
        <ul className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {criteria.map(({ id, name }) => {
            const points = shown.map((attempt) => pointOf(attempt, id))
            return (
              <li key={id} className="rounded-md border border-line bg-surface p-3">
                <h3 className="font-medium">{name}</h3>
                <LevelTrend name={name} points={points} />
                <p className="text-sm text-ink-2">{trendText(points)}</p>
              </li>
            )
          })}
        </ul>
      </section>
      <AttemptTable attempts={shown} criteria={criteria} />
      <StepTimes attempts={shown} steps={OUTLINE} text={newestTimeText(shown, OUTLINE)} />
    </div>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

const pointOf = (attempt: Attempt, id: CriterionId): TrendPoint => ({
  label: `${attempt.title}, ${dateFormat.format(attempt.finishedAtMs)}`,
  evidence: attempt.criteria.find((each) => each.id === id)?.level ?? null,
  people: attempt.people.find(({ criterion }) => criterion === id)?.median ?? null,
})

/** The same as a table, with the score and what one can compare it with. */
function AttemptTable({ attempts, criteria }: AttemptsBoardProps) {
  const newestFirst = attempts.toReversed()
  return (
    <ScrollRegion label="All attempts" className="rounded-md border border-line bg-surface">
      <table className="w-full">
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-medium">
              Interview
            </th>
            {criteria.map(({ id, name }) => (
              <th key={id} scope="col" className="px-2 py-2 text-center font-medium" title={name}>
                {id}
                <span className="sr-only">: {name}</span>
              </th>
            ))}
            <th scope="col" className="px-3 py-2 text-end font-medium">
              Evidence, of 100
            </th>
            <th scope="col" className="px-3 py-2 text-end font-medium">
              Reviews
            </th>
            <th scope="col" className="sr-only">
              Compare
            </th>
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((attempt, i) => {
            const before = newestFirst.slice(i + 1).find(({ problem }) => problem === attempt.problem)
            return (
              <tr key={attempt.interview} className="border-t border-line">
                <th scope="row" className="max-w-64 px-3 py-2 text-start font-normal">
                  <Link
                    href={`/interview/${encodeURIComponent(attempt.interview)}/report`}
                    className="block truncate font-medium hover:underline"
                  >
                    {attempt.title}
                  </Link>
                  <span className="text-sm text-ink-3">{dateFormat.format(attempt.finishedAtMs)}</span>
                </th>
                {criteria.map(({ id }) => (
                  <td key={id} className="px-2 py-2 text-center">
                    {pointOf(attempt, id).evidence ?? unknownText}
                  </td>
                ))}
                <td className="px-3 py-2 text-end">
                  {attempt.total === null ? unknownText : Math.round(attempt.total)}
                </td>
                <td className="px-3 py-2 text-end">{attempt.reviews}</td>
                <td className="px-2 py-1 text-end">
                  {before && (
                    <Link
                      href={compareHref(before.interview, attempt.interview)}
                      className={buttonClass('quiet', 'sm')}
                    >
                      Compare with the one before
                    </Link>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
