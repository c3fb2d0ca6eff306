'use client'

import { useState } from 'react'
import { chanceAbove } from '@/core/estimate/quantiles'
import { readLimit } from '@/core/estimate/read-limit'
import { formatRatio } from '@/core/units/format'
import { Input } from '@/ui/input'
import { needsSamples } from '../sheet-sampler'
import type { SheetFigures } from '../sheet-figures'
import { useCellFigures, useCellSamples } from '../use-sheet-figures'
import { DensityStrip } from './density-strip'

export interface CellUncertaintyProps {
  cellId: string
  name: string
  figures: SheetFigures
}

/** How sure the value of a cell is: its spread, its band, its worst cases, and the chance to pass a limit. */
export function CellUncertainty({ cellId, name, figures }: CellUncertaintyProps) {
  const { result, density } = useCellFigures(figures, cellId)
  const [text, setText] = useState('')
  const { band, bounds, quantity } = result
  const samples = useCellSamples(figures, cellId, text.trim() !== '' && needsSamples(result))
  if (!band || !quantity) return null
  const limit = text.trim() === '' ? undefined : readLimit(text, quantity, figures.sheetNow())
  const value = typeof limit === 'number' ? limit : undefined
  const chance =
    value === undefined ? undefined : (figures.chanceOver(cellId, value) ?? (samples && chanceAbove(samples, value)))
  return (
    <section aria-label={`How sure it is: ${name}`} className="mt-3 flex flex-col gap-1.5">
      <p aria-hidden className="text-xs font-medium text-ink-3">
        How sure it is
      </p>
      <DensityStrip
        result={result}
        density={density}
        width={280}
        height={44}
        isFilling
        {...(value === undefined ? {} : { limit: value })}
        className="max-w-full border-b border-line"
      />
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm text-ink-2">
        <dt className="text-ink-3">9 times in 10</dt>
        <dd>{band.display}</dd>
        {bounds && (
          <>
            <dt className="text-ink-3">Worst cases</dt>
            <dd>{bounds.display}</dd>
          </>
        )}
      </dl>
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <span aria-hidden>Chance of more than</span>
        <span className="min-w-24 flex-1">
          <Input
            aria-label={`Chance of more than: limit of ${name}`}
            value={text}
            placeholder="a limit"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => setText(event.target.value)}
            className="font-mono text-sm"
          />
        </span>
      </div>
      {limit !== undefined && (
        <p aria-live="polite" className="text-sm">
          {value === undefined ? (
            <span className="text-warn">{limit}</span>
          ) : (
            <span>
              P({name} &gt; {text.trim()}) = <strong>{chanceText(chance)}</strong>
            </span>
          )}
        </p>
      )}
    </section>
  )
}

/** Samples tell nothing of what is rarer than they are many. */
function chanceText(chance: number | undefined): string {
  if (chance === undefined) return '—'
  if (chance < 0.001) return '< 0.1 %'
  return chance > 0.999 ? '> 99.9 %' : formatRatio(chance, { figures: 2 })
}
