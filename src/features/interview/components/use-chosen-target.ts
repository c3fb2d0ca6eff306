'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { findRequirement } from '@/core/interview/requirements'
import type { InterviewState } from '@/core/interview/state'
import type { Selection } from '@/features/canvas/selection'

/** Tells which thing somebody has chosen who looks at an interview: a row they went into, or what is selected on the canvas. */
export function useChosenTarget(
  root: RefObject<HTMLElement | null>,
  { state, selection }: { state: InterviewState; selection: Selection },
  onTarget: ((target: ChangeTarget | null) => void) | undefined,
): void {
  const latest = useRef({ state, onTarget })
  useEffect(() => {
    latest.current = { state, onTarget }
  })
  useEffect(() => {
    const element = root.current
    if (!element) return
    const listener = ({ target }: Event) => {
      const row = target instanceof Element ? rowTarget(latest.current.state, target) : null
      if (row) latest.current.onTarget?.(row)
    }
    const ended = new AbortController()
    element.addEventListener('focusin', listener, { signal: ended.signal })
    element.addEventListener('click', listener, { signal: ended.signal })
    return () => ended.abort()
  }, [root])
  const { blocks, links } = selection
  const [block, link] = [blocks[0], links[0]]
  useEffect(() => {
    const target: ChangeTarget | null =
      block !== undefined ? { kind: 'block', id: block } : link !== undefined ? { kind: 'link', id: link } : null
    latest.current.onTarget?.(target)
  }, [block, link])
}

/** The innermost row around it that is a thing of the interview: rows may hold rows that are parts of one. */
export function rowTarget(state: InterviewState, element: Element): ChangeTarget | null {
  for (let at = element.closest('[data-row-key]'); at; at = at.parentElement?.closest('[data-row-key]') ?? null) {
    const target = targetOf(state, (at as HTMLElement).dataset.rowKey ?? '')
    if (target) return target
  }
  return null
}

function targetOf(state: InterviewState, id: string): ChangeTarget | null {
  const isIt = (item: { id: string }) => item.id === id
  if (findRequirement(state.requirements, id)) return { kind: 'line', id }
  if (state.sheet.cells.some(isIt)) return { kind: 'cell', id }
  if (state.entities.some(isIt)) return { kind: 'entity', id }
  if (state.apis.some(isIt)) return { kind: 'api', id }
  if (state.decisions.some(isIt)) return { kind: 'decision', id }
  return state.runs.some(({ run }) => run === id) ? { kind: 'run', id } : null
}
