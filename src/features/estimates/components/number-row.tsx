import { Copy, CornerDownLeft, Plus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { NumberTable, OtherNumber, ReferenceNumber } from '@/core/content/number-table'
import type { OfferedQuantity } from '@/core/estimate/insert-quantity'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import type { InsertPlace } from '../number-target'

/** What happens with a number that is picked; null where numbers are only read. */
export type NumberPick =
  | { verb: 'Insert'; take: (quantity: OfferedQuantity, place: InsertPlace) => void }
  | { verb: 'Copy'; take: (quantity: OfferedQuantity) => void }
  | null

export interface NumberRowProps {
  row: ReferenceNumber
  table: NumberTable
  pick: NumberPick
  showHumanTime: boolean
  /** Beside rows of other tables: it says all about itself. */
  isFound: boolean
  /** The one row of the list that Tab goes to. */
  isCurrent: boolean
  onFocus: () => void
}

const quantityOf = (row: ReferenceNumber, src = row.src): OfferedQuantity => ({
  src,
  name: row.cell,
  note: `${row.name}. ${sourceLine(row)}`,
})

export const sourceLine = ({ year, source }: Pick<ReferenceNumber, 'year' | 'source'>): string =>
  year === null ? source : `${year} · ${source}`

/** One reference number: what it is, how much, how long on the scale of its table, whose it is, and what else is said. */
export function NumberRow(props: NumberRowProps) {
  const { row, table, pick, isFound, isCurrent, onFocus } = props
  const isOwn = row.year !== table.year || row.source !== table.source
  return (
    <li data-number={row.id} className="group/number flex items-start gap-1 border-b border-line py-1">
      <div className="min-w-0 flex-1">
        <RowButton {...props}>
          <RowFigures {...props} />
        </RowButton>
        <div className="flex flex-col gap-0.5 px-1.5 pb-0.5 text-sm text-ink-2 empty:hidden">
          {row.handy && <Handy row={row} pick={pick} isCurrent={isCurrent} onFocus={onFocus} />}
          {row.note !== null && <p>{row.note}</p>}
          {row.others.map((other) => (
            <Other key={other.id} other={other} isSame={other.text === row.text} />
          ))}
          {(isOwn || isFound) && (
            <p className="text-ink-3" title={row.source}>
              {isOwn ? sourceLine(row) : sourceLine({ ...row, source: publisherOf(row.source) })}
            </p>
          )}
        </div>
      </div>
      {pick?.verb === 'Insert' && (
        <IconButton
          size="sm"
          label={`A new cell with ${row.text}, ${row.name}`}
          title="A new cell (Shift+Enter)"
          tabIndex={isCurrent ? 0 : -1}
          onFocus={onFocus}
          onClick={() => pick.take(quantityOf(row), 'new-cell')}
          className="mt-0.5 text-ink-3"
        >
          <Plus size={14} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

/** Whose figures they are, without the title of the work. */
const publisherOf = (source: string): string => /^[^,:]+/.exec(source)?.[0] ?? source

function Other({ other, isSame }: { other: OtherNumber; isSame: boolean }) {
  const { text, year, source } = other
  const publisher = publisherOf(source)
  return (
    <p title={source}>
      {isSame ? 'The same' : <span className="font-medium text-ink">{text}</span>}
      {year === null ? ': ' : ` in ${year}: `}
      {publisher}
    </p>
  )
}

function RowButton({ row, pick, isCurrent, onFocus, children }: NumberRowProps & { children: React.ReactNode }) {
  if (pick === null) return <div className="px-1.5 py-1">{children}</div>
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !event.shiftKey || pick?.verb !== 'Insert') return
    event.preventDefault()
    pick.take(quantityOf(row), 'new-cell')
  }
  return (
    <button
      type="button"
      data-number-button
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={() => (pick.verb === 'Insert' ? pick.take(quantityOf(row), 'caret') : pick.take(quantityOf(row)))}
      className="w-full rounded-sm px-1.5 py-1 text-start hover:bg-sunken focus-visible:-outline-offset-1"
    >
      <span className="sr-only">{pick.verb} </span>
      {children}
    </button>
  )
}

function RowFigures({ row, table, pick, showHumanTime, isFound }: NumberRowProps) {
  const Icon = pick?.verb === 'Copy' ? Copy : CornerDownLeft
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 @min-[720px]:grid-cols-(--number-columns)">
      <span className="min-w-0">
        {isFound && row.group !== null && <span className="block text-xs text-ink-3">{row.group}</span>}
        {row.name}
      </span>
      <span className="text-end font-medium [overflow-wrap:anywhere]">
        {pick && (
          <Icon
            size={12}
            aria-hidden
            className="me-1.5 inline text-ink-3 opacity-0 group-focus-within/number:opacity-100 group-hover/number:opacity-100"
          />
        )}
        {row.text}
      </span>
      {row.bar !== null && (
        <span aria-hidden className="col-span-2 my-1 h-1 self-center rounded-full bg-sunken @min-[720px]:col-span-1">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${row.bar * 100}%` }} />
        </span>
      )}
      {row.columns.map((column, index) => (
        <Derived key={table.columns[index]} title={table.columns[index] ?? ''} text={column.text} />
      ))}
      {showHumanTime && row.humanTime !== null && <Derived title={humanTitle} text={row.humanTime} isStrong />}
    </span>
  )
}

export const humanTitle = 'If 1 ns were 1 s'

/** On a narrow screen with its title, on a wide one under the head of its column. */
function Derived({ title, text, isStrong = false }: { title: string; text: string; isStrong?: boolean }) {
  return (
    <span className="col-span-2 flex justify-between gap-3 text-sm text-ink-2 @min-[720px]:col-span-1 @min-[720px]:justify-end @min-[720px]:text-base">
      <span className="@min-[720px]:sr-only">{title}</span>
      <span className={classNames('text-end', isStrong && 'text-ink')}>{text}</span>
    </span>
  )
}

function Handy({ row, pick, isCurrent, onFocus }: Pick<NumberRowProps, 'row' | 'pick' | 'isCurrent' | 'onFocus'>) {
  const { handy } = row
  if (!handy) return null
  const quantity = quantityOf(row, handy.src)
  return (
    <p>
      By hand{' '}
      {pick === null ? (
        handy.text
      ) : (
        <button
          type="button"
          aria-label={`${pick.verb} ${handy.text}, ${row.name} by hand`}
          tabIndex={isCurrent ? 0 : -1}
          onFocus={onFocus}
          onClick={() => (pick.verb === 'Insert' ? pick.take(quantity, 'caret') : pick.take(quantity))}
          className="rounded-sm font-medium text-accent underline underline-offset-2 hover:text-accent-strong"
        >
          {handy.text}
        </button>
      )}
      , {handy.off === 'exact' ? 'which is exact' : handy.off}
    </p>
  )
}
