import { describe, expect, test } from 'vitest'
import type { Reference } from '@/core/content/reference'
import { REQUIREMENT_LISTS } from '@/core/interview/items'
import { runId } from '@/core/content/reference-events'
import { measured } from '../gates/measured'
import { ablations, additions } from './mutants'
import { cases, changed, fold, named, percentOf, rubric, scoreOnPaper, scoreState, totalOf } from './scored'

// Properties of the score that need no run. Those that do are in scoring-runs.test.ts.

describe.each(named)('the score of %s', (_, { problem, poor, medium, good, otherGood }) => {
  const paper = (reference: Reference) => scoreOnPaper(problem, reference)
  const { slug } = problem

  test('orders poor, medium and good, already on paper', () => {
    const gaps = [totalOf(paper(medium)) - totalOf(paper(poor)), totalOf(paper(good)) - totalOf(paper(medium))]
    const limit = { is: 'at least', value: 8 } as const
    const what = 'smallest gap between poor, medium and good without runs, points'
    expect(measured({ gate: 'V1', problem: slug, what, n: 2, value: Math.min(...gaps), limit }), gaps.join(', ')).toBe(
      true,
    )
  })

  test('takes two good answers with different architectures for equally good, within ten points', () => {
    const value = Math.abs(totalOf(paper(otherGood)) - totalOf(paper(good)))
    const what = 'between two good architectures without runs, points'
    expect(measured({ gate: 'V1', problem: slug, what, n: 1, value, limit: { is: 'at most', value: 10 } })).toBe(true)
    const [ways, otherWays] = [waysIn(good), waysIn(otherGood)]
    const ofOne = [...ways.filter((way) => !otherWays.includes(way)), ...otherWays.filter((way) => !ways.includes(way))]
    expect(ofOne.length).toBeGreaterThanOrEqual(2)
  })

  test.each([
    ['good', good],
    ['other good', otherGood],
  ] as const)(
    'never rises when an essential piece of the %s answer is taken away, and nearly always falls',
    (name, reference) => {
      const whole = totalOf(paper(reference))
      const mutants = ablations(problem, reference).map((mutant) => ({
        name: mutant.name,
        total: totalOf(paper(mutant.reference)),
      }))
      const risen = mutants.filter(({ total }) => total > whole + 1e-9)
      const alike = mutants.filter(({ total }) => total === whole).map((mutant) => mutant.name)
      expect(mutants.length).toBeGreaterThan(60)
      const about = { gate: 'V2', problem: slug, n: mutants.length } as const
      const rises = {
        what: `${name} answer: pieces whose loss raised it`,
        value: risen.length,
        limit: { is: 'at most', value: 0 },
      } as const
      expect(measured({ ...about, ...rises }), JSON.stringify(risen)).toBe(true)
      const value = 100 * (1 - alike.length / mutants.length)
      const falls = {
        what: `${name} answer: pieces whose loss lowered it, %`,
        value,
        limit: { is: 'at least', value: 95 },
      } as const
      expect(measured({ ...about, ...falls }), alike.join('; ')).toBe(true)
    },
  )

  test.each([
    ['poor', poor],
    ['medium', medium],
  ] as const)('never falls when a missing piece is added to the %s interview', (quality, weak) => {
    const before = paper(weak)
    const added = additions(weak, good).map(({ name, reference }) => ({ name, after: paper(reference) }))
    const falls = added.flatMap(({ name, after }) => [
      ...(totalOf(after) < totalOf(before) ? [name] : []),
      ...after.score.criteria
        .filter(({ id }) => percentOf(after, id) < percentOf(before, id))
        .map(({ id }) => `${name}: ${id}`),
    ])
    const what = `${quality} interview: pieces that lowered the total or a criterion`
    const limit = { is: 'at most', value: 0 } as const
    expect(
      measured({ gate: 'V3', problem: slug, what, n: added.length, value: falls.length, limit }),
      falls.join('; '),
    ).toBe(true)
  })

  test.each([
    ['medium', medium],
    ['good', good],
  ] as const)('moves by at most one point when the %s interview is padded', (quality, reference) => {
    const before = totalOf(paper(reference))
    const moves = paddings(reference, problem.statementHtml).map(
      ([name, padded]) => [name, Math.abs(totalOf(paper(padded)) - before)] as const,
    )
    const value = Math.max(...moves.map(([, move]) => move))
    const what = `${quality} interview: largest move, points`
    const limit = { is: 'at most', value: 1 } as const
    expect(measured({ gate: 'V4', problem: slug, what, n: moves.length, value, limit }), JSON.stringify(moves)).toBe(
      true,
    )
  })

  test.each([
    ['R', (copy: Reference) => Object.assign(copy, { requirements: poor.requirements, questions: poor.questions })],
    ['E', (copy: Reference) => Object.assign(copy, { cells: poor.cells })],
    ['H', (copy: Reference) => Object.assign(copy, { design: poor.design })],
    ['D', (copy: Reference) => Object.assign(copy, { entities: poor.entities, apis: poor.apis })],
    ['T', (copy: Reference) => Object.assign(copy, { decisions: poor.decisions })],
  ] as const)('lets criterion %s fall furthest when its step alone is done as poorly as can be', (id, degrade) => {
    const before = paper(good)
    const after = paper(changed(good, degrade))
    const falls = before.score.criteria
      .map((each) => ({ id: each.id, fall: percentOf(before, each.id) - percentOf(after, each.id) }))
      .toSorted((a, b) => b.fall - a.fall)
    expect(falls[0]!.id, JSON.stringify(falls)).toBe(id)
    expect(totalOf(after)).toBeLessThan(totalOf(before) - 3)
  })

  test('gives keyword text without a design and a sheet 25 points at most', () => {
    const { total } = paper(stuffed(good)).score
    const limit = { is: 'at most', value: 25 } as const
    expect(measured({ gate: 'V5', problem: slug, what: 'total, points', n: 1, value: total, limit })).toBe(true)
  })

  test('does not care for names and places of blocks, names of cells and units', () => {
    const before = totalOf(paper(good))
    const moves = sameThings(good).map(([name, same]) => [name, Math.abs(totalOf(paper(same)) - before)] as const)
    const value = Math.max(...moves.map(([, move]) => move))
    const what = 'names, places and units: largest move, points'
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V9', problem: slug, what, n: moves.length, value, limit }), JSON.stringify(moves)).toBe(
      true,
    )
  })

  test('does not care for the order of lists', () => {
    const reversed = changed(good, (copy) => {
      copy.requirements.reverse()
      copy.cells.reverse()
      copy.entities.reverse()
      copy.apis.reverse()
      copy.decisions.reverse()
      copy.questions.reverse()
    })
    const value = Math.abs(totalOf(paper(reversed)) - totalOf(paper(good)))
    const limit = { is: 'at most', value: 2 } as const
    expect(measured({ gate: 'V9', problem: slug, what: 'order of lists: move, points', n: 1, value, limit })).toBe(true)
  })

  test('hears a concept in any of its paraphrases alike', () => {
    const before = paper(good)
    const others: string[] = []
    let n = 0
    for (const concept of problem.key.functional) {
      const item = before.items.find((each) => each.id === `R.functional.${concept.id}`)!
      if (item.credit === 0) continue
      for (const paraphrase of concept.paraphrases) {
        const said = changed(good, (copy) => {
          const named = new Set(item.pointers.filter(({ kind }) => kind === 'requirement').map(({ id }) => id))
          const line = copy.requirements.find((_line, i) => named.has(`line-${i}`))!
          line.text = paraphrase
        })
        const after = paper(said).items.find((each) => each.id === item.id)!
        n += 1
        if (after.credit !== item.credit) others.push(paraphrase)
      }
    }
    const what = 'paraphrases that earned something else'
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V9', problem: slug, what, n, value: others.length, limit }), others.join('; ')).toBe(true)
  })

  test('gives no concept to a line that denies it', () => {
    const earned: string[] = []
    let n = 0
    const isDenial = (text: string) => /\b(no|not|nobody|never|cannot|without)\b|;/i.test(text)
    for (const concept of problem.key.functional) {
      const denials = concept.paraphrases
        .filter((text) => !isDenial(text))
        .map((text) => `We do not need this: ${text}`)
      for (const text of [...denials, ...(isDenial(concept.text) ? [] : [`${concept.text}: out of scope`])]) {
        const only = changed(poor, (copy) => {
          copy.requirements = [{ list: 'functional', text, priority: 'P0', scope: 'in', requests: [] }]
        })
        n += 1
        if (paper(only).items.find((each) => each.id === `R.functional.${concept.id}`)!.credit !== 0) earned.push(text)
      }
    }
    const what = 'denials that earned their concept'
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V10', problem: slug, what, n, value: earned.length, limit }), earned.join('; ')).toBe(true)
  })

  test('gives ranges less the wider they are, and those that miss nothing', () => {
    const ranges = (lowFactor: number, highFactor: number) => {
      const other = changed(good, (copy) => {
        for (const cell of copy.cells)
          cell.src = cell.src.replace(/^([\d.]+)(.* to )([\d.]+)/, (_all, low: string, middle: string, high: string) =>
            [Number(low) * lowFactor, middle, Number(high) * highFactor].join(''),
          )
      })
      return paper(other).items.find(({ id }) => id === 'E.ranges')!.credit
    }
    const [asWritten, wide, absurd, missing] = [ranges(1, 1), ranges(1 / 4, 4), ranges(1 / 1000, 1000), ranges(50, 50)]
    expect(asWritten).toBeGreaterThanOrEqual(0.5)
    expect(wide).toBeGreaterThan(0)
    expect(wide).toBeLessThan(asWritten)
    expect([absurd, missing]).toEqual([0, 0])
  })

  test('is the same, byte for byte, when it is worked out again', () => {
    const anew = () => JSON.stringify(scoreState(problem, fold(problem, good), null))
    expect(anew()).toBe(anew())
  })

  test('gives a good answer to another problem less than a medium one to this', () => {
    const others = cases.filter((other) => other.problem.slug !== slug)
    const totals = others.map(({ good: answer }) => totalOf(scoreOnPaper(problem, answer, { mayRefuse: true })))
    const what = 'best good answer to another problem, points'
    const limit = { is: 'below', value: totalOf(paper(medium)) } as const
    expect(measured({ gate: 'V8', problem: slug, what, n: totals.length, value: Math.max(...totals), limit })).toBe(
      true,
    )
  })

  test('gives a box that is not connected nothing', () => {
    const boxes = changed(poor, ({ design }) => {
      for (const kind of ['cache', 'queue', 'worker', 'load-balancer', 'database'])
        design.blocks.push({ id: `extra-${kind}`, kind, x: 0, y: 400, config: {} })
    })
    expect(totalOf(paper(boxes))).toBe(totalOf(paper(poor)))
  })

  test('gives half of a way to a client that asks a store itself: nothing does the work of the problem', () => {
    const straight = changed(poor, ({ design }) => {
      design.blocks = [
        { id: 'db', kind: 'database', x: 0, y: 0, config: { shards: 8, replicas: 3, replication: 'sync' } },
      ]
      design.links = [{ id: 'straight', from: problem.brief.workload.client.id, to: 'db' }]
    })
    const ways = paper(straight).items.filter(({ id }) => id.startsWith('H.path.'))
    expect(ways.map(({ credit }) => credit)).toEqual(ways.map(() => 0.5))
    expect(totalOf(paper(straight))).toBeLessThan(totalOf(paper(medium)))
  })

  test('gives a target that is too loose no more than a word', () => {
    const loose = changed(good, (copy) => {
      for (const line of copy.requirements)
        line.text = line.text.replace(/< \d+ ms/, '< 60 s').replace(/99\.\d+ %/, '50 %')
    })
    const before = paper(good)
    const after = paper(loose)
    const value = totalOf(after) - totalOf(before)
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V12', problem: slug, what: 'gain without runs, points', n: 1, value, limit })).toBe(true)
    for (const item of after.items.filter((each) => /^R\.quality.*(latency|availability)/.test(each.id)))
      expect(item.credit).toBeLessThanOrEqual(0.4)
  })

  test('says of every item why, and of every open one what would raise it', () => {
    for (const reference of [poor, medium, good]) {
      for (const item of paper(reference).items) {
        expect(item.why.length, item.id).toBeGreaterThan(5)
        if (item.credit > 0) expect(item.pointers.length, `what ${item.id} stands on`).toBeGreaterThan(0)
        if (item.status === 'partial' || item.status === 'missing')
          expect(item.counterfactual?.length, item.id).toBeGreaterThan(5)
      }
    }
  })

  test('points at things that are there', () => {
    const state = fold(problem, good)
    const madeRuns = good.runs.map(({ name }) => `run ${runId(name)}`)
    const there = new Set([
      ...REQUIREMENT_LISTS.flatMap((list) =>
        state.requirements[list].map(({ id }: { id: string }) => `requirement ${id}`),
      ),
      ...state.sheet.cells.map(({ id }) => `cell ${id}`),
      ...state.design.blocks.map(({ id }) => `block ${id}`),
      ...state.design.links.map(({ id }) => `link ${id}`),
      ...state.entities.map(({ id }) => `entity ${id}`),
      ...state.apis.map(({ id }) => `api ${id}`),
      ...state.decisions.map(({ id }) => `decision ${id}`),
      ...madeRuns,
      ...['normal', 'peak', ...problem.key.scenarios.faults.map((fault) => fault.id)].map((id) => `scenario ${id}`),
    ])
    const dangling = paper(good).items.flatMap((item) =>
      item.pointers.filter(({ kind, id }) => !there.has(`${kind} ${id}`)),
    )
    expect(dangling).toEqual([])
  })
})

