import type { AgreementFigure } from '@/core/stats/agreement'
import { formatRatio } from '@/core/units/format'

/** Shares are shown in per cent, coefficients as they are. */
const isShare = ({ id }: AgreementFigure): boolean => id === 'exact' || id === 'within-one'

/** Two digits after the point: more would be read as more than is known. */
export const figureText = (figure: AgreementFigure, value: number | null): string => {
  if (value === null) return 'n/a'
  return isShare(figure) ? formatRatio(value) : value.toFixed(2).replace('-', '−')
}

export const intervalText = (figure: AgreementFigure): string =>
  figure.interval === null
    ? 'interval n/a'
    : `${figureText(figure, figure.interval[0])} to ${figureText(figure, figure.interval[1])}`

const WIDTH = 160
const HEIGHT = 16
/** Where an axis from -1 to 1, or of shares from 0 to 1, puts a value. */
const xOf = (value: number, low: number) => ((value - low) / (1 - low)) * WIDTH

/** The value as a dot on its interval, on an axis that is the same for all of its kind. */
export function FigureRange({ figure }: { figure: AgreementFigure }) {
  const { value, interval } = figure
  if (value === null) return null
  const low = isShare(figure) ? 0 : -1
  const x = (at: number) => xOf(Math.min(1, Math.max(low, at)), low)
  return (
    <svg viewBox={`-4 0 ${WIDTH + 8} ${HEIGHT}`} width={WIDTH + 8} height={HEIGHT} aria-hidden>
      <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--line)" />
      {low < 0 && <line x1={x(0)} x2={x(0)} y1={2} y2={HEIGHT - 2} stroke="var(--edge)" />}
      {interval && (
        <line
          x1={x(interval[0])}
          x2={x(interval[1])}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
          stroke="var(--accent)"
          strokeWidth={4}
        />
      )}
      <circle cx={x(value)} cy={HEIGHT / 2} r={4} fill="var(--ink)" />
    </svg>
  )
}
