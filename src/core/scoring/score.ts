import type { CriterionId, Rubric, RubricCriterion } from '@/core/content/rubric'
import { type EvidenceItem, rounded } from './evidence'
import type { TimeDiscipline } from './time-discipline'

/** Suggested by the evidence; the human level, where there is one, is the verdict. */
export interface SuggestedLevel {
  level: 1 | 2 | 3 | 4
  /** Where every unknown item counts as nothing, and where it counts in full. */
  range: [number, number]
}

export interface CriterionScore extends SuggestedLevel {
  id: CriterionId
  name: string
  step: string
  weight: number
  /** Of the part that was assessed, 0..100. */
  percent: number
  /** Share of the criterion that automatic evidence speaks about. */
  autoCeiling: number
  notAssessed: string
  /** Why the level is lower than the percentage alone would give. */
  gates: string[]
}

export interface Score {
  rubricVersion: string
  evidenceVersion: string
  /** 0..100 */
  total: number
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
  time: TimeDiscipline | null
}

/** Items to criteria, levels and a total. Pure arithmetic: everything that judges is in the items. */
export function scoreOf(items: readonly EvidenceItem[], rubric: Rubric, facts: ScoreFacts): Score {
  const criteria = rubric.criteria.map((criterion) => criterionScore(items, criterion, rubric, facts))
  const work = criteria.reduce((sum, { weight, percent }) => sum + (weight * percent) / 100, 0)
  const timeShare = facts.time ? rubric.timeShare : 0
  const total = work * (1 - timeShare) + (facts.time ? 100 * facts.time.credit * timeShare : 0)
  return {
    rubricVersion: rubric.version,
    evidenceVersion: facts.evidenceVersion,
    total: rounded(total),
    criteria,
    time: facts.time,
    timeShare,
  }
}

function criterionScore(
  all: readonly EvidenceItem[],
  criterion: RubricCriterion,
  rubric: Rubric,
  facts: ScoreFacts,
): CriterionScore {
  const items = all.filter((item) => item.criterion === criterion.id)
  const isCapped = criterion.id === 'S' && facts.integrityViolations.length > 0
  const cap = isCapped ? rubric.integrityCap : 100
  const percentWith = (unknown: number) => Math.min(cap, share(items, unknown) * 100)
  const lacking = items.filter((item) => item.tier === 'must' && item.status === 'missing')
  const levelWith = (unknown: number) => {
    const level = levelOf(percentWith(unknown), rubric.levelsFrom)
    return lacking.length > 0 ? (Math.min(level, 2) as 1 | 2) : level
  }
  const gates = lacking.map((item) => `Level 3 needs: ${item.text}.`)
  if (isCapped)
    gates.push(`Data that was confirmed did not survive the loss of a machine: at most ${rubric.integrityCap} %.`)
  const { id, name, step, weight, autoCeiling, notAssessed } = criterion
  return {
    id,
    name,
    step,
    weight,
    percent: rounded(percentWith(0)),
    autoCeiling,
    notAssessed,
    level: levelWith(0),
    range: [levelWith(0), levelWith(1)],
    gates,
  }
}

/** Bonus items fill at most this share of what the others left open. */
const MOST_FILLED = 0.5

/**
 * Earned of what was asked for. Bonus items are not asked for: they fill part of what was left open, so that they can
 * neither take a criterion beyond 100 % nor stand in for a piece that is missing.
 */
function share(items: readonly EvidenceItem[], unknownCredit: number): number {
  let earned = 0
  let asked = 0
  let bonus = 0
  for (const { weight, credit, status, tier } of items) {
    if (status === 'not-applicable') continue
    const points = weight * (status === 'unknown' ? unknownCredit : credit)
    if (tier === 'bonus') bonus += points
    else {
      earned += points
      asked += weight
    }
  }
  if (asked === 0) return 0
  const base = earned / asked
  return base + (1 - base) * base * Math.min(MOST_FILLED, bonus / asked)
}

function levelOf(percent: number, from: readonly number[]): 1 | 2 | 3 | 4 {
  return (1 + from.filter((threshold) => percent >= threshold).length) as 1 | 2 | 3 | 4
}
