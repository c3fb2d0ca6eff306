import { LEVELS } from '@/core/content/rubric'

export interface TrendPoint {
  /** What it is the point of, for a reader of the text: a title and a date. */
  label: string
  /** Suggested by the evidence; null where it is not known. */
  evidence: number | null
  /** Median of people; null where nobody gave one. */
  people: number | null
}

const WIDTH = 240
const HEIGHT = 84
const LEFT = 16
const RIGHT = 8
const TOP = 8
const BOTTOM = 8

/**
 * Levels from attempt to attempt: a line with rings for what the evidence suggests, squares for the median of people. Two
 * instruments in one picture, nowhere one number.
 */
export function LevelTrend({ name, points }: { name: string; points: readonly TrendPoint[] }) {
  const x = (i: number) =>
    points.length < 2 ? (LEFT + WIDTH - RIGHT) / 2 : LEFT + (i * (WIDTH - LEFT - RIGHT)) / (points.length - 1)
  const y = (level: number) => TOP + ((4 - level) * (HEIGHT - TOP - BOTTOM)) / 3
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${name}: ${trendText(points)}`}
      className="w-full max-w-80"
    >
      {LEVELS.map((level) => (
        <g key={level}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(level)} y2={y(level)} stroke="var(--line)" />
          <text x={0} y={y(level) + 4} fontSize={11} fill="var(--ink-3)">
            {level}
          </text>
        </g>
      ))}
      {linesOf(points).map((line) => (
        <polyline
          key={line[0]}
          points={line.map((i) => `${x(i)},${y(points[i]!.evidence!)}`).join(' ')}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.5}
        />
      ))}
      {points.map(({ evidence }, i) =>
        evidence === null ? null : (
          <circle
            key={i}
            cx={x(i)}
            cy={y(evidence)}
            r={3}
            fill="var(--surface)"
            stroke="var(--accent)"
            strokeWidth={1.5}
          />
        ),
      )}
      {points.map(({ people }, i) =>
        people === null ? null : (
          <rect key={i} x={x(i) - 3.5} y={y(people) - 3.5} width={7} height={7} fill="var(--warn)" />
        ),
      )}
    </svg>
  )
}

/** Stretches of points that are known, so that a gap stays a gap. */
function linesOf(points: readonly TrendPoint[]): number[][] {
  const lines: number[][] = []
  points.forEach(({ evidence }, i) => {
    if (evidence === null) return
    const last = lines.at(-1)
    if (last?.at(-1) === i - 1) last.push(i)
    else lines.push([i])
  })
  return lines.filter((line) => line.length > 1)
}

/** "evidence 2 at first, 3 now; people 3 now". */
export function trendText(points: readonly TrendPoint[]): string {
  const said = (who: 'evidence' | 'people') => {
    const known = points.map((point) => point[who]).filter((level) => level !== null)
    if (known.length === 0) return `${who} unknown`
    return known.length === 1 ? `${who} ${known[0]}` : `${who} ${known[0]} at first, ${known.at(-1)} now`
  }
  return `${said('evidence')}; ${said('people')}`
}
