import { drills } from './registry'
import type { Drill, DrillTopic } from './drill'
import type { Draw } from './draw'

/*
 * What comes when: Leitner's boxes (Leitner, "So lernt man lernen", 1972), with a drill in the place of a card. What goes
 * well moves up a box and comes back later; what is missed goes back to the first and comes back at once.
 */

/** Days after which a drill in each box comes back. */
export const BOX_DAYS = [0, 1, 3, 7, 21] as const
const DAY_MS = 86_400_000
const GOOD_CREDIT = 0.8
const MISSED_CREDIT = 0.5

/** One answer, as far as the boxes go. */
export interface Practised {
  drill: string
  credit: number
  atMs: number
}

export interface BoxedDrill {
  drill: string
  /** 1 to 5. */
  box: number
  dueAtMs: number
}

/**
 * The box of every drill that somebody has practised.
 * @param answers the oldest first
 */
export function boxesOf(answers: readonly Practised[]): Map<string, BoxedDrill> {
  const boxes = new Map<string, BoxedDrill>()
  for (const { drill, credit, atMs } of answers) {
    const before = boxes.get(drill)?.box ?? 1
    const box = credit >= GOOD_CREDIT ? Math.min(BOX_DAYS.length, before + 1) : credit < MISSED_CREDIT ? 1 : before
    boxes.set(drill, { drill, box, dueAtMs: atMs + BOX_DAYS[box - 1]! * DAY_MS })
  }
  return boxes
}

/** What somebody wants to practise. */
export interface Wish {
  /** Empty: all. */
  topics: readonly DrillTopic[]
  isOpenBook: boolean
}

/** Looking up is no recall: an open book leaves out what the tables say. */
export const fits = ({ type, topic }: Drill, { topics, isOpenBook }: Wish): boolean =>
  (topics.length === 0 || topics.includes(topic)) && !(isOpenBook && topic === 'numbers' && type !== 'compare')

/** What was asked within the hour does not come again before so many others, where there are others. */
const APART = 7
const JUST_NOW_MS = 3_600_000

/**
 * The drills that fit, in the order in which they are to be tried: what is due from the lowest box up, then what is new in
 * any order, then what is not due yet, the next to come first.
 * @param answers all of this person, the oldest first
 */
export function drillsInOrder(answers: readonly Practised[], wish: Wish, nowMs: number, draw: Draw): Drill[] {
  const boxes = boxesOf(answers)
  const justNow = answers
    .slice(-APART)
    .filter(({ atMs }) => nowMs - atMs < JUST_NOW_MS)
    .map(({ drill }) => drill)
  const ranked = drills
    .filter((drill) => fits(drill, wish))
    .map((drill) => ({ drill, rank: rankOf(boxes.get(drill.id), nowMs), tie: draw.seed() }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.tie - b.tie)
    .map(({ drill }) => drill)
  const again = ranked.filter(({ id }) => justNow.includes(id))
  return [
    ...ranked.filter(({ id }) => !justNow.includes(id)),
    ...again.sort((a, b) => justNow.lastIndexOf(a.id) - justNow.lastIndexOf(b.id)),
  ]
}

function rankOf(boxed: BoxedDrill | undefined, nowMs: number): [number, number] {
  if (!boxed) return [BOX_DAYS.length + 1, 0]
  return boxed.dueAtMs <= nowMs ? [boxed.box, boxed.dueAtMs] : [BOX_DAYS.length + 2, boxed.dueAtMs]
}
