'use client'

import { useMemo } from 'react'
import { faultName, lossText, noticedText } from '@/core/design/describe'
import type { FaultFigures, Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { type Column, SortableTable } from './sortable-table'

type Row = FaultFigures & { name: string }

const columns: readonly Column<Row>[] = [
  { id: 'name', label: 'Faults', value: (row) => row.name },
  {
    id: 'at',
    label: 'When',
    value: (row) => row.atS,
    show: (row) => `${formatDuration(row.atS)}${row.forS === null ? '' : `, for ${formatDuration(row.forS)}`}`,
  },
  {
    id: 'noticed',
    label: 'Noticed after',
    value: (row) => row.detectedAfterS ?? null,
    show: (row) => <span title={noticedWords(row)}>{noticedText(row)}</span>,
  },
  {
    id: 'recovered',
    label: 'Recovered, after its end',
    value: (row) => row.recoveredAfterS,
    show: (row) => <span title={recoveryWords(row)}>{formatDuration(row.recoveredAfterS)}</span>,
  },
  {
    id: 'lost',
    label: 'Lost',
    value: requestsLost,
    show: (row) => <span className={wide}>{row.note ? `No effect: ${row.note}` : lossText(row)}</span>,
  },
]

const wide = 'block w-max max-w-[28rem] break-words whitespace-normal'

function requestsLost({ lost }: Row): number | null {
  return lost ? Object.values(lost.requests).reduce((sum, count) => sum + count, 0) : null
}

/** Why there is nothing to tell of a fault. */
function idleWords({ simulated, failedDuring }: Row): string | undefined {
  if (!simulated) return 'It changed nothing'
  return failedDuring === null ? 'It had not struck when the run stopped' : undefined
}

function noticedWords(row: Row): string | undefined {
  const { detectedBy } = row
  const idle = idleWords(row)
  if (idle) return idle
  if (detectedBy === null)
    return 'No health check, failover or breaker noticed, and no more requests failed than before'
  if (detectedBy === 'failed-request')
    return 'When a larger share of requests had failed than before, beyond chance; the first that failed where none had'
  return undefined
}

function recoveryWords(row: Row): string {
  const { recoveredAfterS } = row
  const idle = idleWords(row)
  if (idle) return idle
  return recoveredAfterS === null ? 'Not as it was before within the run' : 'From its end until all was as before'
}

/** When each fault was noticed, how long its traces stayed, and what it cost. */
export function FaultTable({ design, report }: { design: Design; report: Report }) {
  const rows = useMemo(
    () => report.faults.map((figures) => ({ ...figures, name: faultName(design, figures.id) })),
    [design, report],
  )
  if (rows.length === 0) return null
  return (
    <SortableTable
      caption="What each fault did"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      initialSort={{ column: 'at', descending: false }}
    />
  )
}
