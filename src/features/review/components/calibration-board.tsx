import Link from 'next/link'
import { buttonClass } from '@/ui/button'
import { Badge, Notice } from '@/ui/display'
import { ScrollRegion } from '@/ui/scroll-region'
import type { Calibration } from '@/core/scoring/calibration'
import type { ReviewCriterionId } from '@/core/content/rubric'
import { unknownText } from '@/core/units/format'
import type { AnchorComparison, AnchorRow, CalibrationBoard as Board } from '../calibration/calibration-shapes'
import { anchorHref } from '../calibration/anchor-href'
import { FigureRange, figureText, intervalText } from './figure-range'
import { levelName } from './level-text'
import { PinLinks } from './pin-links'

export interface CalibrationBoardProps {
  board: Board
  criterionNames: Readonly<Record<ReviewCriterionId, string>>
}

/** Six interviews to rate blind, and how one's levels compare with the gold levels once all are rated. */
export function CalibrationBoard({ board: { anchors, result }, criterionNames }: CalibrationBoardProps) {
  const rated = anchors.filter(({ ratedAtMs }) => ratedAtMs !== null).length
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-[76ch] text-ink-2">
        Rate {anchors.length} interviews by the same criteria as any other. Their levels are the opinion of the authors;
        you see them, and how you compare, when you have rated all. Nobody but you sees the result. After a quarter two
        are rated again, to see whether your levels have moved.
      </p>
      <section aria-labelledby="calibration-anchors">
        <h2 id="calibration-anchors" className="pb-2 text-md font-semibold">
          Interviews{' '}
          <span className="font-normal text-ink-3">
            {rated} of {anchors.length} rated
          </span>
        </h2>
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {anchors.map((anchor, i) => (
            <AnchorLine key={anchor.slug} anchor={anchor} number={i + 1} />
          ))}
        </ul>
      </section>
      {result && (
        <>
          <Result result={result} names={criterionNames} />
          <Comparisons comparisons={result.comparisons} names={criterionNames} />
        </>
      )}
    </div>
  )
}

function AnchorLine({ anchor, number }: { anchor: AnchorRow; number: number }) {
  const { slug, title, rounds, isDue } = anchor
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <p className="min-w-40 flex-1 font-medium">
        Interview {number}: {title}
      </p>
      <Badge tone={rounds > 0 ? 'good' : 'neutral'}>
        {rounds === 0 ? 'not rated' : rounds === 1 ? 'rated' : `rated ${rounds} times`}
      </Badge>
      <Link
        href={anchorHref(slug)}
        className={buttonClass(isDue ? 'primary' : 'default')}
        aria-label={`${isDue ? (rounds === 0 ? 'Rate' : 'Rate again') : 'Look at'} interview ${number}`}
      >
        {isDue ? (rounds === 0 ? 'Rate' : 'Rate again') : 'Look at it'}
      </Link>
    </li>
  )
}

const signed = (bias: number | null): string =>
  bias === null ? unknownText : `${bias > 0 ? '+' : bias < 0 ? '−' : ''}${Math.abs(bias).toFixed(2)}`

type Names = CalibrationBoardProps['criterionNames']

function Result({ result, names }: { result: NonNullable<Board['result']>; names: Names }) {
  const { calibration, drift, source } = result
  return (
    <section
      aria-labelledby="calibration-result"
      className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4"
    >
      <h2 id="calibration-result" className="text-lg font-semibold">
        How you compare
      </h2>
      <Notice tone="warn" title="An opinion">
        {source}
      </Notice>
      <p>
        Bias <strong className="font-semibold">{signed(calibration.bias)}</strong> levels: above 0 you are more lenient
        than the gold levels, below 0 more severe.
        {drift &&
          ` On the ${drift.anchors} that you rated again it went from ${signed(drift.first)} to ${signed(drift.newest)}.`}
      </p>
      <Figures calibration={calibration} />
      <Misses calibration={calibration} names={names} />
    </section>
  )
}

function Figures({ calibration: { figures, anchors } }: { calibration: Calibration }) {
  return (
    <ScrollRegion label="All criteria together">
      <table>
        <caption className="pb-1 text-start text-ink-2">
          All criteria of {anchors} interviews together. So few leave the intervals wide: look at the misses first.
        </caption>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.id}>
              <th scope="row" className="py-1 pe-4 text-start font-normal">
                {figure.name}
              </th>
              <td className="py-1 pe-4 text-end font-semibold">{figureText(figure, figure.value)}</td>
              <td className="py-1 pe-4 whitespace-nowrap text-ink-2">{intervalText(figure)}</td>
              <td>
                <FigureRange figure={figure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

const number = 'px-3 py-1.5 text-end'

function Misses({ calibration: { criteria }, names }: { calibration: Calibration; names: Names }) {
  return (
    <ScrollRegion label="Criterion by criterion">
      <table className="w-full">
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className="py-1.5 text-start font-medium">
              Criterion
            </th>
            <th scope="col" className={`${number} font-medium`}>
              Exact
            </th>
            <th scope="col" className={`${number} font-medium`}>
              Two or more off
            </th>
            <th scope="col" className={`${number} font-medium`}>
              Bias
            </th>
            <th scope="col" className={`${number} font-medium`}>
              Seen by one only
            </th>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ criterion, both, exact, farOff, bias, observedApart }) => (
            <tr key={criterion} className="border-t border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {names[criterion]}
              </th>
              <td className={number}>{both === 0 ? unknownText : `${exact} of ${both}`}</td>
              <td className={number}>{both === 0 ? unknownText : farOff}</td>
              <td className={number}>{signed(bias)}</td>
              <td className={number}>{observedApart}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Comparisons({ comparisons, names }: { comparisons: readonly AnchorComparison[]; names: Names }) {
  return (
    <section aria-labelledby="calibration-anchors-in-detail" className="flex flex-col gap-2">
      <h2 id="calibration-anchors-in-detail" className="text-lg font-semibold">
        Interview by interview
      </h2>
      {comparisons.map(({ slug, title, about, levels }, i) => (
        <details key={slug} className="rounded-md border border-line bg-surface px-4 py-2">
          <summary className="min-h-8 cursor-pointer font-medium">
            Interview {i + 1}: {title}
          </summary>
          <p className="max-w-[76ch] py-2 text-ink-2">{about}</p>
          <ul>
            {levels.map(({ criterion, given, pins, gold, reason }) => (
              <li key={criterion} className="border-t border-line py-2">
                <p className="flex flex-wrap gap-x-2 font-medium">
                  {names[criterion]}
                  {given !== (gold ?? 'not-observed') && <Badge tone="warn">apart</Badge>}
                </p>
                <p>
                  You: {levelName(given)}. Gold: {levelName(gold ?? 'not-observed')}.{' '}
                  <span className="text-ink-2">{reason}</span>
                </p>
                <PinLinks pins={pins} hrefOf={(pin) => anchorHref(slug, pin.seq)} nameOf={(pin) => pin.name} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}
