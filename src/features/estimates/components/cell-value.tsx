'use client'

import { useEffect, useRef } from 'react'
import { classNames } from '@/ui/class-names'
import { useDisplay } from '../display-settings'
import { flashWhenCalm } from '../flash-when-calm'
import { handText, shortRange, shownValue } from '../figure-text'
import type { SheetFigures } from '../sheet-figures'
import { useCellFigures } from '../use-sheet-figures'
import { DensityStrip } from './density-strip'

/** What a cell comes to: the value, and below it the same in another unit, or the range it stands for. */
export function CellValue({ figures, cellId }: { figures: SheetFigures; cellId: string }) {
  const { result, density, hand } = useCellFigures(figures, cellId)
  const value = useRef<HTMLSpanElement>(null)
  const display = useDisplay()
  const shown = shownValue(result, display)
  useFlash(value, shown)
  const { band, bounds, others, state } = result
  if (state === 'empty' || state === 'text') return null
  return (
    <div className="flex flex-col items-end py-1 text-end leading-[19px]">
      {/* Many change at once: what is said aloud is the cell that is worked on, by the sheet. */}
      <output aria-live="off" className="max-w-full">
        <span
          ref={value}
          title={state === 'error' ? result.error?.message : undefined}
          className={state === 'error' ? 'text-ink-3' : 'rounded-sm font-medium text-ink'}
        >
          {shown}
        </span>
      </output>
      {band && (
        <span className="flex max-w-full items-center gap-1.5 text-xs text-ink-3">
          <DensityStrip result={result} density={density} width={48} height={12} className="shrink-0" />
          <span title="90 % of the possible values lie in this range.">{shortRange(band.display)}</span>
        </span>
      )}
      {display.bounds && bounds && (
        <span className="text-xs text-ink-3" title="Every input at its worst at once.">
          worst {shortRange(bounds.display)}
        </span>
      )}
      {!band && others.length > 0 && <span className="text-xs text-ink-3">{others.join(' · ')}</span>}
      {hand && (
        <span title={hand.warning} className={classNames('text-xs', hand.warning ? 'text-warn' : 'text-ink-2')}>
          {handText(hand)}
          {hand.warning && <span className="sr-only">. {hand.warning}</span>}
        </span>
      )}
    </div>
  )
}

function useFlash(element: React.RefObject<HTMLElement | null>, shown: string) {
  const last = useRef(shown)
  useEffect(() => {
    if (last.current === shown) return
    last.current = shown
    if (element.current) flashWhenCalm(element.current)
  }, [element, shown])
}
