'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import type { ReviewCriterionId } from '@/core/content/rubric'
import type { Design } from '@/core/design/schema'
import { renderSvg } from '@/core/design/drawing/render-svg'
import { OUTLINE } from '@/core/interview/outline'
import { unknownText } from '@/core/units/format'
import { ScrollRegion } from '@/ui/scroll-region'
import { shownTheme } from '@/ui/theme-switch'
import { useHydrated } from '@/ui/use-hydrated'
import type { ComparedInterview } from '../boards/board-shapes'
import { replayHref } from '@/features/interview/replay-href'
import { levelText, percentText } from './level-text'
import { StepTimes } from './step-times'

export interface CompareBoardProps {
  interviews: readonly [ComparedInterview, ComparedInterview]
  criteria: readonly { id: ReviewCriterionId; name: string }[]
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** Two interviews on the same problem: design beside design, level beside level, number beside number. */
export function CompareBoard({ interviews, criteria }: CompareBoardProps) {
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 sm:grid-cols-2">
        {interviews.map((interview, i) => (
          <Side key={interview.interview} interview={interview} name={sideName(i)} />
        ))}
      </div>
      <Levels interviews={interviews} criteria={criteria} />
      <Counts interviews={interviews} />
      <StepTimes
        attempts={interviews.map((each, i) => ({ ...each, title: sideName(i) }))}
        steps={OUTLINE}
        text="Time worked, without pauses."
      />
    </div>
  )
}

const sideName = (i: number): string => (i === 0 ? 'First' : 'Second')

function Side({ interview, name }: { interview: ComparedInterview; name: string }) {
  const { title, finishedAtMs, design, total, reviews } = interview
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <h2 className="text-md font-semibold [overflow-wrap:anywhere]">
        {name}: {title}
      </h2>
      <p className="text-ink-3">
        {dateFormat.format(finishedAtMs)} · evidence {total === null ? unknownText : `${Math.round(total)} of 100`} ·{' '}
        {reviews === 1 ? '1 review' : `${reviews} reviews`}
      </p>
      <Picture interview={interview} />
      <p className="flex gap-3">
        <Link href={`/interview/${encodeURIComponent(interview.interview)}/report`} className="text-accent underline">
          Report
        </Link>
        <Link href={replayHref(interview.interview)} className="text-accent underline">
          Replay
        </Link>
      </p>
      <p className="text-sm text-ink-3">
        {design.blocks.length} blocks, {design.links.length} links
      </p>
    </section>
  )
}

const pictureOf = (design: Design): string =>
  `data:image/svg+xml,${encodeURIComponent(renderSvg(design, { theme: shownTheme(), titled: false }))}`

function Picture({ interview: { design } }: { interview: ComparedInterview }) {
  // The colours are known in the browser alone.
  const isHydrated = useHydrated()
  const picture = useMemo(() => (isHydrated ? pictureOf(design) : null), [design, isHydrated])
  if (design.blocks.length === 0) return <p className="py-6 text-center text-ink-3">No design was drawn.</p>
  if (picture === null) return <div className="h-56" />
  return <img src={picture} alt={`Design with ${design.blocks.length} blocks`} className="h-56 w-full object-contain" />
}

const cell = 'px-3 py-1.5'

function Levels({ interviews, criteria }: CompareBoardProps) {
  return (
    <ScrollRegion label="Levels" className="rounded-md border border-line bg-surface">
      <h2 className="px-3 pt-3 text-lg font-semibold">Levels</h2>
      <table className="w-full">
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className={`${cell} text-start font-medium`}>
              Criterion
            </th>
            {interviews.flatMap(({ interview }, i) => [
              <th key={`${interview}-people`} scope="col" className={`${cell} text-start font-medium`}>
                {sideName(i)}: people
              </th>,
              <th key={`${interview}-evidence`} scope="col" className={`${cell} text-start font-medium`}>
                {sideName(i)}: evidence
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ id, name }) => (
            <tr key={id} className="border-t border-line">
              <th scope="row" className={`${cell} text-start font-normal`}>
                {name}
              </th>
              {interviews.flatMap((each) => [
                <td key={`${each.interview}-people`} className={cell}>
                  {peopleText(each, id)}
                </td>,
                <td key={`${each.interview}-evidence`} className={`${cell} text-ink-2`}>
                  {evidenceText(each, id)}
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function peopleText({ people }: ComparedInterview, id: string): string {
  const level = people.find(({ criterion }) => criterion === id)
  if (!level || level.median === null || level.spread === null) return unknownText
  const [low, high] = level.spread
  return low === high ? String(level.median) : `${level.median} (${low} to ${high})`
}

function evidenceText({ criterionScores }: ComparedInterview, id: string): string {
  const score = criterionScores.find((each) => each.id === id)
  return score ? `${levelText(score)}, ${percentText(score)}` : unknownText
}

function Counts({ interviews: [first, second] }: Pick<CompareBoardProps, 'interviews'>) {
  return (
    <section aria-labelledby="compare-counts" className="rounded-md border border-line bg-surface">
      <h2 id="compare-counts" className="px-3 pt-3 text-lg font-semibold">
        What is in it
      </h2>
      <table className="w-full">
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className={`${cell} text-start font-medium`}>
              What
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              First
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              Second
            </th>
          </tr>
        </thead>
        <tbody>
          {first.counts.map(({ name, count }, i) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className={`${cell} text-start font-normal`}>
                {name}
              </th>
              <td className={`${cell} text-end`}>{count}</td>
              <td className={`${cell} text-end`}>{second.counts[i]?.count ?? unknownText}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
