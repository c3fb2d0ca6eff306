import { MessagesSquare, SearchCheck } from 'lucide-react'
import type { MatrixMark } from '@/core/scoring/review-matrix'
import type { SuggestedLevel } from '@/core/scoring/score'
import { unknownText } from '@/core/units/format'
import { Badge } from '@/ui/display'
import { ScrollRegion } from '@/ui/scroll-region'
import type { MatrixCriterion, SubmittedLevel, SubmittedMatrix } from '../levels/review-shapes'

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const cell = 'px-2 py-1.5 text-center'

/** Criterion by reviewer, with median and spread of people, and what the evidence suggests on the other side of a line. */
export function LevelMatrix({ matrix: { reviews, criteria } }: { matrix: SubmittedMatrix }) {
  return (
    <ScrollRegion label="Matrix of levels" className="mt-3">
      <table className="w-full border-collapse">
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className="sticky start-0 bg-surface py-1.5 pe-2 text-start font-medium">
              Criterion
            </th>
            {reviews.map(({ reviewer, isYou, submittedAtMs, rubricVersion, target }) => (
              <th
                key={`${reviewer}-${submittedAtMs}`}
                scope="col"
                className={`${cell} max-w-36 font-medium`}
                title={`Submitted ${dateFormat.format(submittedAtMs)}, rubric ${rubricVersion}`}
              >
                <span className="block truncate">{isYou ? 'You' : reviewer}</span>
                {target && <span className="block truncate font-normal text-ink-3">for {target.name}</span>}
              </th>
            ))}
            <th scope="col" className={`${cell} font-medium`}>
              Median
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              Spread
            </th>
            <th scope="col" className={`${cell} border-s-2 border-edge font-medium`}>
              Evidence suggests
            </th>
            <th scope="col" className="sr-only">
              Marks
            </th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((criterion) => (
            <tr key={criterion.criterion} className="border-t border-line">
              <th scope="row" className="sticky start-0 bg-surface py-1.5 pe-2 text-start font-normal max-sm:max-w-32">
                {criterion.name}
              </th>
              {reviews.map(({ levels, reviewer, submittedAtMs }) => (
                <td key={`${reviewer}-${submittedAtMs}`} className={cell}>
                  <GivenLevelText given={levels[criterion.criterion]} />
                </td>
              ))}
              <td className={`${cell} font-semibold`}>{criterion.median ?? unknownText}</td>
              <td className={cell}>{spreadText(criterion)}</td>
              <td className={`${cell} border-s-2 border-edge text-ink-2`}>{suggestedText(criterion.automatic)}</td>
              <td className="py-1.5 ps-2">
                <span className="flex gap-1">
                  {criterion.marks.map((mark) => (
                    <MarkBadge key={mark} mark={mark} />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

export function MarkBadge({ mark }: { mark: MatrixMark }) {
  return mark === 'discuss' ? (
    <Badge tone="warn" icon={<MessagesSquare size={12} aria-hidden />} title="Reviewers are two levels apart or more">
      discuss
    </Badge>
  ) : (
    <Badge
      tone="info"
      icon={<SearchCheck size={12} aria-hidden />}
      title="People and evidence are two levels apart or more"
    >
      check evidence
    </Badge>
  )
}

/** The level as it stands, and beside it the one that was submitted first. */
function GivenLevelText({ given: { level, adjusted } }: { given: SubmittedLevel }) {
  if (!adjusted) return <LevelText level={level} />
  return (
    <span title={`Adjusted: ${adjusted.reason}`}>
      <del className="text-ink-3">
        <span className="sr-only">first </span>
        <LevelText level={level} />
      </del>{' '}
      <ins className="font-medium no-underline">
        <span className="sr-only">now </span>
        <LevelText level={adjusted.level} />
      </ins>
    </span>
  )
}

function LevelText({ level }: { level: SubmittedLevel['level'] }) {
  if (level !== 'not-observed') return <>{level}</>
  return (
    <span className="text-ink-3" title="Not observed">
      n/o<span className="sr-only"> (not observed)</span>
    </span>
  )
}

const spreadText = ({ spread }: MatrixCriterion): string =>
  spread === null ? unknownText : spread[0] === spread[1] ? String(spread[0]) : `${spread[0]} to ${spread[1]}`

function suggestedText(suggested: SuggestedLevel | null): string {
  if (suggested === null) return unknownText
  const [low, high] = suggested.range
  return `${suggested.level ?? unknownText}${low === high ? '' : ` (${low} to ${high})`}`
}
