import { describe, expect, it } from 'vitest'
import { nextBelow, nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { type Agreement, agreementOf, type AgreementStatisticId } from './agreement'
import { cohenKappa, gwetAc, ordinalAlpha } from './rater-agreement'
import { type RatedUnit, tallyOf } from './rater-tally'
import { type AttributedRating, raterEffects } from './rater-severity'

const LEVELS = 4

/** Each pair an interview of its own, with one thing rated. */
const interviewsOf = (units: readonly RatedUnit[]) => units.map((unit) => [unit])
const paired = (a: readonly number[], b: readonly number[]): RatedUnit[] => a.map((level, i) => [level, b[i]!])
const valueOf = ({ figures }: Agreement, id: AgreementStatisticId) => figures!.find((figure) => figure.id === id)!.value
const intervalOf = ({ figures }: Agreement, id: AgreementStatisticId) =>
  figures!.find((figure) => figure.id === id)!.interval

const ten = paired([1, 2, 2, 3, 3, 3, 4, 4, 2, 1], [1, 2, 3, 3, 3, 2, 4, 3, 2, 2])
const paradox: RatedUnit[] = [...Array.from({ length: 18 }, () => [3, 3]), [3, 2], [2, 3]]

/** Of exact agreement, where each of the ten interviews holds so many copies of its rating. */
function width(copies: number): number {
  const interviews = ten.map((unit) => Array.from({ length: copies }, () => unit))
  const [low, high] = intervalOf(agreementOf(interviews, LEVELS, 'test'), 'exact')!
  return high - low
}

function randomStream(seed: string) {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, seed)
  return { uniform: () => nextUniform(state, 0), below: (count: number) => nextBelow(state, 0, count) }
}

describe('agreement of two raters', () => {
  it.each([
    ['exact', 0.6],
    ['within-one', 1],
    ['kappa', 0.4444],
    ['kappa-linear', 0.6078],
    ['kappa-quadratic', 0.7647],
    ['ac2', 0.8595],
    ['alpha', 0.7676],
  ] as const)('%s of ten interviews is %d', (id, expected) => {
    expect(valueOf(agreementOf(interviewsOf(ten), LEVELS, 'test'), id)).toBeCloseTo(expected, 4)
  })

  it('collapses in kappa, and not in AC2, where nearly everybody gets a 3', () => {
    const found = agreementOf(interviewsOf(paradox), LEVELS, 'test')
    expect(valueOf(found, 'exact')).toBeCloseTo(0.9, 10)
    expect(valueOf(found, 'kappa')).toBeCloseTo(-0.0526, 4)
    expect(valueOf(found, 'kappa-quadratic')).toBeCloseTo(-0.0526, 4)
    expect(valueOf(found, 'ac2')).toBeCloseTo(0.9878, 4)
  })

  it('is not defined for kappa and alpha where all gave one category only: neither 0 nor 1', () => {
    const same: RatedUnit[] = Array.from({ length: 12 }, () => [3, 3])
    const found = agreementOf(interviewsOf(same), LEVELS, 'test')
    for (const id of ['kappa', 'kappa-linear', 'kappa-quadratic', 'alpha'] as const) {
      expect(valueOf(found, id)).toBeNull()
      expect(intervalOf(found, id)).toBeNull()
    }
    expect(valueOf(found, 'exact')).toBe(1)
    expect(valueOf(found, 'ac2')).toBe(1)
  })

  it('says the weight in the name of every statistic that has one', () => {
    const { figures } = agreementOf(interviewsOf(ten), LEVELS, 'test')
    for (const { name } of figures!.filter(({ id }) => /kappa|ac2/.test(id)))
      expect(name).toMatch(/unweighted|linear weights|quadratic weights/)
  })
})

