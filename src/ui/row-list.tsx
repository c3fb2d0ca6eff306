'use client'

import { EllipsisVertical, GripVertical, Plus } from 'lucide-react'
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react'
import { flushSync } from 'react-dom'
import { Button, IconButton } from './button'
import { classNames } from './class-names'
import { LazyMenu } from './lazy-overlay'
import type { MenuEntry } from './overlay'
import { type RowDrag, type RowDrop, useRowDrag } from './row-drag'
import { flushDrafts } from './use-draft'

export interface RowListProps<Row> {
  /** Accessible name of the list. */
  label: string
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** What a row is called in the names of its controls: "use case 2". */
  rowName: (index: number) => string
  /** The cells of a row. The first text field is where a new row is begun. */
  children: (row: Row, index: number) => ReactNode
  /** Words of the button that adds a row; absent where nothing can be added. */
  addLabel?: string
  /** Puts an empty row after the one with this key (null: at the top) and returns its key, or null when refused. */
  onAdd?: (afterKey: string | null) => string | null
  onRemove?: (key: string) => void
  /** Rows for which this is false stay; all may go where it is absent. */
  isRemovable?: (row: Row) => boolean
  /** Moves a row to stand after another (null: to the top). */
  onMove?: (key: string, afterKey: string | null) => void
  /** More entries for the menu of a row. */
  rowEntries?: (row: Row) => readonly MenuEntry[]
  className?: string
}

/** Longer lists leave out of layout and painting what is out of sight. */
const LONG_ROWS = 40

interface FocusRequest {
  key: string
  /** Which of the row's fields, counted from 0; -1 is the last, 'text' the first that takes text. */
  field: number | 'text'
}

const fieldsOf = (row: Element): HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>(
    ':is(input:not([type=checkbox], [type=radio]), textarea, select):not([data-row-aside] *)',
  ),
]

const isTextField = (target: EventTarget | Element): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')

/**
 * A document of rows, worked as text is: Enter makes the next row, Tab goes across the fields, Backspace in an empty row
 * takes it away and Ctrl+Shift+Backspace any, Alt+Up and Alt+Down move it, arrows at the edge of a text walk. A row can also be dragged by its grip, and its menu does
 * the same by clicks. A field with `data-multiline` keeps Enter for itself.
 */
export function RowList<Row>(props: RowListProps<Row>) {
  const { label, rows, rowKey, rowName, children, addLabel, onAdd, onMove, rowEntries, className } = props
  const { isRemovable = () => true, onRemove } = props
  const list = useRef<HTMLOListElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const wanted = useRef<FocusRequest | null>(null)
  const keys = rows.map(rowKey)
  const held = useHeldRow(list, keys)
  // What was typed last changes the rows: what is done next is done to those, not to the ones this was drawn with.
  const latest = useRef(props)
  const acts = useRef<RowActs>({ move, remove })
  useLayoutEffect(() => {
    latest.current = props
    acts.current = { move, remove }
  })
  const drag = useRowDrag(list, (key, after) => onMove?.(key, after))

  useLayoutEffect(() => {
    const request = wanted.current
    const row = request && rowElement(list.current, request.key)
    if (!row) return
    wanted.current = null
    const fields = fieldsOf(row)
    const field = request.field === 'text' ? fields.find(isTextField) : fields.at(request.field)
    field?.focus()
  })

  function add(afterKey: string | null) {
    handOnDrafts()
    const key = latest.current.onAdd?.(afterKey)
    if (key) wanted.current = { key, field: 'text' }
  }

  function remove(key: string) {
    handOnDrafts()
    const at = keys.indexOf(key)
    const row = rows[at]
    if (row === undefined || !isRemovable(row)) return
    const neighbour = keys[at - 1] ?? keys[at + 1]
    if (neighbour === undefined) addButton.current?.focus()
    else wanted.current = { key: neighbour, field: at > 0 ? -1 : 'text' }
    latest.current.onRemove?.(key)
  }

  function move(key: string, step: -1 | 1, field = 0) {
    const at = keys.indexOf(key)
    const to = at + step
    if (to < 0 || to >= keys.length) return
    handOnDrafts()
    wanted.current = { key, field }
    latest.current.onMove?.(key, (step > 0 ? keys[to] : keys[to - 1]) ?? null)
  }

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>, key: string) {
    const target = event.target as HTMLElement
    // Rows may hold lists of rows: a key belongs to the innermost.
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (target.closest('[data-row-key]') !== event.currentTarget || target.closest('[data-row-aside]')) return
    const field = fieldsOf(event.currentTarget).indexOf(target)
    const action = keyAction(event, event.currentTarget)
    if (action === null || field < 0) return
    if (action === 'add' && !onAdd) return
    if (action === 'remove' && !onRemove) return
    event.preventDefault()
    if (action === 'add') add(key)
    else if (action === 'remove') remove(key)
    else if (action === 'move-up') move(key, -1, field)
    else if (action === 'move-down') move(key, 1, field)
    else if (action === 'walk-left') crossTo(event.currentTarget, field - 1, 'end')
    else if (action === 'walk-right') crossTo(event.currentTarget, field + 1, 'start')
    else if (action === 'walk-up') walkTo(list.current, keys[keys.indexOf(key) - 1], field, 'start')
    else if (action === 'walk-down') walkTo(list.current, keys[keys.indexOf(key) + 1], field, 'end')
  }

  return (
    <div className={className} {...held}>
      {rows.length > 0 && (
        <ol ref={list} aria-label={label} className="flex flex-col">
          {rows.map((row, index) => (
            <RowItem
              key={rowKey(row)}
              id={rowKey(row)}
              name={rowName(index)}
              isFirst={index === 0}
              isLast={index === rows.length - 1}
              isSparing={rows.length > LONG_ROWS}
              drag={onMove && drag}
              onKeyDown={onKeyDown}
              acts={acts}
              canMove={onMove !== undefined}
              canRemove={onRemove !== undefined && isRemovable(row)}
              entries={rowEntries?.(row)}
            >
              {children(row, index)}
            </RowItem>
          ))}
        </ol>
      )}
      {onAdd && (
        <Button
          ref={addButton}
          variant="quiet"
          size="sm"
          className="mt-1 -ms-1.5"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => add(keys.at(-1) ?? null)}
        >
          {addLabel}
        </Button>
      )}
    </div>
  )
}

