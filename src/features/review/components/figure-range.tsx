import type { AgreementFigure } from '@/core/stats/agreement'
import { formatRatio } from '@/core/units/format'
import { IntervalBar } from '@/ui/interval-bar'

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

/** The value as a dot on its interval, on an axis that is the same for all of its kind. */
export function FigureRange({ figure }: { figure: AgreementFigure }) {
  const { value, interval } = figure
  if (value === null) return null
  const isCoefficient = !isShare(figure)
  return (
    <IntervalBar
      value={value}
      interval={interval}
      from={isCoefficient ? -1 : 0}
      to={1}
      {...(isCoefficient ? { mark: 0 } : {})}
    />
  )
}
