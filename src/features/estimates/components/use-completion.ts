'use client'

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import { type Suggestion, type SuggestionList, suggestAt } from '@/core/estimate/suggest'

export interface Completion {
  list: SuggestionList | undefined
  active: number
  /** To call with every change of the text by typing. */
  typed: (text: string, caret: number) => void
  close: () => void
  choose: (item: Suggestion) => void
  /** Handles a key if it is one for the list. */
  onKeyDown: (event: KeyboardEvent) => void
}

interface CompletionOptions {
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  setText: (text: string) => void
  sheetNow: () => Sheet
  cellId: string
  describe: (cellId: string) => string
}

/**
 * Completion of names and units while a formula is typed. Tab takes the first that is offered, or the one chosen by an
 * arrow key. Enter takes a chosen one alone, so that it goes to the next cell for those who just type on.
 */
export function useCompletion({ field, text, setText, sheetNow, cellId, describe }: CompletionOptions): Completion {
  const [open, setOpen] = useState<{ list: SuggestionList; active: number } | null>(null)
  const caretAfter = useRef<number | null>(null)

  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    field.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })

  function show(src: string, caret: number, isAsked = false) {
    const list = suggestAt(src, caret, { sheet: sheetNow(), cellId, describe, isAsked })
    setOpen(list ? { list, active: -1 } : null)
  }

  function choose(item: Suggestion) {
    if (!open) return
    const { start, end } = open.list
    setText(`${text.slice(0, start)}${item.text}${text.slice(end)}`)
    caretAfter.current = start + item.text.length - item.caretBack
    setOpen(null)
  }

  function step(by: 1 | -1) {
    if (!open) return
    const count = open.list.items.length
    // One place before the first stands for "none chosen".
    const active = ((open.active + 1 + by + (count + 1)) % (count + 1)) - 1
    setOpen({ ...open, active })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.altKey) return
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      show(text, field.current?.selectionStart ?? text.length, true)
      return
    }
    if (!open) return
    const item = open.list.items[event.key === 'Tab' ? Math.max(0, open.active) : open.active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Escape') setOpen(null)
    else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && item) choose(item)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return {
    list: open?.list,
    active: open?.active ?? -1,
    typed: (src, caret) => show(src, caret),
    close: () => setOpen(null),
    choose,
    onKeyDown,
  }
}
