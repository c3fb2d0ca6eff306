'use client'

import './change-marks.css'
import { useEffect, useRef } from 'react'
import type { Design } from '@/core/design/schema'
import type { StepId } from '@/core/interview/outline'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { CanvasReach } from './canvas-reach'
import { isCanvasStep } from './step-names'
import { stepPanelId } from './step-tabs'

/** How long what changed stays marked, ms. */
const MARKED_MS = 1600
/** Frames to wait for something that is only being drawn: its step may be on the way. */
const MOST_FRAMES = 180
/** An import changes more than anybody can look at. */
const MOST_MARKS = 50

/**
 * Marks what `targets` name wherever it is on the screen, and brings it into view; `data-marked` carries it to the style
 * sheet. Again for every new list, and when another step is shown.
 */
export function useChangeMarks(
  targets: readonly ChangeTarget[] | undefined,
  { step, design }: { step: StepId; design: Design },
  canvas: CanvasReach,
): void {
  const drawn = useRef(design)
  useEffect(() => {
    drawn.current = design
  })
  useEffect(() => {
    if (!targets || targets.length === 0) return
    const few = targets.slice(0, MOST_MARKS)
    if (isCanvasStep(step)) canvas.reveal(drawn.current, few)
    const marked = new Set<HTMLElement | SVGElement>()
    let framesLeft = MOST_FRAMES
    let timer: ReturnType<typeof setTimeout> | undefined
    const unmark = () => {
      cancelAnimationFrame(frame)
      for (const element of marked) delete element.dataset.marked
    }
    let frame = requestAnimationFrame(function look() {
      for (const target of few) mark(target, marked)
      if (marked.size > 0) timer ??= setTimeout(unmark, MARKED_MS)
      if (marked.size < few.length && framesLeft-- > 0) frame = requestAnimationFrame(look)
    })
    return () => {
      clearTimeout(timer)
      unmark()
    }
  }, [targets, step, canvas])
}

function mark(target: ChangeTarget, marked: Set<HTMLElement | SVGElement>): void {
  const element = document.querySelector<HTMLElement | SVGElement>(selectorOf(target))
  if (!element || marked.has(element)) return
  element.dataset.marked = ''
  marked.add(element)
  if (element instanceof HTMLElement && element.dataset.rowKey !== undefined)
    element.scrollIntoView({ block: 'nearest' })
}

function selectorOf({ kind, id }: ChangeTarget): string {
  const name = CSS.escape(id)
  const row = `[data-row-key="${name}"]`
  switch (kind) {
    case 'block':
      return `.react-flow__node[data-id="${name}"], #${stepPanelId} ${row}`
    case 'link':
      return `.react-flow__edge[data-id="${name}"], #${stepPanelId} ${row}`
    case 'run':
      return row
    default:
      return `#${stepPanelId} ${row}`
  }
}
