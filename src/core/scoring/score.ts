import type { CriterionId, Level, Rubric, RubricCriterion } from '@/core/content/rubric'
import { type EvidenceItem, type Pointer, rounded } from './evidence'
import type { Served } from './load-cap'
import type { TimeDiscipline } from './time-discipline'

/** Suggested by the evidence; the human level, where there is one, is the verdict. */
export interface SuggestedLevel {
  /** From what could be assessed; null where nothing could. */
  level: Level | null
  /** Where every unknown item counts as nothing, and where it counts in full. */
  range: [Level, Level]
}

export interface CriterionScore extends SuggestedLevel {
  id: CriterionId
  name: string
  step: string
  weight: number
  /** Of what could be assessed, 0..100; null where nothing could. */
  percent: number | null
  /** 0..1, share of what was asked for that could be found out. */
  assessed: number
  /** Share of the criterion that automatic evidence speaks about. */
  autoCeiling: number
  notAssessed: string
  /** Why the level is lower than the percentage alone would give. */
  gates: string[]
}

/** What holds a total down that the evidence alone would bring further. */
export interface LoadCap {
  /** The total, 0..100. */
  atMost: number
  /** What it would come to otherwise. */
  without: number
  /** In sentences. */
  why: string
  counterfactual: string
  pointers: Pointer[]
}

export interface Score {
  rubricVersion: string
  evidenceVersion: string
  /** 0..100, of what could be assessed: what is unknown counts neither way. */
  total: number
  /** The total where every unknown item counts as nothing, and where it counts in full. */
  range: [number, number]
  /** 0..1, share of the weights that could be assessed; below 1 where the server could not make its runs. */
  assessed: number
  /** Null where nothing holds the total down. */
  loadCap: LoadCap | null
  criteria: CriterionScore[]
  /** Null when the interview was untimed. */
  time: TimeDiscipline | null
  /** Share of the total that time makes up. */
  timeShare: number
}

export interface ScoreFacts {
  evidenceVersion: string
  /** Ids of items of criterion S that show lost or doubled data. */
  integrityViolations: readonly string[]
  /** Null where it is unknown. */
  served: Served | null
  time: TimeDiscipline | null
}

/** Items to criteria, levels and a total. Pure arithmetic: everything that judges is in the items. */
export function scoreOf(items: readonly EvidenceItem[], rubric: Rubric, facts: ScoreFacts): Score {
  const reckoned = rubric.criteria.map((criterion) => criterionScore(items, criterion, rubric, facts))
  const timeShare = facts.time ? rubric.timeShare : 0
  const timed = (work: number) => rounded(work * (1 - timeShare) + 100 * (facts.time?.credit ?? 0) * timeShare)
  const whole = rubric.criteria.reduce((sum, { weight }) => sum + weight, 0)
  const counted = countedWeight(reckoned.map(({ score }) => score))
  const of = (percentOf: (each: Reckoned) => number) =>
    reckoned.reduce((sum, each) => sum + each.score.weight * percentOf(each), 0)
  const without = timed(counted === 0 ? 0 : of(({ score }) => score.percent ?? 0) / counted)
  // what is unknown may come to nothing, and to all of it
  const [atLow, atMost] = [loadLimit(rubric, facts.served?.share ?? 0), loadLimit(rubric, facts.served?.share ?? 1)]
  return {
    rubricVersion: rubric.version,
    evidenceVersion: facts.evidenceVersion,
    total: Math.min(without, atMost),
    range: [
      Math.min(timed(of(({ low }) => low) / whole), atLow),
      Math.min(timed(of(({ high }) => high) / whole), atMost),
    ],
    loadCap: loadCapOf(facts.served, rubric, without),
    assessed: rounded(of(({ score }) => score.assessed) / whole),
    criteria: reckoned.map(({ score }) => score),
    time: facts.time,
    timeShare,
  }
}

/**
 * Most that a design comes to which answers this share of the average load: the same share of the 100, yet never less than
 * what the lowest level ends at, as what else was done well counts, too.
 */
const loadLimit = (rubric: Rubric, share: number): number => Math.max(rubric.levelsFrom[0], rounded(100 * share))

function loadCapOf(served: Served | null, rubric: Rubric, without: number): LoadCap | null {
  const atMost = loadLimit(rubric, served?.share ?? 1)
  if (!served || without <= atMost) return null
  const { why, counterfactual, pointers } = served
  const rule = `A design that does only part of its work comes to that part of 100 at most, or to ${rubric.levelsFrom[0]} if that is more.`
  return { atMost, without, why: `${why} ${rule}`, counterfactual, pointers }
}

