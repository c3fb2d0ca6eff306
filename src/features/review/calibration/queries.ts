import { TRPCError } from '@trpc/server'
import { type Anchor, GOLD_SOURCES } from '@/core/content/anchor'
import { reviewCriteria, type ReviewCriterionId } from '@/core/content/rubric'
import type { Pin } from '@/core/interview/pins'
import { Replay } from '@/core/interview/replay'
import { type CalibrationPair, calibrationOf, dueAnchors } from '@/core/scoring/calibration'
import type { AnchorLevel } from '@/core/scoring/review'
import { content } from '@/server/content'
import type { Db } from '@/server/db'
import { fromColumn } from '../levels/stored-levels'
import { pinName } from '../pin-name'
import type { AnchorComparison, AnchorRow, AnchorToRate, CalibrationBoard, NamedPin } from './calibration-shapes'

/** Levels that one person gave an anchor in one round. */
interface Round {
  anchor: string
  round: number
  atMs: number
  levels: Map<ReviewCriterionId, AnchorLevel>
}

/** Every round of one person by the rubric as it is now, the oldest first. Levels by other anchors cannot be compared. */
async function roundsOf(db: Db, userId: string): Promise<Round[]> {
  const { version } = await content.rubric()
  const rows = await db.anchorRating.findMany({
    where: { userId, rubricVersion: version },
    orderBy: [{ round: 'asc' }, { submittedAt: 'asc' }],
  })
  const rounds = new Map<string, Round>()
  for (const { anchor, round, submittedAt, criterion, level, pins } of rows) {
    const key = `${anchor}/${round}`
    const known = rounds.get(key) ?? {
      anchor,
      round,
      atMs: submittedAt.getTime(),
      levels: new Map<ReviewCriterionId, AnchorLevel>(),
    }
    const given = { level: fromColumn(level) ?? 'not-observed', pins: pins as Pin[] }
    known.levels.set(criterion as ReviewCriterionId, given)
    rounds.set(key, known)
  }
  return [...rounds.values()]
}

const newestRounds = (rounds: readonly Round[]): Map<string, Round> =>
  new Map(rounds.map((round) => [round.anchor, round]))

function dueNow(anchors: readonly Anchor[], rounds: readonly Round[]): string[] {
  const ratedAt = new Map([...newestRounds(rounds)].map(([anchor, { atMs }]) => [anchor, atMs]))
  const slugs = anchors.map(({ slug }) => slug)
  const known = new Map([...ratedAt].filter(([slug]) => slugs.includes(slug)))
  return dueAnchors(slugs, known, Date.now())
}

/** The anchors with what the caller has rated of them, and what came of it once all are rated. */
export async function calibrationBoard(db: Db, userId: string): Promise<CalibrationBoard> {
  const anchors = await content.anchors()
  const rounds = await roundsOf(db, userId)
  const newest = newestRounds(rounds)
  const due = dueNow(anchors, rounds)
  const titles = new Map((await content.problems()).map(({ slug, brief }) => [slug, brief.title]))
  const titleOf = (anchor: Anchor) => titles.get(anchor.problem) ?? anchor.problem
  const rows: AnchorRow[] = anchors.map((anchor) => ({
    slug: anchor.slug,
    title: titleOf(anchor),
    ratedAtMs: newest.get(anchor.slug)?.atMs ?? null,
    rounds: rounds.filter((round) => round.anchor === anchor.slug).length,
    isDue: due.includes(anchor.slug),
  }))
  if (rows.some(({ ratedAtMs }) => ratedAtMs === null)) return { anchors: rows, result: null }
  const pairs = anchors.flatMap((anchor) => pairsOf(anchor, newest.get(anchor.slug)))
  return {
    anchors: rows,
    result: {
      calibration: calibrationOf(pairs, 'calibration'),
      comparisons: anchors.map((anchor) => comparisonOf(anchor, titleOf(anchor), newest.get(anchor.slug))),
      drift: driftOf(anchors, rounds),
      source: [...new Set(anchors.map(({ gold }) => GOLD_SOURCES[gold.by]))].join(' '),
    },
  }
}

function pairsOf(anchor: Anchor, round: Round | undefined): CalibrationPair[] {
  return [...(round?.levels ?? [])].map(([criterion, { level }]) => ({
    anchor: anchor.slug,
    criterion,
    given: level,
    gold: anchor.gold.levels[criterion].level,
  }))
}

function comparisonOf(anchor: Anchor, title: string, round: Round | undefined): AnchorComparison {
  const replay = new Replay(anchor.events)
  const named = (pin: Pin): NamedPin => ({ ...pin, name: pinName(replay.stateAt(pin.seq), pin) })
  return {
    slug: anchor.slug,
    title,
    about: anchor.about,
    levels: pairsOf(anchor, round).map(({ criterion, given, gold }) => ({
      criterion,
      given,
      pins: round?.levels.get(criterion)?.pins.map(named) ?? [],
      gold,
      reason: anchor.gold.levels[criterion].reason,
    })),
  }
}

function driftOf(anchors: readonly Anchor[], rounds: readonly Round[]) {
  const newest = newestRounds(rounds)
  const again = anchors.filter(({ slug }) => (newest.get(slug)?.round ?? 1) > 1)
  if (again.length === 0) return null
  const biasOf = (roundFor: (slug: string) => Round | undefined) =>
    calibrationOf(
      again.flatMap((anchor) => pairsOf(anchor, roundFor(anchor.slug))),
      'drift',
    ).bias
  return {
    first: biasOf((slug) => rounds.find(({ anchor }) => anchor === slug)),
    newest: biasOf((slug) => newest.get(slug)),
    anchors: again.length,
  }
}

/** One anchor to look at. @throws {TRPCError} NOT_FOUND */
export async function anchorToRate(db: Db, userId: string, slug: string): Promise<AnchorToRate> {
  const anchors = await content.anchors()
  const anchor = anchors.find((each) => each.slug === slug)
  if (!anchor) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such anchor interview' })
  return {
    slug,
    problem: anchor.problem,
    events: anchor.events,
    criteria: reviewCriteria(await content.rubric()),
    isDue: dueNow(anchors, await roundsOf(db, userId)).includes(slug),
  }
}
