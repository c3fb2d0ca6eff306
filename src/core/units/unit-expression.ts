import { handyUnit, type Unit, usd } from './catalogue'
import { type Dims, multiplyDims, plainDims, powerDims } from './dims'
import { thinSpace } from './format'

/** A product of units: "posts/user/day" is post^1 user^-1 day^-1. */
export interface UnitExpression {
  factors: readonly UnitFactor[]
}
export interface UnitFactor {
  unit: Unit
  power: number
}

export const noUnit: UnitExpression = { factors: [] }
export const unitOf = (unit: Unit, power = 1): UnitExpression => ({ factors: [{ unit, power }] })

export const dimsOfUnit = ({ factors }: UnitExpression): Dims =>
  factors.reduce<Dims>((dims, { unit, power }) => multiplyDims(dims, powerDims(unit.dims, power)), plainDims)

/** How many base units one of the expression is. */
export const factorOfUnit = ({ factors }: UnitExpression): number =>
  factors.reduce((product, { unit, power }) => product * unit.factor ** power, 1)

/** The same with the seconds of a day, a month and a year that are easy in the head. */
export const handyExpression = ({ factors }: UnitExpression): UnitExpression => ({
  factors: factors.map(({ unit, power }) => ({ unit: handyUnit(unit), power })),
})

/** The first unit is in the numerator and money: it is written before the number. */
export const leadsWithMoney = ({ factors }: UnitExpression): boolean =>
  factors[0]?.unit.symbol === usd.symbol && factors[0].power === 1

/** "TB/day", "posts/user/day"; nouns and times above the line in the plural unless `amount` is 1. */
export function textOfUnit({ factors }: UnitExpression, amount = 2): string {
  const upper = factors.filter(({ power }) => power > 0)
  const lower = factors.filter(({ power }) => power < 0)
  const top = upper.map(({ unit, power }) => raised(amount === 1 ? unit.symbol : (unit.plural ?? unit.symbol), power))
  return `${top.join('·')}${lower.map(({ unit, power }) => `/${raised(unit.symbol, -power)}`).join('')}`
}

/** As `textOfUnit`, of what follows a dollar sign: " / GB / month". */
export const textAfterMoney = ({ factors }: UnitExpression): string =>
  factors
    .slice(1)
    .map(({ unit, power }) =>
      power < 0
        ? `${thinSpace}/${thinSpace}${raised(unit.symbol, -power)}`
        : `${thinSpace}·${thinSpace}${raised(unit.symbol, power)}`,
    )
    .join('')

const raised = (symbol: string, power: number): string => (power === 1 ? symbol : `${symbol}^${power}`)
