import { expect, test } from 'vitest'
import { GATE_IDS, GATES, holds } from '@/core/content/gates'
import { content } from '@/server/content'
import { problems } from './scored'

// What the page "How this score was tested" shows: `npm run gates` writes it from the tests themselves.

const { figures } = await content.gates()

test('every property of the score was measured', () => {
  expect([...new Set(figures.map(({ gate }) => gate))]).toEqual([...GATE_IDS])
  expect(Object.keys(GATES)).toEqual([...GATE_IDS])
})

test('for every problem, unless it is about all of them', () => {
  const slugs = problems.map(({ slug }) => slug)
  for (const id of GATE_IDS) {
    const about = new Set(figures.filter(({ gate }) => gate === id).map(({ problem }) => problem))
    expect(about, id).toEqual(new Set(about.has(null) ? [null] : slugs))
  }
})

test('and is within its limit', () => {
  expect(figures.filter((figure) => !holds(figure))).toEqual([])
})

test('a limit is what it says', () => {
  const figure = { gate: 'V1', problem: null, what: 'x', n: 1, value: 8 } as const
  const verdicts = (['at least', 'at most', 'below'] as const).map((is) =>
    [7, 8, 9].map((value) => holds({ ...figure, limit: { is, value } })),
  )
  expect(verdicts).toEqual([
    [true, true, false],
    [false, true, true],
    [false, false, true],
  ])
})