describe('agreement of several raters with gaps', () => {
  // Four observers, twelve units, five categories: Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.
  const gap = null
  const observers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
    [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
  ]
  const units = observers[0]!.map((_, unit) => observers.map((given) => given[unit]!))
  const tally = tallyOf(
    units.map((unit) => unit.map((level) => (level === null ? null : level - 1))),
    5,
  )

  it('has the alpha and the AC1 that were published for it', () => {
    expect(ordinalAlpha(tally)).toBeCloseTo(0.815, 3)
    // Gwet, package irrCAC, the same data: gwet.ac1.raw(cac.raw4raters).
    expect(gwetAc(tally, 'unweighted')).toBeCloseTo(0.77544, 5)
  })

  it('does not depend on the order of the raters', () => {
    const turned = tallyOf(
      units.map((unit) => [...unit].reverse().map((level) => (level === null ? null : level - 1))),
      5,
    )
    expect(ordinalAlpha(turned)).toBeCloseTo(ordinalAlpha(tally)!, 12)
    expect(cohenKappa(turned, 'quadratic')).toBeCloseTo(cohenKappa(tally, 'quadratic')!, 12)
  })

  it('is that of the pair where all others rated nothing', () => {
    const padded = ten.map(([a, b]) => [null, a!, null, b!])
    const [alone, among] = [interviewsOf(ten), interviewsOf(padded)].map((all) => agreementOf(all, LEVELS, 'test'))
    expect(among!.figures!.map(({ value }) => value)).toEqual(alone!.figures!.map(({ value }) => value))
  })

  it('counts only interviews that two rated, and knows nothing below ten of them', () => {
    const single: RatedUnit[] = Array.from({ length: 30 }, () => [2, null])
    const nine = agreementOf(interviewsOf([...ten.slice(0, 9), ...single]), LEVELS, 'test')
    expect(nine).toEqual({ interviews: 9, pairs: 9, figures: null })
    expect(agreementOf(interviewsOf([...ten, ...single]), LEVELS, 'test').interviews).toBe(10)
    expect(agreementOf([], LEVELS, 'test')).toEqual({ interviews: 0, pairs: 0, figures: null })
  })
})

describe('the interval of an agreement', () => {
  it('is the same for the same ratings and seed, and holds the value', () => {
    const [one, two] = [1, 2].map(() => agreementOf(interviewsOf(ten), LEVELS, 'test'))
    expect(one).toEqual(two)
    for (const { value, interval } of one!.figures!.filter((figure) => figure.interval !== null)) {
      expect(interval![0]).toBeLessThanOrEqual(value!)
      expect(interval![1]).toBeGreaterThanOrEqual(value!)
    }
  })

  it('draws interviews, not ratings: eight copies of a rating in each make it no narrower', () => {
    expect(width(8)).toBeCloseTo(width(1), 10)
  })

  it('holds the true quadratic kappa about 95 times of a hundred at fifty interviews', () => {
    // Both raters see the true level, each one off with chance 0.3 to a random level.
    const { uniform, below } = randomStream('coverage')
    const rate = (truth: number) => (uniform() < 0.3 ? 1 + below(LEVELS) : truth)
    const sample = (count: number) =>
      Array.from({ length: count }, () => {
        const truth = 1 + below(LEVELS)
        return [rate(truth), rate(truth)]
      })
    // Independent noise of equal margins: the expected kappa is the square of the chance to see the truth.
    const truth = 0.7 ** 2
    const trials = 80
    const held = Array.from({ length: trials }, (_, i) => {
      const [low, high] = intervalOf(agreementOf(interviewsOf(sample(50)), LEVELS, `trial ${i}`), 'kappa-quadratic')!
      return low <= truth && truth <= high
    }).filter(Boolean).length
    expect(held / trials).toBeGreaterThan(0.87)
    expect(held / trials).toBeLessThan(1)
  })
})

describe('severity of raters', () => {
  const { below } = randomStream('severity')
  const planted: Record<string, number> = { kind: 0.5, fair: 0, harsh: -0.5 }
  const ratings = (raters: readonly string[], interviews: number): AttributedRating[] =>
    Array.from({ length: interviews }, (_, interview) => interview).flatMap((interview) => {
      const work = 2 + below(2)
      return ['R', 'E', 'H', 'D'].flatMap((criterion, harder) =>
        raters.map((rater) => ({
          interview: String(interview),
          criterion,
          rater,
          level: work - harder / 4 + planted[rater]!,
        })),
      )
    })

  it('finds what was planted, whatever the interviews and criteria, once there are many ratings', () => {
    const effects = raterEffects(ratings(['kind', 'fair', 'harsh'], 200))
    for (const [rater, effect] of Object.entries(planted)) expect(effects.get(rater)!.effect).toBeCloseTo(effect, 1)
  })

  it('is pulled towards nothing where there are few', () => {
    const { effect } = raterEffects(ratings(['kind', 'harsh'], 2)).get('kind')!
    expect(effect).toBeGreaterThan(0)
    expect(effect).toBeLessThan(0.25)
  })

  it('knows nothing about who rated alone', () => {
    const alone = ratings(['kind'], 5).map((rating) => ({ ...rating, interview: `alone ${rating.interview}` }))
    const effects = raterEffects([...alone, ...ratings(['fair', 'harsh'], 5)])
    expect([...effects.keys()].sort()).toEqual(['fair', 'harsh'])
    expect(raterEffects(alone).size).toBe(0)
  })
})
