'use client'

import { Lock } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Button } from '@/ui/button'
import { EmptyState, Notice } from '@/ui/display'
import { answerNumbers, type NumberTarget, useNumbersAsked, useNumberTarget } from '../number-target'
import { useNumberTables } from '../use-number-tables'
import { NumberBoard } from './number-board'
import type { NumberPick } from './number-row'

export interface NumbersPanelProps {
  /** The estimates are made without them. */
  isLocked?: boolean
}

/** The reference numbers beside a sheet: found, read, and put into the cell that is worked on. */
export function NumbersPanel({ isLocked = false }: NumbersPanelProps) {
  return <div className="flex flex-col gap-3 p-3">{isLocked ? <ClosedBook /> : <OpenBook />}</div>
}

function ClosedBook() {
  useEffect(answerNumbers, [])
  return (
    <Notice tone="info" title="Closed book" icon={<Lock size={14} aria-hidden />}>
      The estimates of this problem are made without the reference numbers. Put down what you remember, and say how sure
      you are: “5 to 15 ms” is a good answer.
    </Notice>
  )
}

function OpenBook() {
  const tables = useNumberTables()
  const target = useNumberTarget()
  const search = useRef<HTMLInputElement>(null)
  useFocusWhenAsked(search, tables.state === 'ready')
  if (tables.state === 'loading') return <p className="text-ink-2">Opening the numbers…</p>
  if (tables.state === 'failed')
    return (
      <EmptyState
        title="The numbers did not come"
        action={
          <Button size="sm" onClick={tables.retry}>
            Try again
          </Button>
        }
      >
        The server could not be reached. What you write in the sheet is kept.
      </EmptyState>
    )
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !target || search.current?.value) return
    event.preventDefault()
    event.stopPropagation()
    target.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a key of all that is inside
    <div className="flex flex-col gap-2" onKeyDown={onKeyDown}>
      <GoesWhere target={target} />
      <NumberBoard tables={tables.tables} pick={pickFor(target)} searchRef={search} />
      <p className="pt-1 text-sm">
        <a href="/numbers" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
          All of them on a page
        </a>
      </p>
    </div>
  )
}

const pickFor = (target: NumberTarget | null): NumberPick => target && { verb: 'Insert', take: target.insert }

function GoesWhere({ target }: { target: NumberTarget | null }) {
  if (!target) return null
  return (
    <p className="text-sm text-ink-2">
      {target.title === null ? (
        'A number makes a new cell.'
      ) : (
        <>
          A number goes into <strong className="font-medium text-ink">{target.title}</strong>, at the caret; + makes a
          new cell.
        </>
      )}
    </p>
  )
}

function useFocusWhenAsked(search: React.RefObject<HTMLInputElement | null>, isReady: boolean) {
  const isAsked = useNumbersAsked()
  useEffect(() => {
    if (!isAsked || !isReady) return
    answerNumbers()
    search.current?.focus()
    search.current?.select()
  }, [isAsked, isReady, search])
}
