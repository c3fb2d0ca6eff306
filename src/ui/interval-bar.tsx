const WIDTH = 160
const HEIGHT = 16

export interface IntervalBarProps {
  value: number
  interval: readonly [number, number] | null
  /** Ends of the axis, the same for all that are compared. */
  from: number
  to: number
  /** A value to hold it against: a line across. */
  mark?: number
}

/** A value as a dot on its interval. The figures stand beside it as text. */
export function IntervalBar({ value, interval, from, to, mark }: IntervalBarProps) {
  const x = (at: number) => ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * WIDTH
  return (
    <svg viewBox={`-4 0 ${WIDTH + 8} ${HEIGHT}`} width={WIDTH + 8} height={HEIGHT} aria-hidden>
      <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--line)" />
      {mark !== undefined && <line x1={x(mark)} x2={x(mark)} y1={2} y2={HEIGHT - 2} stroke="var(--edge)" />}
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
