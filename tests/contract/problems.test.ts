import { describe, expect, test } from 'vitest'
import { factsAskedFor } from '@/core/content/facts'
import { mentions } from '@/core/content/mentions'
import { problemForCandidate } from '@/core/content/problem'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { referenceFigures, referenceSheet } from '@/core/scoring/reference-estimates'
import { sameHardDims } from '@/core/units/dims'
import { content } from '@/server/content'

const problems = await content.problems()

test('the three problems are there', () => {
  expect(problems.map((problem) => problem.slug)).toEqual(['chat', 'shortener', 'timeline'])
})

describe.each(problems.map((problem) => [problem.slug, problem] as const))('%s', (_, problem) => {
  const { brief, key } = problem
  const classes = new Set(brief.workload.requests.map((request) => request.id))

  test('names only request classes and concepts that it has', () => {
    const concepts = new Set(key.functional.map((concept) => concept.id))
    const requests = [
      ...key.functional.flatMap(({ proof }) =>
        proof.type === 'path' ? proof.requests : proof.type === 'async-path' ? [proof.request] : [],
      ),
      ...key.nonFunctional.flatMap((concept) => concept.request ?? []),
      ...key.floors.map((floor) => floor.request),
      ...key.patterns.map((pattern) => pattern.request),
      ...key.needs.flatMap((need) => (need.type === 'fan-out' ? need.requests : [need.request])),
      ...key.scenarios.backlog.map((backlog) => backlog.request),
      ...key.scenarios.faults.flatMap((fault) => ('target' in fault ? fault.target.request : fault.request)),
      ...key.scenarios.faults.flatMap((fault) => fault.tolerates.map((tolerance) => tolerance.request)),
    ]
    expect(requests.filter((request) => !classes.has(request))).toEqual([])
    const named = [...key.patterns, ...key.apis].map((expected) => expected.concept)
    expect(named.filter((concept) => !concepts.has(concept))).toEqual([])
  })

  test('gives every id once', () => {
    for (const ids of [
      key.facts,
      key.functional,
      key.nonFunctional,
      key.floors,
      key.patterns,
      key.apis,
      key.needs,
      key.scenarios.faults,
      key.tradeOffs,
    ]) {
      const all = ids.map((entry) => entry.id)
      expect(new Set(all).size).toBe(all.length)
    }
    const names = [...key.estimates.assumptions, ...key.estimates.figures].map((cell) => cell.name)
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(key.facts.flatMap((fact) => fact.examples.map((example) => [example, fact.id] as const)))(
    'answers %j with the fact %s and no other',
    (question, id) => {
      expect(factsAskedFor(question, key.facts).map((fact) => fact.id)).toEqual([id])
    },
  )

  test.each([
    'Which programming language should I use?',
    'Shall I start?',
    'Is there a budget for this project?',
    'Who are the competitors?',
    'May I use a public cloud?',
    'What is your favourite colour?',
  ])('keeps its facts when asked %j', (question) => {
    expect(factsAskedFor(question, key.facts).map((fact) => fact.id)).toEqual([])
  })

  test.each(key.functional.flatMap((concept) => concept.paraphrases.map((line) => [line, concept.id] as const)))(
    'hears in %j the concept %s',
    (line, id) => {
      const concept = key.functional.find((candidate) => candidate.id === id)!
      expect(mentions(line, concept.words)).toBe(true)
      if (concept.unless) expect(mentions(line, concept.unless)).toBe(false)
    },
  )

  test.each(key.nonFunctional.flatMap((concept) => concept.paraphrases.map((line) => [line, concept.id] as const)))(
    'hears in %j the quality %s',
    (line, id) => {
      expect(mentions(line, key.nonFunctional.find((concept) => concept.id === id)!.words)).toBe(true)
    },
  )

  test.each(key.tradeOffs.flatMap((topic) => topic.paraphrases.map((line) => [line, topic.id] as const)))(
    'hears in %j the trade-off %s',
    (line, id) => {
      expect(mentions(line, key.tradeOffs.find((topic) => topic.id === id)!.words, { negation: false })).toBe(true)
    },
  )

  test('does not hear its concepts in what has nothing to do with it', () => {
    const other = 'The office has a kitchen, and on Fridays we bake bread.'
    const heard = [...key.functional, ...key.nonFunctional, ...key.tradeOffs].filter((c) => mentions(other, c.words))
    expect(heard.map((concept) => concept.id)).toEqual([])
  })

  test('shows a candidate nothing of its key', () => {
    const seen = JSON.stringify(problemForCandidate(problem))
    const secrets = [
      ...key.facts.flatMap((fact) => [fact.answer, ...fact.examples]),
      ...key.functional.flatMap((concept) => concept.paraphrases),
      ...key.nonFunctional.flatMap((concept) => concept.paraphrases),
      ...key.tradeOffs.map((topic) => topic.text),
      ...key.patterns.map((pattern) => pattern.text),
      ...key.needs.map((need) => need.text),
      ...key.scenarios.faults.map((fault) => fault.name),
      ...key.estimates.figures.map((figure) => figure.text),
    ]
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    for (const field of ['key', 'facts', 'floors', 'tradeOffs', 'estimates":{'])
      expect(seen).not.toContain(`"${field}"`)
  })

  test('has a statement of clean HTML', () => {
    expect(problem.statementHtml).toContain('<p>')
    expect(problem.statementHtml).not.toMatch(/<script|onerror|javascript:/i)
  })
})

describe.each(problems.map((problem) => [problem.slug, problem] as const))('the estimates of %s', (_, problem) => {
  const { estimates } = problem.key
  const { quantities } = referenceFigures(estimates)

  test.each(estimates.figures.map((figure) => [figure.name, figure.expect] as const))(
    '%s comes out as %s',
    (name, expected) => {
      const written = evaluateSheet({ cells: [{ id: 'written', name: 'written', src: expected }] }).cells.get('written')
      const computed = quantities.get(name)
      expect(written?.quantity, written?.error?.message).toBeDefined()
      // Written with two or three figures, so equal within half of the last one.
      expect(Math.abs(computed!.value / written!.quantity!.value - 1)).toBeLessThan(0.01)
      expect(sameHardDims(computed!.dims, written!.quantity!.dims)).toBe(true)
    },
  )

  test('stand on assumptions that lie inside their own bands', () => {
    for (const { name, value, low, high } of estimates.assumptions) {
      const cells = [value, low, high].map((src, i) => ({ id: `c${i}`, name: `c${i}`, src }))
      const sheet = evaluateSheet({ cells })
      const [middle, from, to] = cells.map((cell) => sheet.cells.get(cell.id)?.quantity)
      expect(
        middle && from && to,
        `${name}: ${JSON.stringify([...sheet.cells.values()].map((c) => c.error))}`,
      ).toBeTruthy()
      expect(sameHardDims(middle!.dims, from!.dims) && sameHardDims(middle!.dims, to!.dims), name).toBe(true)
      expect(from!.value <= middle!.value && middle!.value <= to!.value, name).toBe(true)
    }
  })

  test('open as a sheet without an error or a warning', () => {
    const sheet = evaluateSheet(referenceSheet(estimates))
    expect(
      [...sheet.cells.values()].flatMap((cell) => [cell.error?.message, cell.nameProblem]).filter(Boolean),
    ).toEqual([])
    expect(
      [...sheet.cells.values()].flatMap((cell) => cell.warnings.map((warning) => `${cell.id}: ${warning.text}`)),
    ).toEqual([])
  })
})
