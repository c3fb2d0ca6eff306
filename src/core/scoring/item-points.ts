import type { EvidenceItem } from './evidence'
import { askedOf, type CriterionScore, filledBy } from './score'

/** What an item brings to the total, and what it could bring, in points of the 100. */
export interface ItemPoints {
  earned: number
  possible: number
}

/**
 * Points of each item of one criterion, by item id; what is not asked has none, and of what is unknown only what is certain. Bonus items share what they fill
 * up of what the others left open, so that all that is earned comes to the percentage of the criterion; its caps and gates
 * are said beside it. `counted` is the weight of all criteria that make up the total.
 */
export function itemPoints(
  items: readonly EvidenceItem[],
  { id: criterionId, weight: criterionWeight }: Pick<CriterionScore, 'id' | 'weight'>,
  { counted, timeShare }: { counted: number; timeShare: number },
): Map<string, ItemPoints> {
  const own = items.filter(({ criterion: of, status }) => of === criterionId && status !== 'not-applicable')
  const asked = askedOf(own)
  const whole = ((100 * criterionWeight) / counted) * (1 - timeShare)
  const sumOf = (isBonus: boolean) =>
    own.reduce((sum, { tier, weight, credit }) => sum + ((tier === 'bonus') === isBonus ? weight * credit : 0), 0)
  const base = sumOf(false) / asked
  const bonus = sumOf(true)
  const filled = (points: number) => whole * filledBy(points / asked, base)
  const pointsOf = ({ tier, status, weight, credit }: EvidenceItem): ItemPoints => {
    if (asked === 0) return { earned: 0, possible: 0 }
    // Of what is unknown only what is certain takes part.
    const possible = weight * (status === 'unknown' ? credit : 1)
    if (tier !== 'bonus') return { earned: (whole * weight * credit) / asked, possible: (whole * possible) / asked }
    const withAll = bonus + weight * (1 - credit)
    return {
      earned: bonus === 0 ? 0 : (filled(bonus) * weight * credit) / bonus,
      possible: (filled(withAll) * weight) / withAll,
    }
  }
  return new Map(
    own.filter((item) => item.status !== 'unknown' || item.credit > 0).map((item) => [item.id, pointsOf(item)]),
  )
}