/**
 * Where a row goes together with the focus, as when it is undone: the row in its place takes the focus, not a field of it, so
 * that what somebody was typing does not go on in what somebody else left.
 */
function useHeldRow(list: RefObject<HTMLOListElement | null>, keys: readonly string[]) {
  const held = useRef<{ key: string; at: number } | null>(null)
  useLayoutEffect(() => {
    const lost = held.current
    if (!lost || keys.includes(lost.key)) return
    held.current = null
    const key = keys[Math.min(lost.at, keys.length - 1)]
    const row = key === undefined ? null : rowElement(list.current, key)
    if (!(row instanceof HTMLElement) || document.activeElement !== document.body) return
    row.tabIndex = -1
    row.focus()
  })
  return {
    onFocus: ({ target }: FocusEvent) => {
      const key = target.closest<HTMLElement>('[data-row-key]')?.dataset.rowKey ?? ''
      held.current = keys.includes(key) ? { key, at: keys.indexOf(key) } : null
    },
    onBlur: () => {
      held.current = null
    },
  }
}

/** At once, and drawn: a list that is changed as a whole would otherwise be changed back by the next change. */
function handOnDrafts(): void {
  flushSync(flushDrafts)
}

type RowAction = 'add' | 'remove' | 'move-up' | 'move-down' | 'walk-up' | 'walk-down' | 'walk-left' | 'walk-right'

function keyAction(event: KeyboardEvent, row: Element): RowAction | null {
  const { key, target } = event
  const vertical = key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : null
  if (vertical && event.altKey && !event.ctrlKey && !event.metaKey) return `move-${vertical}`
  if (key === 'Backspace' && event.shiftKey && (event.ctrlKey || event.metaKey)) return 'remove'
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !isTextField(target)) return null
  if (key === 'Enter') return rowIsEmpty(row) || target.dataset.multiline !== undefined ? null : 'add'
  if (key === 'Backspace' && target.value === '' && rowIsEmpty(row)) return 'remove'
  const way = vertical ?? (key === 'ArrowLeft' ? 'left' : key === 'ArrowRight' ? 'right' : null)
  if (way === null || target.selectionStart !== target.selectionEnd) return null
  if (vertical && isOneLine(target)) return `walk-${vertical}`
  const edge = way === 'up' || way === 'left' ? 0 : target.value.length
  return target.selectionStart === edge ? `walk-${way}` : null
}

const rowIsEmpty = (row: Element): boolean =>
  fieldsOf(row).every((field) => !isTextField(field) || field.value.trim() === '')

