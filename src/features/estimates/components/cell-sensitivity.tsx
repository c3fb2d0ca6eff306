'use client'

import type { CellResult } from '@/core/estimate/evaluate-sheet'
import { type Sensitivity, sentenceOf } from '@/core/estimate/sensitivity'
import { formatRatio } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import type { SheetFigures } from '../sheet-figures'
import { useSensitivity } from '../use-answer'
import { TornadoChart, TornadoTable } from './tornado-chart'

export interface CellSensitivityProps {
  figures: SheetFigures
  result: CellResult
}

/** Which ranges an uncertain result hangs on: the sentence, the bars, how the shares were found. */
export function CellSensitivity({ figures, result }: CellSensitivityProps) {
  const { sensitivity, state } = useSensitivity(figures, result)
  if (!sensitivity)
    return (
      <p role="status" className="min-h-40 text-sm text-ink-3">
        {state === 'waiting' ? 'Working out what it hangs on…' : 'Part of the range has no value: nothing to compare.'}
      </p>
    )
  const [first] = [...sensitivity.inputs].sort((a, b) => (b.share ?? 0) - (a.share ?? 0))
  const sentence = first && sentenceOf(first, sensitivity.band)
  return (
    <div className={classNames('flex flex-col gap-2 transition-opacity', state === 'waiting' && 'opacity-60')}>
      {sentence !== undefined && <p className="text-sm">{sentence}</p>}
      <TornadoChart {...sensitivity} />
      <p className="text-xs text-ink-3">{methodText(sensitivity)}</p>
      <details className="text-sm">
        <summary className="cursor-pointer text-xs text-ink-2">As a table</summary>
        <TornadoTable inputs={sensitivity.inputs} />
      </details>
    </div>
  )
}

function methodText({ shares, leftOut }: Sensitivity): string {
  const left = leftOut > 0 ? ` ${leftOut} more ranges were not looked at.` : ''
  if (!shares) return `Nothing of it varies.${left}`
  if (shares.method === 'product')
    return `Per cent of the variance of the logarithm, exact: the result is a product of its ranges.${left}`
  const explained = formatRatio(Math.round(shares.explained * 100) / 100)
  const doubt = shares.explained < 0.7 ? ' That is little: the result turns, or its ranges act on each other.' : ''
  return `Per cent by squared rank correlation, made to add up to 100; together they explain ${explained}.${doubt}${left}`
}