/** Weight of the criteria that make up the total: a criterion of which nothing could be assessed leaves its weight to the others. */
export const countedWeight = (criteria: readonly CriterionScore[]): number =>
  criteria.reduce((sum, { weight, percent }) => sum + (percent === null ? 0 : weight), 0)

interface Reckoned {
  score: CriterionScore
  /** Percentages where what is unknown counts as nothing, and in full. */
  low: number
  high: number
}

function criterionScore(
  all: readonly EvidenceItem[],
  criterion: RubricCriterion,
  rubric: Rubric,
  facts: ScoreFacts,
): Reckoned {
  const items = all.filter((item) => item.criterion === criterion.id)
  const isCapped = criterion.id === 'S' && facts.integrityViolations.length > 0
  const cap = isCapped ? rubric.integrityCap : 100
  const percentOf = (unknown: Unknown) => Math.min(cap, share(items, unknown) * 100)
  const levelFor = (percent: number, lacking: readonly EvidenceItem[]): Level => {
    const level = levelOf(percent, rubric.levelsFrom)
    return lacking.length > 0 ? (Math.min(level, 2) as Level) : level
  }
  const lacking = items.filter((item) => item.tier === 'must' && item.status === 'missing')
  const lackingAtWorst = items.filter(
    ({ tier, status }) => tier === 'must' && (status === 'missing' || status === 'unknown'),
  )
  const asked = askedOf(items, 'nothing')
  const assessed = asked === 0 ? 1 : askedOf(items, 'left out') / asked
  const percent = assessed === 0 ? null : percentOf('left out')
  const [low, high] = [percentOf('nothing'), percentOf('all')]
  const gates = lacking.map((item) => `Level 3 needs: ${item.text}.`)
  if (isCapped)
    gates.push(`Data that was confirmed did not survive the loss of a machine: at most ${rubric.integrityCap} %.`)
  const { id, name, step, weight, autoCeiling, notAssessed } = criterion
  const score: CriterionScore = {
    id,
    name,
    step,
    weight,
    percent: percent === null ? null : rounded(percent),
    assessed: rounded(assessed),
    autoCeiling,
    notAssessed,
    level: percent === null ? null : levelFor(percent, lacking),
    range: [levelFor(low, lackingAtWorst), levelFor(high, lacking)],
    gates,
  }
  return { score, low, high }
}

/** What an unknown item counts beyond what is certain of it. */
type Unknown = 'nothing' | 'all' | 'left out'

const isAsked = ({ status, tier }: EvidenceItem): boolean => status !== 'not-applicable' && tier !== 'bonus'

/** Weight of what was asked for; where unknowns are left out, an unknown item asks only for what is certain of it. */
export const askedOf = (items: readonly EvidenceItem[], unknown: Unknown = 'left out'): number =>
  items.filter(isAsked).reduce((sum, item) => sum + item.weight * askedShare(item, unknown), 0)

const askedShare = ({ status, credit }: EvidenceItem, unknown: Unknown): number =>
  status === 'unknown' && unknown === 'left out' ? credit : 1

/** Bonus items fill at most this share of what the others left open. */
const MOST_FILLED = 0.5

/**
 * Earned of what was asked for. Bonus items are not asked for: they fill part of what was left open, so that they can
 * neither take a criterion beyond 100 % nor stand in for a piece that is missing.
 */
function share(items: readonly EvidenceItem[], unknown: Unknown): number {
  const asked = askedOf(items, unknown)
  if (asked === 0) return 0
  const pointsOf = ({ weight, credit, status }: EvidenceItem) =>
    weight * (status === 'unknown' && unknown === 'all' ? 1 : credit)
  const base = items.filter(isAsked).reduce((sum, item) => sum + pointsOf(item), 0) / asked
  const bonus = items.filter((item) => item.tier === 'bonus' && item.status !== 'not-applicable')
  return base + filledBy(bonus.reduce((sum, item) => sum + pointsOf(item), 0) / asked, base)
}

/** What bonus items add to a share of `base`, when they weigh `bonus` of what was asked for. */
export const filledBy = (bonus: number, base: number): number => (1 - base) * base * Math.min(MOST_FILLED, bonus)

function levelOf(percent: number, from: readonly number[]): Level {
  return (1 + from.filter((threshold) => percent >= threshold).length) as Level
}
