'use client'

import { useMemo } from 'react'
import { blockKind } from '@/core/blocks/registry'
import { blockNameIn } from '@/core/design/block-name'
import { requestName, waitingText } from '@/core/design/describe'
import { FAILURE_WORDS } from '@/core/design/moment'
import type { BlockFigures, FailureReason, LinkFigures, Report, RequestFigures } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { SortableTable, type Column } from './sortable-table'

interface Props {
  design: Design
  report: Report
  onSelectBlock?: (id: string) => void
}

type RequestRow = RequestFigures & { id: string; name: string }
type BlockRow = BlockFigures & { id: string; name: string; isAsked: boolean }
type LinkRow = LinkFigures & { id: string; name: string }

const failures = (row: RequestFigures) =>
  row.failed.rejected + row.failed.timeout + row.failed.unavailable + row.failed.lost

function failureWords(failed: RequestFigures['failed']): string {
  return Object.entries(failed)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${formatNumber(count)} ${FAILURE_WORDS[reason as FailureReason]}`)
    .join(', ')
}

const latencyColumn = (id: 'mean' | 'p50' | 'p95' | 'p99' | 'p999' | 'max', label: string): Column<RequestRow> => ({
  id,
  label,
  numeric: true,
  value: (row) => row.latencyS[id],
  show: (row) => <span title={whyUnknown(row, row.latencyS[id])}>{formatDuration(row.latencyS[id])}</span>,
})

const requestColumns: readonly Column<RequestRow>[] = [
  { id: 'name', label: 'Requests', value: (row) => row.name },
  {
    id: 'offered',
    label: 'Offered',
    numeric: true,
    value: (row) => row.offered,
    show: (row) => formatNumber(row.offered),
  },
  {
    id: 'throughput',
    label: 'Throughput',
    numeric: true,
    value: (row) => row.throughputPerS,
    show: (row) => formatRate(row.throughputPerS),
  },
  {
    id: 'availability',
    label: 'Availability',
    numeric: true,
    value: (row) => row.availability,
    show: (row) => formatRatio(row.availability),
  },
  {
    id: 'failed',
    label: 'Failed',
    numeric: true,
    value: failures,
    show: (row) => <span title={failureWords(row.failed) || undefined}>{formatNumber(failures(row))}</span>,
  },
  {
    id: 'inFlight',
    label: 'In flight',
    numeric: true,
    value: (row) => row.inFlight,
    show: (row) => formatNumber(row.inFlight),
  },
  {
    id: 'mean',
    label: 'Mean',
    numeric: true,
    value: (row) => row.latencyS.mean,
    show: (row) => {
      const { mean, meanCi95 } = row.latencyS
      return <span title={whyUnknown(row, mean) ?? intervalWords(meanCi95)}>{formatDuration(mean)}</span>
    },
  },
  latencyColumn('p50', 'p50'),
  latencyColumn('p95', 'p95'),
  {
    id: 'p99',
    label: 'p99',
    numeric: true,
    value: (row) => row.latencyS.p99,
    show: (row) => {
      const { p99, p99Ci95 } = row.latencyS
      return <span title={whyUnknown(row, p99) ?? intervalWords(p99Ci95)}>{formatDuration(p99)}</span>
    },
  },
  latencyColumn('p999', 'p99.9'),
  latencyColumn('max', 'Max'),
]

function whyUnknown({ completed }: RequestFigures, value: number | null): string | undefined {
  if (value !== null) return undefined
  return completed === 0 ? 'Nothing was answered' : 'It grows as long as the run goes on'
}

function intervalWords(interval: [number, number] | null | undefined): string {
  return interval
    ? `95 %: ${formatDuration(interval[0])} to ${formatDuration(interval[1])}`
    : 'No interval: too few requests'
}

/** What people asked of the design, and what they got. */
export function RequestTable({ design, report }: Props) {
  const rows = useMemo(
    () => Object.entries(report.requests).map(([id, figures]) => ({ ...figures, id, name: requestName(design, id) })),
    [design, report],
  )
  return (
    <SortableTable
      caption="Figures of each request class"
      columns={requestColumns}
      rows={rows}
      rowKey={(row) => row.id}
    />
  )
}

/** Nothing comes to who asks: there is nothing to count there. */
const ifAsked = ({ isAsked }: BlockRow, count: number | null): number | null => (isAsked ? count : null)

const blockColumns: readonly Column<BlockRow>[] = [
  { id: 'name', label: 'Block', value: (row) => row.name },
  {
    id: 'utilisation',
    label: 'Utilisation',
    numeric: true,
    value: (row) => row.utilisation,
    show: (row) => formatRatio(row.utilisation),
  },
  {
    id: 'arrivals',
    label: 'Arrivals',
    numeric: true,
    value: (row) => ifAsked(row, row.arrivals),
    show: (row) => formatNumber(ifAsked(row, row.arrivals)),
  },
  {
    id: 'completed',
    label: 'Completed',
    numeric: true,
    value: (row) => ifAsked(row, row.completed),
    show: (row) => formatNumber(ifAsked(row, row.completed)),
  },
  {
    id: 'rejected',
    label: 'Rejected',
    numeric: true,
    value: (row) => ifAsked(row, row.rejected),
    show: (row) => formatNumber(ifAsked(row, row.rejected)),
  },
  {
    id: 'queue',
    label: 'Queue, mean',
    numeric: true,
    value: (row) => row.queueLength.mean,
    show: (row) => waitingText(row.queueLength.mean),
  },
  {
    id: 'queueMax',
    label: 'Queue, max',
    numeric: true,
    value: (row) => row.queueLength.max,
    show: (row) => formatNumber(row.queueLength.max),
  },
  {
    id: 'wait',
    label: 'Wait, mean',
    numeric: true,
    value: (row) => row.waitS.mean,
    show: (row) => formatDuration(row.waitS.mean),
  },
  {
    id: 'waitP99',
    label: 'Wait, p99',
    numeric: true,
    value: (row) => row.waitS.p99,
    show: (row) => formatDuration(row.waitS.p99),
  },
  {
    id: 'hits',
    label: 'Hit ratio',
    numeric: true,
    value: (row) => row.hitRatio,
    show: (row) => formatRatio(row.hitRatio),
  },
  {
    id: 'overload',
    label: 'Queue grows',
    numeric: true,
    value: (row) => row.overloadPerS,
    show: (row) => (row.isAsked && row.overloadPerS === null ? 'no' : formatRate(row.overloadPerS)),
  },
]

/** What few runs have to say of a block, after the calls that it turned away. */
const rareColumns: readonly Column<BlockRow>[] = [
  {
    id: 'waitedTooLong',
    label: 'Waited too long',
    numeric: true,
    value: (row) => row.waitedTooLong ?? null,
    show: (row) => formatNumber(row.waitedTooLong ?? null),
  },
  {
    id: 'wasted',
    label: 'Done in vain',
    numeric: true,
    value: (row) => ifAsked(row, row.wasted ?? null),
    show: (row) => formatNumber(ifAsked(row, row.wasted ?? null)),
  },
]

function columnsFor(rows: readonly BlockRow[]): readonly Column<BlockRow>[] {
  const rare = rareColumns.filter(({ value }) => rows.some((row) => Number(value(row) ?? 0) > 0))
  const after = blockColumns.findIndex(({ id }) => id === 'rejected') + 1
  return rare.length === 0 ? blockColumns : blockColumns.toSpliced(after, 0, ...rare)
}

export function BlockTable({ design, report, onSelectBlock }: Props) {
  const rows = useMemo(
    () =>
      design.blocks.flatMap(({ id, kind }) => {
        const figures = report.blocks[id]
        const isAsked = blockKind(kind).traits.startsRequests !== true
        return figures ? [{ ...figures, id, name: blockNameIn(design, id), isAsked }] : []
      }),
    [design, report],
  )
  const columns = useMemo(() => columnsFor(rows), [rows])
  return (
    <SortableTable
      caption="Figures of each block"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      initialSort={{ column: 'utilisation', descending: true }}
      onRowClick={onSelectBlock && ((row) => onSelectBlock(row.id))}
    />
  )
}

const linkColumns: readonly Column<LinkRow>[] = [
  { id: 'name', label: 'Link', value: (row) => row.name },
  { id: 'calls', label: 'Calls', numeric: true, value: (row) => row.calls, show: (row) => formatNumber(row.calls) },
  {
    id: 'retries',
    label: 'Retries',
    numeric: true,
    value: (row) => row.retries,
    show: (row) => formatNumber(row.retries),
  },
  {
    id: 'timeouts',
    label: 'Time-outs',
    numeric: true,
    value: (row) => row.timeouts,
    show: (row) => formatNumber(row.timeouts),
  },
  {
    id: 'mean',
    label: 'Answer after, mean',
    numeric: true,
    value: (row) => row.meanS,
    show: (row) => formatDuration(row.meanS),
  },
]

export function LinkTable({ design, report }: Props) {
  const rows = useMemo(
    () =>
      design.links.flatMap((link) => {
        const figures = report.links[link.id]
        return figures
          ? [{ ...figures, id: link.id, name: `${blockNameIn(design, link.from)} → ${blockNameIn(design, link.to)}` }]
          : []
      }),
    [design, report],
  )
  return (
    <SortableTable
      caption="Figures of each link"
      columns={linkColumns}
      rows={rows}
      rowKey={(row) => row.id}
      initialSort={{ column: 'calls', descending: true }}
    />
  )
}