function rowElement(list: Element | null, key: string): Element | null {
  return list?.querySelector(`:scope > [data-row-key="${CSS.escape(key)}"]`) ?? null
}

/** Written on one line: the caret has nowhere to go up or down inside. */
function isOneLine(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  if (field instanceof HTMLInputElement) return true
  return field.scrollHeight < 2 * Number.parseFloat(getComputedStyle(field).lineHeight)
}

/** To the same field of another row, with the caret on the side from which the same key leads on. */
function walkTo(list: Element | null, key: string | undefined, field: number, side: 'start' | 'end') {
  const row = key === undefined ? null : rowElement(list, key)
  const target = row ? fieldsOf(row)[field] : undefined
  target?.focus()
  if (target && isTextField(target)) putCaret(target, side)
}

function putCaret(field: HTMLInputElement | HTMLTextAreaElement, side: 'start' | 'end') {
  const caret = side === 'start' ? 0 : field.value.length
  field.setSelectionRange(caret, caret)
}

/** To the neighbouring field of text, with the caret on the side that one comes from. */
function crossTo(row: Element, field: number, side: 'start' | 'end') {
  const target = fieldsOf(row)[field]
  if (!target || !isTextField(target)) return
  target.focus()
  putCaret(target, side)
}

function dropMark(drop: RowDrop | null, key: string): string | false {
  if (drop?.over !== key) return false
  return drop.side === 'before'
    ? 'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent'
    : 'after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent'
}

interface RowItemProps {
  id: string
  name: string
  isFirst: boolean
  isLast: boolean
  /** Not laid out while it is out of sight. */
  isSparing: boolean
  drag?: RowDrag
  onKeyDown: (event: KeyboardEvent<HTMLLIElement>, key: string) => void
  acts: RefObject<RowActs>
  canMove: boolean
  canRemove: boolean
  entries: readonly MenuEntry[] | undefined
  children: ReactNode
}

interface RowActs {
  move: (key: string, step: -1 | 1) => void
  remove: (key: string) => void
}

const grip = <GripVertical size={14} />

function RowItem({ isSparing, drag, onKeyDown, children, ...menu }: RowItemProps) {
  const { id } = menu
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble from the row's fields
    <li
      data-row-key={id}
      onKeyDown={(event) => onKeyDown(event, id)}
      className={classNames(
        'group/row relative flex items-start gap-1 border-b border-line py-1',
        // What floats out of a row would be cut off: not while one works in it.
        isSparing && '[contain-intrinsic-size:auto_40px] not-focus-within:[content-visibility:auto]',
        drag?.moving === id && 'opacity-50',
        drag && dropMark(drag.drop, id),
      )}
    >
      {drag && (
        <span
          aria-hidden
          title="Drag to move"
          className="mt-0.5 -ms-1 flex h-6 w-4 shrink-0 cursor-grab touch-none items-center justify-center text-ink-3 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 max-md:hidden"
          onPointerDown={(event) => drag.start(event, id)}
        >
          {grip}
        </span>
      )}
      <div className="min-w-0 flex-1">{children}</div>
      <RowMenu {...menu} />
    </li>
  )
}

type RowMenuProps = Omit<RowItemProps, 'isSparing' | 'drag' | 'onKeyDown' | 'children'>

/** Drawn again only when something about it is new: a list is drawn anew at each pause of whoever types in it. */
const RowMenu = memo(function RowMenu(props: RowMenuProps) {
  const { id, name, isFirst, isLast, acts, canMove, canRemove, entries = [] } = props
  const all: MenuEntry[] = [...entries]
  if (canMove) {
    const move = (step: -1 | 1) => () => acts.current.move(id, step)
    all.push({ id: 'up', label: 'Move up', hint: 'Alt+↑', disabled: isFirst, onSelect: move(-1) })
    all.push({ id: 'down', label: 'Move down', hint: 'Alt+↓', disabled: isLast, onSelect: move(1) })
  }
  if (canRemove) all.push({ id: 'remove', label: 'Remove', danger: true, onSelect: () => acts.current.remove(id) })
  if (all.length === 0) return null
  return (
    <span data-row-aside className="mt-0.5 shrink-0">
      <LazyMenu
        align="end"
        entries={all}
        trigger={
          <IconButton
            size="sm"
            label={`More for ${name}`}
            className="text-ink-3 opacity-60 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
          >
            <EllipsisVertical size={14} aria-hidden />
          </IconButton>
        }
      />
    </span>
  )
})
