'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { classNames } from '@/ui/class-names'

export interface Column<Row> {
  id: string
  label: string
  /** What the column sorts by; null goes last either way. */
  value: (row: Row) => number | string | null
  /** What it shows; the value itself where absent. */
  show?: (row: Row) => ReactNode
  numeric?: boolean
}

export interface SortableTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  initialSort?: { column: string; descending: boolean }
  onRowClick?: (row: Row) => void
}

/** Numbers aligned right, one header button a column; the order is announced by aria-sort. */
export function SortableTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  initialSort,
  onRowClick,
}: SortableTableProps<Row>) {
  const [sort, setSort] = useState(initialSort ?? { column: columns[0]!.id, descending: false })
  const sorted = useMemo(() => {
    const column = columns.find((c) => c.id === sort.column) ?? columns[0]!
    return [...rows].sort((a, b) => compareValues(column.value(a), column.value(b), sort.descending))
  }, [columns, rows, sort])

  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => {
            const active = sort.column === column.id
            const Arrow = sort.descending ? ArrowDown : ArrowUp
            return (
              <th
                key={column.id}
                scope="col"
                aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                className="sticky top-0 border-b border-line bg-surface p-0 font-medium text-ink-2"
              >
                <button
                  type="button"
                  onClick={() =>
                    setSort({ column: column.id, descending: active ? !sort.descending : column.numeric === true })
                  }
                  className={classNames(
                    'flex min-h-7 w-full items-center gap-1 px-2 whitespace-nowrap hover:text-ink',
                    column.numeric && 'justify-end',
                  )}
                >
                  {column.label}
                  {active ? <Arrow size={12} aria-hidden /> : <span className="w-3" />}
                </button>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={rowKey(row)} className="border-b border-line last:border-0 hover:bg-sunken">
            {columns.map((column, index) => {
              const content = column.show ? column.show(row) : (column.value(row) ?? '—')
              return (
                <td
                  key={column.id}
                  className={classNames('px-2 py-1 whitespace-nowrap', column.numeric && 'pe-6 text-end')}
                >
                  {index === 0 && onRowClick ? (
                    <button
                      type="button"
                      className={classNames('min-h-6 text-start hover:underline', nameWidth)}
                      onClick={() => onRowClick(row)}
                    >
                      {content}
                    </button>
                  ) : index === 0 ? (
                    <span className={nameWidth}>{content}</span>
                  ) : (
                    content
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A long name takes more lines, not the numbers' place. */
const nameWidth = 'block w-max max-w-[min(24rem,40vw)] break-words whitespace-normal'

function compareValues(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
  return descending ? -order : order
}