test('the weights of criteria may change by a third without changing the order of the references', () => {
  const totals = cases.flatMap(({ problem, poor, medium, good }) =>
    [poor, medium, good].map((reference) => scoreOnPaper(problem, reference).score.criteria),
  )
  // A fixed walk through weights, as a random one would not be repeatable.
  const draws = 500
  let swapped = 0
  for (let draw = 0; draw < draws; draw++) {
    const weights = rubric.criteria.map(({ weight }, i) => weight * (1 + 0.3 * Math.sin(draw * (i + 1) * 1.7)))
    const sums = totals.map((criteria) =>
      criteria.reduce((sum, { percent }, i) => sum + (percent ?? 0) * weights[i]!, 0),
    )
    for (let first = 0; first < sums.length; first += 3) {
      if (sums[first]! >= sums[first + 1]!) swapped += 1
      if (sums[first + 1]! >= sums[first + 2]!) swapped += 1
    }
  }
  const limit = { is: 'at most', value: 0 } as const
  expect(
    measured({
      gate: 'V13',
      problem: null,
      what: 'draws in which two changed places',
      n: draws,
      value: swapped,
      limit,
    }),
  ).toBe(true)
})

/** The links of a design by what they lead from and to, such as "service > cache". */
function waysIn({ design }: Reference): string[] {
  const kinds = new Map(design.blocks.map(({ id, kind }) => [id, kind]))
  return design.links.map(({ from, to, when, mode, calls }) =>
    [kinds.get(from) ?? 'client', kinds.get(to), when ?? '', mode ?? '', calls ? 'several' : ''].join(' > '),
  )
}

