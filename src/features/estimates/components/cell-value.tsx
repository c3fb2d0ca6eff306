'use client'

import { useEffect, useRef } from 'react'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import { approximately } from '@/core/units/format'

/** A value that stands for a range is about what it says. */
export const shownValue = ({ display, band }: CellResult): string => (band ? approximately(display) : display)

/** What a cell comes to: the value, and below it the same in another unit, or the range it stands for. */
export function CellValue({ result }: { result: CellResult }) {
  const value = useRef<HTMLSpanElement>(null)
  useFlash(value, result.display)
  const { band, others, state } = result
  if (state === 'empty' || state === 'text') return null
  return (
    <div className="flex flex-col items-end py-1 text-end leading-[19px]">
      <output className="max-w-full">
        <span
          ref={value}
          title={state === 'error' ? result.error?.message : undefined}
          className={state === 'error' ? 'text-ink-3' : 'rounded-sm font-medium text-ink'}
        >
          {shownValue(result)}
        </span>
      </output>
      {band && (
        <span className="text-xs text-ink-3" title="90 % of the possible values lie in this range.">
          {band.display}
        </span>
      )}
      {!band && others.length > 0 && <span className="text-xs text-ink-3">{others.join(' · ')}</span>}
    </div>
  )
}

/** A changed number flashes once, so that an edit far away is noticed. */
function useFlash(element: React.RefObject<HTMLElement | null>, shown: string) {
  const last = useRef(shown)
  useEffect(() => {
    if (last.current === shown) return
    last.current = shown
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    element.current?.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], 700)
  }, [element, shown])
}
