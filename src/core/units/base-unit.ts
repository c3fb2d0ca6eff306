import { nounUnit } from './catalogue'
import { type Dims, dimensionsOf, isPlain } from './dims'
import { nounNamed, unitBySymbol } from './find-unit'
import { textOfUnit, type UnitFactor } from './unit-expression'

/** The base units of dims as other programs read them: "B/s", "USD/s", "posts/user/s", "1/s"; '' for a plain number. */
export function baseUnitText(dims: Dims): string {
  if (isPlain(dims)) return ''
  const factors = dimensionsOf(dims).map(([dimension, power]): UnitFactor => ({ unit: baseUnit(dimension), power }))
  // what is counted stands before the time that it is counted in
  const text = textOfUnit({ factors: factors.toSorted((a, b) => rank(a) - rank(b)) })
  return text.startsWith('/') ? `1${text}` : text
}

const rank = ({ unit }: UnitFactor): number => (unit.kind === 'time' ? 1 : 0)

function baseUnit(dimension: string) {
  switch (dimension) {
    case 'time':
      return unitBySymbol('s')
    case 'data':
      return unitBySymbol('B')
    case 'money':
      return { ...unitBySymbol('$'), symbol: 'USD' }
    default:
      return nounUnit(nounNamed(dimension))
  }
}