function paddings(reference: Reference, statement: string): [string, Reference][] {
  const buzz =
    'scalable cloud-native microservices with Kafka, Kubernetes, blockchain, serverless functions, event sourcing, machine learning and a service mesh for synergy'
  const lines = Array.from({ length: 20 }, (_, i) =>
    `${buzz} ${i} ${'robust enterprise-grade resilient elastic platform '.repeat(15)}`.slice(0, 480),
  )
  const sentences = statement
    .replace(/<[^>]*>/g, ' ')
    .split(/(?<=[.:])\s+/)
    .map((text) => text.trim().slice(0, 480))
    .filter((text) => text.length > 1)
  const withLines = (texts: string[]) =>
    changed(reference, (copy) => {
      for (const text of texts)
        copy.requirements.push({ list: 'functional', text, priority: 'P0', scope: 'in', requests: [] })
    })
  return [
    ['buzzwords as requirements', withLines(lines)],
    ['buzzwords as decisions', changed(reference, (copy) => void copy.decisions.push(...lines.map(emptyDecision)))],
    [
      'every line twice',
      changed(reference, (copy) => void copy.requirements.push(...structuredClone(copy.requirements))),
    ],
    ['the statement as requirements', withLines(sentences)],
    [
      'popular boxes that nothing is connected to',
      changed(reference, ({ design }) => {
        for (let i = 0; i < 30; i++)
          design.blocks.push({ id: `box-${i}`, kind: ['cache', 'queue', 'database'][i % 3]!, x: 0, y: 900, config: {} })
      }),
    ],
  ]
}

