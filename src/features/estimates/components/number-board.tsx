'use client'

import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { NumberTable, ReferenceNumber } from '@/core/content/number-table'
import { classNames } from '@/ui/class-names'
import { EmptyState } from '@/ui/display'
import { Input, Select } from '@/ui/input'
import { Tabs } from '@/ui/tabs'
import { findNumbers } from '../find-numbers'
import { humanTitle, type NumberPick, NumberRow, sourceLine } from './number-row'

export interface NumberBoardProps {
  tables: readonly NumberTable[]
  pick: NumberPick
  /** Which table is shown; without, it is remembered here. */
  table?: string
  onTable?: (id: string) => void
  searchRef?: React.RefObject<HTMLInputElement | null>
}

/** All reference numbers: one table at a time, or what a few words find in all of them. */
export function NumberBoard({ tables, pick, table, onTable, searchRef }: NumberBoardProps) {
  const [own, setOwn] = useState(tables[0]?.id ?? '')
  const [query, setQuery] = useState('')
  const [isHuman, setIsHuman] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const chosen = tables.find(({ id }) => id === (table ?? own)) ?? tables[0]
  const choose = (id: string) => {
    setOwn(id)
    setQuery('')
    onTable?.(id)
  }
  if (!chosen) return null
  const isSearching = query.trim() !== ''
  const found = isSearching ? findNumbers(tables, query) : [{ table: chosen, rows: chosen.rows }]
  const count = found.reduce((sum, { rows }) => sum + rows.length, 0)
  const hasHuman = found.some(({ rows }) => rows.some(({ humanTime }) => humanTime !== null))
  const options = tables.map(({ id, tab }) => ({ value: id, label: tab }))
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    const first = list.current?.querySelector<HTMLElement>('[data-number-button]')
    if (event.key === 'ArrowDown') first?.focus()
    else if (isSearching) first?.click()
  }
  return (
    <div data-number-board className="@container flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          ref={searchRef}
          type="search"
          aria-label="Find a number"
          placeholder="Find: disk, day, nines…"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onSearchKey}
          className="min-w-0 flex-1 @min-[720px]:max-w-80"
        />
        <HumanSwitch isOn={isHuman} isUseful={hasHuman} onChange={setIsHuman} />
      </div>
      <div className="@min-[720px]:hidden">
        <Select aria-label="Table of numbers" value={chosen.id} options={options} onValueChange={choose} />
      </div>
      <Tabs
        label="Tables of numbers"
        items={options}
        value={chosen.id}
        onValueChange={choose}
        className="@max-[720px]:hidden"
      />
      <p role="status" className="sr-only">
        {isSearching ? `${count} found` : ''}
      </p>
      <div ref={list} className="flex flex-col gap-5">
        {found.map(({ table: of, rows }) => (
          <NumberList key={of.id} table={of} rows={rows} pick={pick} isHuman={isHuman} isFound={isSearching} />
        ))}
        {count === 0 && (
          <EmptyState title="No number is called that">Try one word of it: “seek”, “SSD”, “month”, “GB”.</EmptyState>
        )}
      </div>
    </div>
  )
}

interface HumanSwitchProps {
  isOn: boolean
  isUseful: boolean
  onChange: (isOn: boolean) => void
}

function HumanSwitch({ isOn, isUseful, onChange }: HumanSwitchProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title="As if a nanosecond were a second"
      disabled={!isUseful}
      onClick={() => onChange(!isOn)}
      className="h-8 rounded-md border border-edge bg-surface px-2 whitespace-nowrap text-ink-2 hover:text-ink disabled:opacity-50 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
    >
      Human time × 10⁹
    </button>
  )
}

interface NumberListProps {
  table: NumberTable
  rows: readonly ReferenceNumber[]
  pick: NumberPick
  isHuman: boolean
  isFound: boolean
}

