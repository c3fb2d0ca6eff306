/** One rating, with all that a level may be due to. */
export interface AttributedRating {
  interview: string
  criterion: string
  rater: string
  level: number
}

export interface RaterEffect {
  /** Levels above (+) or below (-) what the same work got elsewhere, pulled towards 0 where there are few ratings. */
  effect: number
  /** Ratings of interviews that somebody else rated too: the others say nothing about it. */
  ratings: number
}

/** So many ratings (two interviews of eight criteria) pull as hard towards the data as the prior does towards no effect. */
const PRIOR_RATINGS = 16
const MOST_ROUNDS = 200
const CLOSE_ENOUGH = 1e-9

/**
 * How lenient or severe each rater is: level = mean + interview + criterion + rater, fitted by turns, with the raters' mean
 * residuals shrunk. Only interviews that two or more rated take part.
 * Source: backfitting of an additive model (Hastie and Tibshirani, 1990); shrinkage as the best linear predictor of a random
 * effect (Robinson, Statistical Science 6, 1991).
 */
export function raterEffects(all: readonly AttributedRating[]): Map<string, RaterEffect> {
  const ratings = ofSharedInterviews(all)
  const mean = ratings.reduce((sum, { level }) => sum + level, 0) / ratings.length
  const terms = {
    interview: new Map<string, number>(),
    criterion: new Map<string, number>(),
    rater: new Map<string, number>(),
  }
  const names = ['interview', 'criterion', 'rater'] as const
  const fitted = (rating: AttributedRating) =>
    names.reduce((sum, name) => sum + (terms[name].get(rating[name]) ?? 0), mean)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = 0
    for (const name of names) {
      const prior = name === 'rater' ? PRIOR_RATINGS : 0
      const partial = (rating: AttributedRating) => rating.level - fitted(rating) + (terms[name].get(rating[name]) ?? 0)
      const next = shrunkenMeans(ratings, (rating) => rating[name], partial, prior)
      for (const [id, value] of next) moved = Math.max(moved, Math.abs(value - (terms[name].get(id) ?? 0)))
      terms[name] = next
    }
    if (moved < CLOSE_ENOUGH) break
  }
  return new Map(
    [...terms.rater].map(([rater, effect]) => [
      rater,
      { effect, ratings: ratings.filter((rating) => rating.rater === rater).length },
    ]),
  )
}

function ofSharedInterviews(all: readonly AttributedRating[]): AttributedRating[] {
  const raters = new Map<string, Set<string>>()
  for (const { interview, rater } of all) raters.set(interview, (raters.get(interview) ?? new Set()).add(rater))
  return all.filter(({ interview }) => raters.get(interview)!.size > 1)
}

/** Mean of `of` by key, with `prior` ratings of 0 beside the real ones. */
function shrunkenMeans(
  ratings: readonly AttributedRating[],
  keyOf: (rating: AttributedRating) => string,
  of: (rating: AttributedRating) => number,
  prior: number,
): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const rating of ratings) {
    const { sum, count } = sums.get(keyOf(rating)) ?? { sum: 0, count: 0 }
    sums.set(keyOf(rating), { sum: sum + of(rating), count: count + 1 })
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / (count + prior)]))
}
