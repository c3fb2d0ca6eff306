import type { EvidenceItem } from '@/core/scoring/evidence'
import type { CriterionScore } from '@/core/scoring/score'

/** What an item brings to the total, and what it could bring, in points of the 100. */
export interface ItemPoints {
  earned: number
  possible: number
}

/**
 * Points of each item of one criterion, by item id. A bonus fills up what other items left open, so its points count only
 * as far as there is room; caps and gates of the criterion come on top and are said beside it.
 */
export function itemPoints(
  items: readonly EvidenceItem[],
  criterion: Pick<CriterionScore, 'id' | 'weight'>,
  timeShare: number,
): Map<string, ItemPoints> {
  const own = items.filter((item) => item.criterion === criterion.id && item.status !== 'not-applicable')
  const asked = own.reduce((sum, { tier, weight }) => sum + (tier === 'bonus' ? 0 : weight), 0)
  const perWeight = asked === 0 ? 0 : (criterion.weight * (1 - timeShare)) / asked
  return new Map(
    own.map(({ id, weight, credit }) => [id, { earned: weight * credit * perWeight, possible: weight * perWeight }]),
  )
}
