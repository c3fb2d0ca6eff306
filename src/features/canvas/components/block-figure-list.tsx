'use client'

import { useSyncExternalStore } from 'react'
import { waitingText } from '@/core/design/describe'
import { approximately, formatDuration, formatRate, formatRatio } from '@/core/units/format'
import { liveLine, spokenReading } from '../live-line'
import type { BlockState } from '@/core/design/drawing/block-states'
import { type FiguresSource, linkRateOf, readingOf } from '../figures'

/** The figures of one block or link in words, for the inspector. */
export function BlockFigureList({ figures, block }: { figures: FiguresSource; block: string }) {
  useVersion(figures)
  const reading = readingOf(figures, block)
  if (reading === null) return null
  const facts = [
    { term: 'Arrivals', text: formatRate(reading.arrivalsPerS), known: reading.arrivalsPerS !== null },
    { term: 'Utilisation', text: formatRatio(reading.utilisation), known: reading.utilisation !== null },
    { term: 'Waiting', text: waitingText(reading.queueLength), known: reading.queueLength !== null },
    { term: 'Hit ratio', text: formatRatio(reading.hitRatio), known: reading.hitRatio !== null },
  ].filter((fact) => fact.known)
  if (facts.length === 0) return null
  return (
    <div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
        {facts.map(({ term, text }) => (
          <div key={term} className="flex items-baseline justify-between gap-2">
            <dt className="text-ink-2">{term}</dt>
            <dd className="font-medium">{figures.approximate ? approximately(text) : text}</dd>
          </div>
        ))}
      </dl>
      <p className="pt-1 text-xs text-ink-3">
        {reading.state !== 'calm' && (
          <span className={`font-semibold ${toneOf(reading.state)}`}>{reading.state}. </span>
        )}
        {figures.approximate ? '≈ from formulas, without a run.' : measuredWords(figures)}
      </p>
    </div>
  )
}

const measuredWords = ({ atS }: FiguresSource): string =>
  atS === null ? 'Measured by the run.' : `Measured by the run at ${formatDuration(atS)}.`

export function LinkFigureList({ figures, link }: { figures: FiguresSource; link: string }) {
  useVersion(figures)
  const rate = linkRateOf(figures, link)
  if (rate === null) return null
  const text = formatRate(rate)
  return (
    <p className="flex items-baseline gap-2">
      <span className="text-ink-2">Calls</span>
      <span className="font-medium">{figures.approximate ? approximately(text) : text}</span>
    </p>
  )
}

/** As on the canvas: not everything worth a word is bad. */
function toneOf(state: BlockState): string {
  if (state === 'limiting' || state === 'cold') return 'text-info'
  return state === 'lagging' ? 'text-warn' : 'text-bad'
}

/** The figures of a block in half a line. */
export function InlineFigures({ figures, block }: { figures: FiguresSource; block: string }) {
  useVersion(figures)
  const row = figures.blockRow(block)
  if (row < 0) return null
  const { utilisation, arrivals, note, state } = liveLine(figures, row)
  const texts = [utilisation, arrivals, state === 'calm' ? note : ''].filter(Boolean)
  return (
    <span className="text-ink-2" title={spokenReading(figures, block)}>
      {texts.join(', ')}
      {state !== 'calm' && <span className={`ps-2 font-semibold ${toneOf(state)}`}>{state}</span>}
    </span>
  )
}

/** A few numbers of one block may well go through React, unlike those of a thousand. */
function useVersion(figures: FiguresSource): number {
  return useSyncExternalStore(
    figures.subscribe,
    () => figures.version,
    () => 0,
  )
}
