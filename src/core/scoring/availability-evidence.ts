import type { Floor } from '@/core/content/problem'
import { INSTANCE_UP, type PreviewRequest, previewDesign } from '@/core/design/preview'
import { formatRatio } from '@/core/units/format'
import { type Found, pointersTo } from './evidence'
import { ownTargetFor, UNSET_SHARE } from './objectives'
import { requestName } from './proof'
import { hasPath, type InterviewReading } from './reading'
import { scenariosOf, scoredDesign } from './scored-design'

type AvailabilityFloor = Extract<Floor, { metric: 'availability' }>

/**
 * What the design can promise when every machine is up with a given chance, independently of the others: the product along
 * all that a request waits for, with what stands in for what, at the peak. Held against the floors and the candidate's own
 * objectives; ten times as often down as that allows is worth nothing.
 */
export function availabilityItem(reading: InterviewReading): Found {
  const floors = reading.problem.key.floors.filter((floor) => floor.metric === 'availability')
  const promised = promisedAtPeak(reading)
  const judged = floors.map((floor) => judge(reading, floor, promised[floor.request]))
  const worst = judged.toSorted((a, b) => a.credit - b.credit)[0]
  return {
    id: 'H.availability',
    criterion: 'H',
    tier: 'should',
    text: 'What a request waits for is up often enough, all together',
    credit: judged.length === 0 ? 0 : judged.reduce((sum, { credit }) => sum + credit, 0) / judged.length,
    why: worst?.says ?? 'The problem asks for no availability.',
    pointers: pointersTo('block', new Set(judged.flatMap(({ blocks }) => blocks))),
    counterfactual: worst?.fix ?? '',
    ...(floors.length === 0 ? { status: 'not-applicable' as const } : {}),
  }
}

function promisedAtPeak({ effective, problem }: InterviewReading): Record<string, PreviewRequest> {
  const peak = scenariosOf(problem).find(({ id }) => id === 'peak')!
  return previewDesign(scoredDesign(effective, problem, peak).design).requests
}

function judge(reading: InterviewReading, floor: AvailabilityFloor, promised: PreviewRequest | undefined) {
  const name = requestName(reading, floor.request)
  const path = reading.classes.get(floor.request)
  if (!path || !hasPath(reading, floor.request) || !promised || promised.availability === null)
    return { credit: 0, says: `${name} has no way to a store.`, fix: `Give ${name} a way to its store.`, blocks: [] }
  const blocks = [...path.waitedFor].filter((id) => !reading.graph.nodes.get(id)?.traits.startsRequests)
  if (promised.meanS === null || promised.failRatio === null)
    return {
      credit: 0,
      says: `At the peak more of ${name} comes in than goes out, with every machine up.`,
      fix: `Give what ${name} waits for enough machines for the peak.`,
      blocks,
    }
  const { weakest } = promised
  const availability = promised.availability * (1 - promised.failRatio)
  const own = ownTargetFor(reading.effective, floor)?.target
  const ownTarget = own?.metric === 'availability' ? own.atLeast : null
  const atFloor = UNSET_SHARE * heldAgainst(availability, floor.atLeast)
  const target = ownTarget ?? floor.atLeast
  const block = weakest === null ? undefined : reading.graph.nodes.get(weakest)
  return {
    // asking more of oneself than the problem does must never be worth less than asking nothing
    credit: ownTarget === null ? atFloor : Math.max(atFloor, heldAgainst(availability, ownTarget)),
    says: `With every machine up ${formatRatio(INSTANCE_UP)} of the time, all that ${name} waits for is up ${formatRatio(availability)}${block ? `, most often for want of ${block.name}` : ''}; ${ownTarget === null ? 'the problem needs' : 'asked for is'} ${formatRatio(target)}.`,
    fix:
      availability < target
        ? `Give ${block?.name ?? 'what it waits for'} a stand-in, or let ${name} wait for less.`
        : `Set an objective for the availability of ${name}.`,
    blocks,
  }
}

/** 1 where it is held, falling with each factor of ten by which it is down more often. */
function heldAgainst(availability: number, target: number): number {
  const [down, allowed] = [1 - availability, Math.max(1 - target, 1e-9)]
  return down <= allowed ? 1 : Math.max(0, 1 - Math.log10(down / allowed))
}
