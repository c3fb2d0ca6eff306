import { describe, expect, test } from 'vitest'
import { calibrationOf, figuresByTopic } from './calibration'
import { drawFor } from './draw'
import { boxesOf, drillsInOrder } from './practice'

const DAY = 86_400_000
const answer = (drill: string, credit: number, day = 0) => ({ drill, credit, atMs: day * DAY })
const all = { topics: [], isOpenBook: false }
const orderOf = (
  answers: Parameters<typeof drillsInOrder>[0],
  day: number,
  wish: Parameters<typeof drillsInOrder>[1] = all,
) => drillsInOrder(answers, wish, day * DAY, drawFor('order')).map(({ id }) => id)

const box = (...credits: number[]) => boxesOf(credits.map((credit) => answer('storage', credit))).get('storage')?.box
const hits = (hit: number, of: number) => calibrationOf(Array.from({ length: of }, (_, i) => i < hit))
const dataFigures = (dex: number[]) => figuresByTopic(dex.map((each) => ({ topic: 'data', credit: 1, dex: each })))[1]!

describe('boxes', () => {
  test('go up by one for what goes well, back to the first for what is missed, and stay between', () => {
    expect([box(1), box(1, 0.8), box(1, 1, 0.5), box(1, 1, 1, 0.2), box(1, 1, 1, 1, 1, 1)]).toEqual([2, 3, 3, 1, 5])
  })

  test('bring back what was missed at once, and what went well after days', () => {
    const answers = [
      answer('storage', 0),
      answer('peak-rate', 1),
      answer('in-flight', 1),
      answer('fan-out', 1),
      answer('nines', 1),
    ]
    expect(orderOf(answers, 0.1)[0]).toBe('storage')
    expect(orderOf(answers, 0.1).slice(0, 10)).not.toContain('peak-rate')
    expect(orderOf(answers, 2).slice(0, 2)).toEqual(['storage', 'peak-rate'])
  })

  test('never bring the same drill twice in a row', () => {
    expect(orderOf([answer('storage', 0)], 0.01).at(-1)).toBe('storage')
  })
})

test('an open book leaves out what can be looked up, and topics leave out the others', () => {
  expect(orderOf([], 0, { topics: ['numbers'], isOpenBook: true })).toEqual(['latency-compare'])
  expect(new Set(orderOf([], 0, { topics: ['money'], isOpenBook: false }))).toContain('dearer')
  expect(orderOf([], 0, { topics: ['money'], isOpenBook: false })).not.toContain('storage')
})

describe('calibration', () => {
  test('says nothing of a person before twenty ranges', () => {
    expect(hits(3, 19).verdict).toBeNull()
    expect(hits(0, 0)).toMatchObject({ share: null, interval: null, verdict: null })
  })

  test('holds the whole interval against nine of ten', () => {
    expect(hits(10, 20).verdict).toBe('too narrow')
    expect(hits(17, 20).verdict).toBe('agrees')
    expect(hits(60, 60).verdict).toBe('too wide')
  })
})

test('figures of a topic are medians, and unknown while there are few', () => {
  expect(dataFigures([0.1, -0.2, 0.3, -0.4])).toMatchObject({ answers: 4, credit: 1, medianDex: null })
  expect(dataFigures([0.1, -0.2, 0.3, -0.4, -0.5])).toMatchObject({ medianDex: 0.3, leanDex: -0.2 })
  expect(figuresByTopic([])[0]).toMatchObject({ topic: 'traffic', answers: 0, credit: null })
})
