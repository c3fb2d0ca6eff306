import { LEVELS, type Level, type ReviewCriterionId } from '@/core/content/rubric'
import { type AgreementFigure, agreementOf } from '@/core/stats/agreement'
import type { GivenLevel } from './review'

/** One criterion of one anchor interview as somebody rated it, beside its gold level. */
export interface CalibrationPair {
  anchor: string
  criterion: ReviewCriterionId
  given: GivenLevel
  /** Null: the interview shows nothing of it. */
  gold: Level | null
}

export interface CriterionMisses {
  criterion: ReviewCriterionId
  /** Anchors on which both gave a level. */
  both: number
  exact: number
  /** Two levels off or more. */
  farOff: number
  /** Mean of given - gold, levels; null where there is no pair. */
  bias: number | null
  /** One saw something to rate where the other saw nothing. */
  observedApart: number
}

export interface Calibration {
  /** Mean of given - gold over all pairs, levels: above 0 is more lenient; null where there is no pair. */
  bias: number | null
  figures: AgreementFigure[]
  /** Anchors that the figures stand on. */
  anchors: number
  criteria: CriterionMisses[]
}

/** Of so few anchors a statistic can be worked out at all; its interval then says how little it says. */
const FEWEST_ANCHORS = 2

/** How somebody's levels of anchor interviews compare with the gold levels. `seed` names the stream of the bootstrap. */
export function calibrationOf(pairs: readonly CalibrationPair[], seed: string): Calibration {
  const anchors = [...new Set(pairs.map(({ anchor }) => anchor))]
  const units = anchors.map((anchor) => pairs.filter((pair) => pair.anchor === anchor).map(levelsOf))
  const { figures, interviews } = agreementOf(units, LEVELS.length, seed, FEWEST_ANCHORS)
  const criteria = [...new Set(pairs.map(({ criterion }) => criterion))]
  return {
    bias: biasOf(pairs),
    figures: figures ?? [],
    anchors: interviews,
    criteria: criteria.map((criterion) => missesOf(criterion, pairs)),
  }
}

const levelsOf = ({ given, gold }: CalibrationPair): [Level | null, Level | null] => [
  given === 'not-observed' ? null : given,
  gold,
]

function missesOf(criterion: ReviewCriterionId, all: readonly CalibrationPair[]): CriterionMisses {
  const pairs = all.filter((pair) => pair.criterion === criterion)
  const offs = offsOf(pairs)
  return {
    criterion,
    both: offs.length,
    exact: offs.filter((off) => off === 0).length,
    farOff: offs.filter((off) => Math.abs(off) >= 2).length,
    bias: biasOf(pairs),
    observedApart: pairs.filter((pair) => levelsOf(pair).filter((level) => level === null).length === 1).length,
  }
}

function offsOf(pairs: readonly CalibrationPair[]): number[] {
  return pairs.map(levelsOf).flatMap(([given, gold]) => (given === null || gold === null ? [] : [given - gold]))
}

function biasOf(pairs: readonly CalibrationPair[]): number | null {
  const offs = offsOf(pairs)
  return offs.length === 0 ? null : offs.reduce((sum, off) => sum + off, 0) / offs.length
}

/** Levels move over time: in every such stretch two anchors are to be rated again. */
const QUARTER_MS = 91 * 24 * 3600 * 1000
const RERATED = 2

/** The anchors to be rated now: all that never were; else, of the two a quarter, those whose rating is oldest. */
export function dueAnchors(all: readonly string[], ratedAtMs: ReadonlyMap<string, number>, nowMs: number): string[] {
  const never = all.filter((anchor) => !ratedAtMs.has(anchor))
  if (never.length > 0) return never
  const recent = all.filter((anchor) => nowMs - ratedAtMs.get(anchor)! < QUARTER_MS).length
  const oldest = [...all].sort((a, b) => ratedAtMs.get(a)! - ratedAtMs.get(b)!)
  return oldest.slice(0, Math.max(0, RERATED - recent))
}
