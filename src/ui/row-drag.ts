'use client'

import { type PointerEvent, type RefObject, useState } from 'react'

/** Where a dragged row would land. */
export interface RowDrop {
  over: string
  side: 'before' | 'after'
}

export interface RowDrag {
  /** Key of the row that is being dragged. */
  moving: string | null
  drop: RowDrop | null
  start: (event: PointerEvent<HTMLElement>, key: string) => void
}

/** Dragging of a list's rows (children with `data-row-key`) by pointer; Escape lets go. Calls `onMove` once, at the end. */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  onMove: (key: string, afterKey: string | null) => void,
): RowDrag {
  const [state, setState] = useState<{ moving: string; drop: RowDrop | null } | null>(null)

  function start(event: PointerEvent<HTMLElement>, key: string) {
    if (event.button !== 0 || !list.current) return
    event.preventDefault()
    const rows = [...list.current.querySelectorAll<HTMLElement>(':scope > [data-row-key]')]
    const stop = new AbortController()
    const { signal } = stop
    let drop: RowDrop | null = null
    const end = () => {
      stop.abort()
      setState(null)
    }
    setState({ moving: key, drop })
    window.addEventListener(
      'pointermove',
      (move) => {
        drop = dropAt(rows, move.clientY, key)
        setState({ moving: key, drop })
      },
      { signal },
    )
    window.addEventListener(
      'pointerup',
      () => {
        end()
        if (drop) onMove(key, afterKeyOf(rows, drop, key))
      },
      { signal },
    )
    window.addEventListener('pointercancel', end, { signal })
    window.addEventListener('keydown', (pressed) => pressed.key === 'Escape' && end(), { signal })
  }

  return { moving: state?.moving ?? null, drop: state?.drop ?? null, start }
}

const keyOf = (row: HTMLElement): string => row.dataset.rowKey ?? ''

function dropAt(rows: readonly HTMLElement[], y: number, moving: string): RowDrop | null {
  for (const row of rows) {
    const { top, bottom } = row.getBoundingClientRect()
    if (y < top && row !== rows[0]) continue
    if (y > bottom && row !== rows.at(-1)) continue
    const over = keyOf(row)
    return over === moving ? null : { over, side: y < (top + bottom) / 2 ? 'before' : 'after' }
  }
  return null
}

function afterKeyOf(rows: readonly HTMLElement[], drop: RowDrop, moving: string): string | null {
  if (drop.side === 'after') return drop.over
  const keys = rows.map(keyOf).filter((key) => key !== moving)
  return keys[keys.indexOf(drop.over) - 1] ?? null
}
