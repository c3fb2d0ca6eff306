import type { Tier } from '@/core/content/problem'
import type { CriterionId } from '@/core/content/rubric'

/**
 * Goes up whenever the same interview could get other items: a stored score names it, so that two scores are only ever
 * compared when they were made by the same rules.
 */
export const EVIDENCE_VERSION = '7'

/** What an item stands on. `id` is that of the thing in the interview; of a run, the run's; of a scenario, its own. */
export interface Pointer {
  kind:
    | 'event'
    | 'requirement'
    | 'cell'
    | 'block'
    | 'link'
    | 'entity'
    | 'api'
    | 'decision'
    | 'run'
    | 'scenario'
    | 'step'
  id: string
}

export type EvidenceStatus = 'met' | 'partial' | 'missing' | 'not-applicable' | 'unknown'

export interface EvidenceItem {
  id: string
  criterion: CriterionId
  tier: Tier
  /** What was looked for. */
  text: string
  /** 0..1; of an unknown item what is certain in any case. */
  credit: number
  weight: number
  status: EvidenceStatus
  /** What was found. */
  why: string
  pointers: Pointer[]
  /** What would raise it; null when nothing is left to raise. */
  counterfactual: string | null
}

/** Words alone earn at most this share of an item; the rest needs a link to something that runs or can be checked. */
export const WORDS_SHARE = 0.4

/** A draft of an item: status and weight follow from it. */
export interface Found {
  id: string
  criterion: CriterionId
  tier: Tier
  text: string
  credit: number
  why: string
  pointers?: Pointer[]
  counterfactual: string
  /** Only where the criterion weighs its items otherwise than by tier. */
  weight?: number
  /** `not-applicable`: not asked of this interview; `unknown`: it could not be found out. */
  status?: 'not-applicable' | 'unknown'
}

export type TierWeights = Readonly<Record<Tier, number>>

/** What helps where a run is missing. */
export const SCORE_AGAIN = 'Score again, so that the server makes the run.'

/** Credits are kept with four digits, so that the same interview gives the same bytes everywhere. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

export function evidenceItem(found: Found, weights: TierWeights): EvidenceItem {
  const credit = rounded(Math.min(1, Math.max(0, found.credit)))
  const status = found.status ?? statusOf(credit)
  return {
    id: found.id,
    criterion: found.criterion,
    tier: found.tier,
    text: found.text,
    credit: found.status === 'not-applicable' ? 0 : credit,
    weight: found.weight ?? weights[found.tier],
    status,
    why: found.why,
    pointers: found.pointers ?? [],
    counterfactual: status === 'met' || status === 'not-applicable' ? null : found.counterfactual,
  }
}

function statusOf(credit: number): EvidenceStatus {
  if (credit >= 0.95) return 'met'
  return credit < 0.05 ? 'missing' : 'partial'
}

export const pointer = (kind: Pointer['kind'], id: string): Pointer => ({ kind, id })
export const pointersTo = (kind: Pointer['kind'], ids: Iterable<string>): Pointer[] =>
  [...ids].map((id) => ({ kind, id }))
