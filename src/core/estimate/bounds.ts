/**
 * Interval arithmetic: the worst that can come out when every input may stand anywhere between its ends at once
 * (Moore 1966). It does not know that two inputs are the same one: x - x is as wide as twice x.
 */
export interface Bounds {
  low: number
  high: number
}

export const certainly = (value: number): Bounds => ({ low: value, high: value })
export const negateBounds = ({ low, high }: Bounds): Bounds => ({ low: -high, high: -low })
export const everything: Bounds = { low: -Infinity, high: Infinity }

/** The ends under a function that rises throughout. */
export const riseBounds = ({ low, high }: Bounds, apply: (x: number) => number): Bounds =>
  around([apply(low), apply(high)])

export function absBounds({ low, high }: Bounds): Bounds {
  const most = Math.max(Math.abs(low), Math.abs(high))
  return { low: low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)), high: most }
}

export type Operation = '+' | '-' | '*' | '/' | '^' | 'min' | 'max'

export function combineBounds(operation: Operation, a: Bounds, b: Bounds): Bounds {
  switch (operation) {
    case '+':
      return { low: a.low + b.low, high: a.high + b.high }
    case '-':
      return { low: a.low - b.high, high: a.high - b.low }
    case '*':
      return corners(a, b, (x, y) => x * y)
    case '/':
      return b.low <= 0 && b.high >= 0 ? everything : corners(a, b, (x, y) => x / y)
    case '^':
      return powerBounds(a, b)
    default:
      return { low: Math[operation](a.low, b.low), high: Math[operation](a.high, b.high) }
  }
}

/** Of a base that changes its sign only whole exponents give anything, and the even ones turn round at 0. */
function powerBounds(base: Bounds, exponent: Bounds): Bounds {
  if (base.low > 0 || (base.low === 0 && exponent.low >= 0)) return corners(base, exponent, (x, y) => x ** y)
  if (exponent.low !== exponent.high || !Number.isInteger(exponent.low)) return everything
  const { low: e } = exponent
  if (e < 0 && base.high >= 0) return everything
  const ends = [base.low ** e, base.high ** e]
  return around(e % 2 === 0 && base.high >= 0 ? [...ends, 0] : ends)
}

const corners = (a: Bounds, b: Bounds, apply: (x: number, y: number) => number): Bounds =>
  around([apply(a.low, b.low), apply(a.low, b.high), apply(a.high, b.low), apply(a.high, b.high)])

function around(values: number[]): Bounds {
  if (values.some(Number.isNaN)) return everything
  return { low: Math.min(...values), high: Math.max(...values) }
}
