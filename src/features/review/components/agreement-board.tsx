'use client'

import { useState } from 'react'
import {
  AGREEMENT_STATISTICS,
  type AgreementStatisticId,
  FEWEST_DOUBLE_RATED,
  type Agreement,
} from '@/core/stats/agreement'
import { Notice } from '@/ui/display'
import { Select } from '@/ui/input'
import { ScrollRegion } from '@/ui/scroll-region'
import type { AgreementBoard as Board, AgreementTable } from '../boards/board-shapes'
import { FigureRange, figureText, intervalText } from './figure-range'

/** How far reviewers agree with each other and with the evidence, on everything and criterion by criterion. */
export function AgreementBoard({ board }: { board: Board }) {
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-[76ch] text-ink-2">
        Worked out from the levels as they were first submitted, over interviews whose levels you may see. The intervals
        are 95 % ranges of a bootstrap over interviews. Weighted statistics of different weights cannot be compared, so
        the weight stands with each.
      </p>
      <OwnEffect board={board} />
      <TableSection
        id="people"
        title="Reviewers with each other"
        table={board.people}
        empty="An interview counts here when two reviewers or more gave it levels."
      />
      <TableSection
        id="evidence"
        title="Reviewers with the evidence"
        table={board.evidence}
        empty="An interview counts here when it has a review and an automatic score."
        note="The evidence as one more rater: this is agreement, not accuracy."
      />
    </div>
  )
}

function OwnEffect({ board: { ownEffect } }: { board: Board }) {
  if (ownEffect === null) return null
  const { effect, ratings } = ownEffect
  const way =
    Math.abs(effect) < 0.05
      ? 'neither more lenient nor more severe than'
      : effect > 0
        ? 'more lenient than'
        : 'more severe than'
  const size = Math.abs(effect) < 0.05 ? '' : `, by ${Math.abs(effect).toFixed(2)} levels`
  return (
    <Notice tone="info" title="For your eyes alone">
      You are {way} others on the same interviews{size}. It stands on {ratings} of your levels, and few of them pull it
      towards nothing. It changes no score.
    </Notice>
  )
}

interface TableSectionProps {
  id: string
  title: string
  table: AgreementTable
  empty: string
  note?: string
}

function TableSection({ id, title, table, empty, note }: TableSectionProps) {
  const [statistic, setStatistic] = useState<AgreementStatisticId>('kappa-quadratic')
  return (
    <section
      aria-labelledby={`agreement-${id}`}
      className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4"
    >
      <div>
        <h2 id={`agreement-${id}`} className="text-lg font-semibold">
          {title}
        </h2>
        {note && <p className="text-ink-2">{note}</p>}
      </div>
      <Pooled agreement={table.pooled} empty={empty} />
      {table.criteria.some(({ agreement }) => agreement.figures !== null) && (
        <>
          <Select
            aria-label={`Statistic by criterion: ${title}`}
            className="max-w-80"
            value={statistic}
            onValueChange={setStatistic}
            options={AGREEMENT_STATISTICS.map(({ id: value, name }) => ({ value, label: name }))}
          />
          <ByCriterion table={table} statistic={statistic} />
        </>
      )}
    </section>
  )
}

const cell = 'py-1 pe-4'

const countText = ({ interviews, pairs }: Agreement): string =>
  `${interviews} ${interviews === 1 ? 'interview' : 'interviews'}, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of levels`

function Pooled({ agreement, empty }: { agreement: Agreement; empty: string }) {
  if (agreement.figures === null)
    return (
      <p>
        <strong className="font-semibold">Not enough data:</strong> {countText(agreement)}. Below {FEWEST_DOUBLE_RATED}{' '}
        interviews a figure would say more about chance than about anybody. {empty}
      </p>
    )
  return (
    <ScrollRegion label="All criteria together">
      <table>
        <caption className="pb-1 text-start text-ink-2">All criteria together: {countText(agreement)}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Statistic</th>
            <th scope="col">Value</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {agreement.figures.map((figure) => (
            <tr key={figure.id}>
              <th scope="row" className={`${cell} text-start font-normal`}>
                {figure.name}
              </th>
              <td className={`${cell} text-end font-semibold`}>{figureText(figure, figure.value)}</td>
              <td className={`${cell} whitespace-nowrap text-ink-2`}>{intervalText(figure)}</td>
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

function ByCriterion({ table, statistic }: { table: AgreementTable; statistic: AgreementStatisticId }) {
  return (
    <ScrollRegion label="By criterion">
      <table>
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className={`${cell} text-start font-medium`}>
              Criterion
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              Value
            </th>
            <th scope="col" className={`${cell} text-start font-medium`}>
              95 % interval
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {table.criteria.map(({ id, name, agreement }) => {
            const figure = agreement.figures?.find((each) => each.id === statistic)
            return (
              <tr key={id} className="border-t border-line">
                <th scope="row" className={`${cell} text-start font-normal`}>
                  {name}
                </th>
                <td className={`${cell} text-end font-semibold`}>
                  {figure ? (
                    figureText(figure, figure.value)
                  ) : (
                    <span className="font-normal text-ink-3">not enough data</span>
                  )}
                </td>
                <td className={`${cell} whitespace-nowrap text-ink-2`}>{figure && intervalText(figure)}</td>
                <td className={`${cell} text-end`}>{agreement.interviews}</td>
                <td>{figure && <FigureRange figure={figure} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