function emptyDecision(decision: string): Reference['decisions'][number] {
  return { decision, alternatives: [], criterion: '', costAccepted: '', revisit: '', blocks: [], cells: [], runs: [] }
}

/** All the words of a good answer and nothing that runs. */
function stuffed(good: Reference): Reference {
  return changed(good, (copy) => {
    copy.cells = []
    copy.design = { blocks: [], links: [], faults: [] }
    copy.runs = []
    copy.minutes = { requirements: 45 }
    copy.minutes['data-model'] = 0
    copy.minutes['trade-offs'] = 0
  })
}

function sameThings(good: Reference): [string, Reference][] {
  return [
    [
      'places',
      changed(good, ({ design }) =>
        design.blocks.forEach((block, i) => Object.assign(block, { x: i * 7, y: -i * 90 })),
      ),
    ],
    ['names of blocks', changed(good, ({ design }) => design.blocks.forEach((block, i) => (block.name = `Box ${i}`)))],
    ['names of cells', changed(good, renameCells)],
    ['units', changed(good, (copy) => copy.cells.forEach((cell) => (cell.src = inOtherUnits(cell.src))))],
  ]
}

function renameCells(copy: Reference): void {
  const names = copy.cells.map((cell) => cell.name)
  const next = new Map(names.map((name, i) => [name, `quantity_${i}`]))
  const word = new RegExp(`\\b(${names.toSorted((a, b) => b.length - a.length).join('|')})\\b`, 'g')
  for (const cell of copy.cells) {
    cell.src = /[*/(+^-]/.test(cell.src) ? cell.src.replace(word, (name) => next.get(name)!) : cell.src
    cell.name = next.get(cell.name)!
  }
  for (const decision of copy.decisions) decision.cells = decision.cells.map((name) => next.get(name)!)
}

const inOtherUnits = (src: string): string =>
  src
    .replace(/^(\d+) B$/, (_, n: string) => `${Number(n) * 8} bit`)
    .replace(/^(\d+) KB$/, (_, n: string) => `${Number(n) * 1000} B`)
    .replace(/^(\d+) MB$/, (_, n: string) => `${Number(n) * 1000} KB`)
    .replace(/^(\d+)M users$/, (_, n: string) => `${Number(n) * 1000}k users`)
