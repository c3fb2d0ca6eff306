import type { InputEffect, Sensitivity } from '@/core/estimate/sensitivity'
import { formatRatio, unknownText } from '@/core/units/format'
import { ScrollRegion } from '@/ui/scroll-region'

/** More bars than this nobody compares; the table has all. */
const MOST_BARS = 8

/**
 * What each range does to the result, the most important first: from its p5 to its p95 with all others at their medians.
 * All bars are on one axis, by equal factors where everything is above 0.
 */
export function TornadoChart({ base, baseDisplay, inputs }: Pick<Sensitivity, 'base' | 'baseDisplay' | 'inputs'>) {
  const shown = inputs.slice(0, MOST_BARS)
  const place = axisOf(base, shown)
  return (
    <figure>
      <ol aria-hidden className="flex flex-col gap-2">
        {shown.map((input) => (
          <Bar key={input.key} input={input} base={base} place={place} />
        ))}
      </ol>
      <figcaption className="mt-1.5 flex flex-wrap gap-x-3 text-xs text-ink-3">
        <span>
          <Swatch className="fill-info" /> at its low end
        </span>
        <span>
          <Swatch className="fill-accent" /> at its high end
        </span>
        <span>line: all at their medians, {baseDisplay}</span>
      </figcaption>
      {inputs.length > shown.length && (
        <p className="mt-1 text-xs text-ink-3">{inputs.length - shown.length} more in the table.</p>
      )}
    </figure>
  )
}

const Swatch = ({ className }: { className: string }) => (
  <svg width={8} height={8} className="me-0.5 inline" aria-hidden>
    <rect width={8} height={8} rx={1} className={className} />
  </svg>
)

interface BarProps {
  input: InputEffect
  base: number
  place: (output: number) => number | undefined
}

function Bar({ input, base, place }: BarProps) {
  const { name, atLow, atHigh, atLowDisplay, atHighDisplay, lowInput, highInput, share } = input
  const isTurned = atLow > atHigh
  const [left, right] = isTurned ? [atHighDisplay, atLowDisplay] : [atLowDisplay, atHighDisplay]
  const middle = place(base)
  return (
    <li>
      <p className="flex items-baseline gap-2 text-sm">
        <span className="min-w-0 truncate font-medium" title={name}>
          {name}
        </span>
        <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
          {lowInput} – {highInput}
        </span>
        <span className="tabular-nums">{shareText(share)}</span>
      </p>
      <svg width="100%" height={14} className="my-px block overflow-visible">
        <rect width="100%" height={14} rx={2} className="fill-sunken" />
        <Side from={middle} to={place(atLow)} className="fill-info" />
        <Side from={middle} to={place(atHigh)} className="fill-accent" />
        {middle !== undefined && (
          <line x1={`${middle}%`} x2={`${middle}%`} y1={-1} y2={15} className="stroke-ink" strokeWidth={1.5} />
        )}
      </svg>
      <p className="flex justify-between gap-2 text-xs text-ink-2 tabular-nums">
        <span>{left}</span>
        <span>{right}</span>
      </p>
    </li>
  )
}

function Side({ from, to, className }: { from: number | undefined; to: number | undefined; className: string }) {
  if (from === undefined || to === undefined) return null
  return <rect x={`${Math.min(from, to)}%`} width={`${Math.abs(to - from)}%`} y={2} height={10} className={className} />
}

export const shareText = (share: number | null): string => (share === null ? unknownText : formatRatio(rounded(share)))

/** To whole per cents, or two figures of what is smaller. */
const rounded = (share: number): number => (share >= 0.1 ? Math.round(share * 100) / 100 : Number(share.toPrecision(2)))

/** Where a result lies on the axis of all bars, in per cent of its length; undefined for one without a value. */
function axisOf(base: number, inputs: readonly InputEffect[]): (output: number) => number | undefined {
  const ends = [base, ...inputs.flatMap(({ atLow, atHigh }) => [atLow, atHigh])].filter(Number.isFinite)
  const scale = Math.min(...ends) > 0 ? Math.log : (output: number) => output
  const [from, to] = [scale(Math.min(...ends)), scale(Math.max(...ends))]
  return (output) => {
    if (!Number.isFinite(output)) return undefined
    return to === from ? 50 : ((scale(output) - from) / (to - from)) * 100
  }
}

/** The same as a table, with everything that the bars have no room for. */
export function TornadoTable({ inputs }: { inputs: readonly InputEffect[] }) {
  return (
    <ScrollRegion label="What each range does to the result" className="mt-1">
      <table className="w-full text-xs whitespace-nowrap tabular-nums">
        <thead>
          <tr className="border-b border-line text-ink-3">
            {[
              'Input',
              'From',
              'To',
              'Result at low',
              'Result at high',
              'Swing',
              'Factor',
              'Share',
              'Band if known better',
            ].map((head) => (
              <th key={head} scope="col" className="py-1 pe-3 text-start font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inputs.map((input) => (
            <TableRow key={input.key} input={input} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function TableRow({ input }: { input: InputEffect }) {
  const { name, lowInput, highInput, atLowDisplay, atHighDisplay, swingDisplay, factor, share, narrowed } = input
  const cells = [
    lowInput,
    highInput,
    atLowDisplay,
    atHighDisplay,
    swingDisplay,
    factor === null ? unknownText : `×${Number(factor.toPrecision(2))}`,
    shareText(share),
    narrowed ? `${narrowed.band.display} (${narrowed.to})` : unknownText,
  ]
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1 pe-3 text-start font-medium">
        {name}
      </th>
      {cells.map((cell, index) => (
        // eslint-disable-next-line react/no-array-index-key -- columns have no other identity
        <td key={index} className="py-1 pe-3">
          {cell}
        </td>
      ))}
    </tr>
  )
}