function NumberList({ table, rows, pick, isHuman, isFound }: NumberListProps) {
  const id = useId()
  const [current, setCurrent] = useState<string | null>(null)
  const showHumanTime = isHuman && rows.some(({ humanTime }) => humanTime !== null)
  const hasBars = rows.some(({ bar }) => bar !== null)
  // Every row is a grid of its own: the widest value gives all of them one width.
  const widest = Math.max(12, ...rows.map(({ text }) => text.length)) + 2
  const tracks = ['minmax(0,1.6fr)', `minmax(0,${widest}ch)`, ...(hasBars ? ['minmax(80px,1fr)'] : [])]
  const derived = [...table.columns, ...(showHumanTime ? [humanTitle] : [])].map(() => '112px')
  const columns = { '--number-columns': [...tracks, ...derived].join(' ') } as React.CSSProperties
  const isCurrent = (row: ReferenceNumber, index: number) =>
    rows.some((other) => other.id === current) ? row.id === current : index === 0
  return (
    <section aria-labelledby={id} style={columns}>
      <h2 id={id} className="font-semibold">
        {table.title}
      </h2>
      {!isFound && (
        <>
          <p className="max-w-[80ch] text-ink-2">{table.about}</p>
          <p className="mt-0.5 text-sm text-ink-3">{sourceLine(table)}</p>
        </>
      )}
      {(!isFound || hasBars) && <ListHead table={table} pick={pick} hasBars={hasBars} showHumanTime={showHumanTime} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble from its buttons */}
      <ul className="@max-[720px]:mt-2 @max-[720px]:border-t @max-[720px]:border-line" onKeyDown={moveBetweenRows}>
        {rows.map((row, index) => (
          <RowWithGroup key={row.id} group={isFound || rows[index - 1]?.group === row.group ? null : row.group}>
            <NumberRow
              row={row}
              table={table}
              pick={pick}
              showHumanTime={showHumanTime}
              isFound={isFound}
              isCurrent={isCurrent(row, index)}
              onFocus={() => setCurrent(row.id)}
            />
          </RowWithGroup>
        ))}
      </ul>
    </section>
  )
}

function RowWithGroup({ group, children }: { group: string | null; children: React.ReactNode }) {
  return (
    <>
      {group !== null && <li className="px-1.5 pt-3 pb-0.5 text-xs font-medium text-ink-3">{group}</li>}
      {children}
    </>
  )
}

function ListHead({
  table,
  pick,
  hasBars,
  showHumanTime,
}: Pick<NumberListProps, 'table' | 'pick'> & { hasBars: boolean; showHumanTime: boolean }) {
  return (
    <div
      aria-hidden
      className={classNames(
        // Small letters on the cells and not on the grid: its tracks are measured in the letters of the rows.
        'mt-2 grid gap-x-3 border-b border-line px-1.5 pb-1 text-ink-3 *:text-xs @max-[720px]:hidden @min-[720px]:grid-cols-(--number-columns)',
        pick?.verb === 'Insert' && 'pe-9',
      )}
    >
      <span>What</span>
      <span className="text-end">Value</span>
      {hasBars && <span>On a logarithmic scale</span>}
      {table.columns.map((title) => (
        <span key={title} className="text-end">
          {title}
        </span>
      ))}
      {showHumanTime && <span className="text-end">{humanTitle}</span>}
    </div>
  )
}

/** Arrows go from row to row, over the ends of a table too; Home and End to the first and the last. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  const board = event.currentTarget.closest('[data-number-board]')
  const buttons = [...(board?.querySelectorAll<HTMLElement>('[data-number-button]') ?? [])]
  const row = event.target instanceof Element ? event.target.closest('[data-number]') : null
  const at = buttons.findIndex((button) => row?.contains(button))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (next === undefined || at < 0) return
  event.preventDefault()
  const search = board?.querySelector<HTMLElement>('input[type=search]')
  ;(next < 0 ? search : buttons[Math.min(next, buttons.length - 1)])?.focus()
}
