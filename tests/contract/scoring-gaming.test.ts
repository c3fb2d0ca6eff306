import { describe, expect, test } from 'vitest'
import type { Reference } from '@/core/content/reference'
import { copiedFrom } from '@/core/scoring/own-words'
import { cases, changed, named, type ProblemCase, scoreOnPaper } from './scored'
import { ownRuns, scoreWithRuns } from './scored-runs'

// What people try who want points without the work; and that what an item says is so.

const caseOf = (slug: string) => cases.find(({ problem }) => problem.slug === slug)!
const shortener = caseOf('shortener')

const itemIn = ({ items }: ReturnType<typeof scoreOnPaper>, id: string) => items.find((item) => item.id === id)!
const itemOf = ({ problem }: ProblemCase, reference: Reference, id: string) =>
  itemIn(scoreOnPaper(problem, reference), id)

type Decision = Reference['decisions'][number]
const said = (decision: string, changes: Partial<Decision> = {}): Decision => ({
  decision,
  alternatives: [],
  criterion: '',
  costAccepted: '',
  revisit: '',
  blocks: [],
  cells: [],
  runs: [],
  ...changes,
})

describe.each(named)('a decision about %s', (_, each) => {
  const block = each.good.design.blocks[0]!.id

  test('earns nothing for parts that repeat a word or another part, nor for a number that stands alone', () => {
    const filler = 'blah blah blah'
    const cells = ['alone']
    const parts = { alternatives: ['Something else', 'Another thing'], blocks: [block], cells }
    const argued = { ...parts, criterion: filler, costAccepted: filler, revisit: filler }
    const repeated = { ...parts, criterion: 'What matters here', costAccepted: 'What matters here.', revisit: filler }
    for (const decision of [argued, repeated]) {
      const filled = changed(each.good, (copy) => {
        copy.cells.push({ name: 'alone', src: '1' })
        copy.decisions = each.problem.key.tradeOffs.map(({ paraphrases }) => said(paraphrases[0]!, decision))
      })
      const items = scoreOnPaper(each.problem, filled).items.filter(({ id }) => /^T\.(topic|decisions)/.test(id))
      for (const item of items) expect(item.credit, item.id).toBeLessThanOrEqual(0.5)
    }
  })

  test('counts once, however often it is written down', () => {
    const once = changed(each.good, (copy) => void (copy.decisions = copy.decisions.slice(0, 1)))
    const thrice = changed(once, ({ decisions }) => void decisions.push({ ...decisions[0]! }, { ...decisions[0]! }))
    expect(itemOf(each, thrice, 'T.decisions').credit).toBe(itemOf(each, once, 'T.decisions').credit)
  })

  test('names no failure by speaking of a leader', () => {
    const reads = changed(each.good, (copy) => {
      copy.requirements = []
      copy.decisions = [said('Reads go to the leader so that they are fresh', { blocks: [block] })]
    })
    expect(itemOf(each, reads, 'T.failure.store-crash').credit).toBe(0)
  })
})

test('a topic stands on the decision that is about it, not on one that touches it', () => {
  const { pointers } = itemOf(shortener, shortener.good, 'T.topic.counting')
  const at = shortener.good.decisions.findIndex(({ decision }) => decision.startsWith('Clicks'))
  expect(pointers).toContainEqual({ kind: 'decision', id: `decision-${at}` })
  const alone = changed(shortener.good, (copy) => void (copy.decisions = copy.decisions.slice(0, 1)))
  expect(alone.decisions[0]!.decision).toContain('key generation')
  expect(itemOf(shortener, alone, 'T.topic.counting').credit).toBe(0)
})

test.each(named)('a time is no rate: “within 1 s” says nothing of the traffic of %s', (_, each) => {
  const late = changed(each.good, (copy) => {
    copy.requirements = [{ list: 'non-functional', text: 'Whatever changes is seen within 1 s' }]
  })
  expect(itemOf(each, late, 'R.quality.volume').credit).toBe(0)
  const rate = changed(late, (copy) => {
    copy.requirements.push({ list: 'non-functional', text: '12 000 calls/s' })
  })
  expect(itemOf(each, rate, 'R.quality.volume')).toMatchObject({ credit: 1, pointers: [{ id: 'line-1' }, {}] })
})

test('a call that does another thing is not half of a call that is missing', () => {
  const without = changed(shortener.good, (copy) => {
    copy.apis = copy.apis.filter(({ method }) => method === 'POST')
  })
  expect(itemOf(shortener, without, 'D.api.api-create').credit).toBe(1)
  expect(itemOf(shortener, without, 'D.api.api-follow')).toMatchObject({ credit: 0, status: 'missing' })
})

test('a call that gives back something else is not half of a call that is missing', () => {
  const clicks = { method: 'GET', path: '/links/{key}/clicks', request: '', response: 'clicks per day, total' } as const
  const without = changed(shortener.good, (copy) => {
    copy.apis = copy.apis.filter(({ path }) => path !== '/{key}')
    copy.apis.push({ ...copy.apis[0]!, ...clicks, pagination: 'by day', requestClass: 'redirect' })
  })
  expect(itemOf(shortener, without, 'D.api.api-stats').credit).toBeGreaterThan(0.8)
  expect(itemOf(shortener, without, 'D.api.api-follow')).toMatchObject({ credit: 0, status: 'missing' })
})

test.each(named)('the statement of %s earns hardly anything in pieces either', (_, { problem, poor, good }) => {
  const words = problem.statementHtml
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .split(/\s+/)
  const before = scoreOnPaper(problem, poor)
  for (const length of [6, 8, 11]) {
    const pieces = Array.from({ length: 40 }, (_piece, at) => words.slice(at * length, (at + 1) * length).join(' '))
    const cut = changed(poor, ({ requirements }) => {
      for (const text of pieces.filter((piece) => piece !== '')) {
        requirements.push({ list: 'functional', text, priority: 'P1', scope: 'in', requests: [] })
        requirements.push({ list: 'non-functional', text })
      }
    })
    expect(scoreOnPaper(problem, cut).score.total - before.score.total, `${length} words`).toBeLessThanOrEqual(1.5)
  }
  const own = good.requirements.map(({ text }) => text)
  expect(copiedFrom(problem.statementHtml, own).size).toBe(0)
})

test('one call with all the words is none of those that another request class carries', () => {
  const all = changed(shortener.good, (copy) => {
    const words = { request: 'target url key', response: 'key 302 clicks', idempotency: 'by key', pagination: 'cursor' }
    const rest = { auth: 'owner', errors: '429', requestClass: 'redirect' }
    copy.apis = [{ method: 'RPC', path: '/links/{key}/clicks/shorten', ...words, ...rest }]
  })
  expect(itemOf(shortener, all, 'D.api.api-create').credit).toBeLessThanOrEqual(0.4)
})

test('a call is not taken for a better one of another kind', () => {
  const { problem, medium } = caseOf('timeline')
  const item = itemIn(scoreOnPaper(problem, medium), 'D.api.api-home')
  expect(item.why).toMatch(/^GET \/feed /)
  expect(item.credit).toBeGreaterThan(0.5)
})

describe('links that hardly anybody takes', () => {
  const thinned = (change: Partial<Reference['design']['links'][number]>) =>
    changed(shortener.good, ({ design }) => {
      const miss = design.links.find(({ when }) => when === 'miss')!
      Object.assign(miss, change)
    })

  test('are half a way, and what runs show of them counts half', () => {
    const score = scoreWithRuns(shortener.problem, thinned({ calls: 0.001 }), { only: ['normal'] })
    expect(itemIn(score, 'H.path.redirect')).toMatchObject({ credit: 0.5 })
    expect(itemIn(score, 'H.path.redirect').why).toMatch(/0\.1\s% of the cases/)
    expect(itemIn(score, 'S.normal').credit).toBeLessThanOrEqual(0.5)
  })

  test('are as good as half of a way where a balancer picks one of two, and the other comes to no store', () => {
    const split = changed(shortener.good, ({ design }) => {
      design.blocks.push({ id: 'other', kind: 'service', x: 0, y: 0, config: { instances: 20 } })
      design.links.push({ id: 'beside', from: 'lb', to: 'other', requests: ['redirect'] })
    })
    expect(itemOf(shortener, split, 'H.path.redirect')).toMatchObject({ credit: 0.5 })
    expect(itemOf(shortener, split, 'H.path.redirect').why).toMatch(/50\s% of the cases/)
  })

  test('are none where the store is asked only for what the cache has', () => {
    expect(itemOf(shortener, thinned({ when: 'hit' }), 'H.path.redirect').credit).toBe(0)
  })
})

test('a run that meets what its person set proves little where the design does not stand the problem', () => {
  const failing = changed(shortener.good, (copy) => {
    for (const cell of copy.cells) delete cell.link
    for (const line of copy.requirements) line.text = line.text.replace('< 50 ms', '< 60 s').replace(/99\.\d+ %/, '1 %')
    Object.assign(copy.design.blocks.find(({ id }) => id === 'redirector')!.config!, { instances: 1 })
  })
  const runs = ownRuns(shortener.problem, failing)
  expect(Object.values(runs).flatMap(({ objectives }) => objectives.map(({ met }) => met))).not.toContain(false)
  const item = itemIn(scoreWithRuns(shortener.problem, failing, { runs, only: ['normal'] }), 'T.verified')
  expect(item.credit).toBeLessThanOrEqual(0.6)
  expect(item.why).toContain('under the load and the targets of the problem')
  expect(item.pointers).toContainEqual({ kind: 'scenario', id: 'normal' })
})

test('a load that holds earns the rest by targets of one’s own, and says so', () => {
  const unset = changed(shortener.good, (copy) => {
    copy.requirements = copy.requirements.filter(({ text }) => !/99\.99? %/.test(text))
  })
  const item = itemIn(scoreWithRuns(shortener.problem, unset, { only: ['normal'] }), 'S.normal')
  expect(item).toMatchObject({ status: 'partial', why: 'Every target holds.' })
  expect(item.counterfactual).toMatch(/^Set targets of your own for the availability of “Follow a short link” and /)
})

describe('a design that turns its users away under the average load', () => {
  const only = ['normal']
  const withRedirector = (config: Record<string, unknown>) =>
    changed(shortener.good, (copy) => {
      for (const cell of copy.cells) delete cell.link
      Object.assign(copy.design.blocks.find(({ id }) => id === 'redirector')!.config!, config)
    })
  const scoreOfIt = (reference: Reference, { problem } = shortener) =>
    scoreWithRuns(problem, reference, { only, seeds: [11] }).score

  test.each([
    ['turns away what it has no room for', { instances: 1, concurrency: 9 }, 50],
    ['lets the others wait without end', { instances: 1, queueLimit: null }, 40],
    ['answers all of them far too late', { instances: 1, concurrency: 15, queueLimit: 3000 }, 40],
  ])('comes to no more of 100 than it answers of 100, where it %s', (_, config, atLeast) => {
    const { total, loadCap } = scoreOfIt(withRedirector(config))
    expect(total).toBeGreaterThanOrEqual(atLeast)
    expect(total).toBeLessThan(60)
    expect(total).toBe(loadCap!.atMost)
    expect(loadCap!.without).toBeGreaterThan(75)
    expect(loadCap!.why).toContain('“Follow a short link”')
    expect(loadCap!.pointers).toContainEqual({ kind: 'scenario', id: 'normal' })
    expect(loadCap!.pointers).toContainEqual({ kind: 'block', id: 'redirector' })
  })

  test('loses less the more it answers', () => {
    const totals = [8, 12].map((concurrency) => scoreOfIt(withRedirector({ instances: 1, concurrency })).total)
    expect(totals).toEqual(totals.toSorted((a, b) => a - b))
    expect(new Set(totals).size).toBe(2)
  })

  test('gains nothing by having no way for them at all', () => {
    const cut = changed(shortener.good, ({ design }) => {
      design.links = design.links.filter(({ id }) => id !== 'l5')
    })
    const { total, loadCap } = scoreOfIt(cut)
    expect(total).toBe(40)
    expect(loadCap!.why).toContain('“Follow a short link” has no way to a store')
  })

  test.each(['service', 'cache'])('gains nothing by a %s that answers errors, and comes to no data', (kind) => {
    const place = { x: 0, y: 0 }
    const front = { ...place, id: 'front', kind: 'service', config: { instances: 20 } }
    const sorry = { ...place, id: 'sorry', kind, config: { instances: 20 } }
    const excused = changed(withRedirector({ instances: 1, queueLimit: 5 }), ({ design }) => {
      design.blocks.push(front, sorry)
      Object.assign(design.links.find(({ to }) => to === 'redirector')!, { to: 'front' })
      design.links.push(
        { id: 'first', from: 'front', to: 'redirector', step: 1, requests: ['redirect'] },
        { id: 'else', from: 'front', to: 'sorry', step: 2, when: 'error', requests: ['redirect'] },
      )
    })
    const { total, loadCap } = scoreOfIt(excused)
    expect(total).toBeLessThan(60)
    expect(loadCap!.why).toMatch(
      /100\s% .* is answered, 5\d\.?\d*\s% of it from a way for errors that comes to no data/,
    )
  })

  test('gains nothing by an answer whose work is never done, where the problem is about that work', () => {
    const chat = caseOf('chat')
    const behind = changed(chat.good, ({ design }) => {
      for (const block of design.blocks)
        if (block.kind === 'worker') block.config = { ...block.config, instances: 1, concurrency: 1 }
    })
    const { total, loadCap } = scoreOfIt(behind, chat)
    expect(total).toBe(40)
    expect(loadCap!.why).toMatch(/7\.\d+\s% of the work behind it is taken up/)
  })

  test('gains nothing by leaving that work out altogether, but is not asked to do it behind the answer', () => {
    const chat = caseOf('chat')
    const delivers = ['outbound', 'delivery', 'routes']
    const without = changed(chat.good, ({ design, decisions, entities }) => {
      design.blocks = design.blocks.filter(({ id }) => !delivers.includes(id))
      design.links = design.links.filter(({ from, to }) => !delivers.includes(from) && !delivers.includes(to))
      for (const decision of decisions) decision.blocks = decision.blocks.filter((id) => !delivers.includes(id))
      for (const entity of entities) if (delivers.includes(entity.store ?? '')) entity.store = null
    })
    const { total, loadCap } = scoreOfIt(without, chat)
    expect(total).toBe(40)
    expect(loadCap!.why).toContain('Nothing happens behind the answer of “Send a message”')
    const before = changed(without, ({ design }) => {
      design.blocks.push({ id: 'push', kind: 'service', x: 0, y: 0, config: { instances: 12 } })
      design.links.push({ id: 'hand-on', from: 'messages', to: 'push', step: 2, requests: ['send'] })
    })
    expect(scoreOfIt(before, chat).loadCap).toBeNull()
  })

  test('is not supposed where no run was made', () => {
    expect(scoreOnPaper(shortener.problem, withRedirector({ instances: 1 })).score.loadCap).toBeNull()
  })
})

describe('work behind the answers', () => {
  const slow = { instances: 1, concurrency: 1, serviceTime: { type: 'exponential', meanS: 0.1 } }
  test.each([
    ['is thrown away', { limit: 100 }],
    ['piles up', {}],
  ])('is not done where it %s, however short it waits', (_, queue) => {
    const behind = changed(shortener.good, ({ design }) => {
      Object.assign(design.blocks.find(({ id }) => id === 'clicks')!.config!, queue)
      Object.assign(design.blocks.find(({ id }) => id === 'counter')!.config!, slow)
    })
    const item = itemIn(scoreWithRuns(shortener.problem, behind, { only: ['normal'], seeds: [11] }), 'S.normal')
    expect(item.status).toBe('partial')
    expect(item.why).toMatch(/^Only 1\d\.\d+\s% of the work behind “Follow a short link” is taken up\./)
  })
})

describe('what runs show', () => {
  const scored = (each: ProblemCase, reference: Reference, only: readonly string[]) =>
    scoreWithRuns(each.problem, reference, { only })

  test('is nothing of requests that have no way to a store, however quickly they are answered', () => {
    const cut = changed(shortener.good, ({ design }) => {
      design.links = design.links.filter(({ id }) => id !== 'l5')
    })
    const item = itemIn(scored(shortener, cut, ['normal']), 'S.normal')
    expect(item.credit).toBeLessThanOrEqual(0.5)
    expect(item.why).toContain('“Follow a short link” says nothing, as it has no way to a store')
  })

  test('is not met where confirmed writes are gone, and what helps is another copy', () => {
    const single = changed(shortener.good, ({ design }) => {
      Object.assign(design.blocks.find(({ id }) => id === 'links')!.config!, { replicas: 1 })
    })
    const item = itemIn(scored(shortener, single, ['store-crash']), 'S.store-crash')
    expect(item.credit).toBeLessThanOrEqual(0.4)
    expect(item.counterfactual).not.toBeNull()
  })

  test('says what was asked for beside what was measured', () => {
    const item = itemIn(scored(shortener, shortener.medium, ['store-crash']), 'S.store-crash')
    expect(item.why).toMatch(/^Availability of “Follow a short link” is \d\d\.\d+\s% where 99\s% is asked for/)
    expect(item.counterfactual).toMatch(/where 99\s% is asked for\.$/)
  })

  test('is of the work that the problem states, and says so', () => {
    const { findings } = scored(shortener, shortener.medium, ['normal'])
    expect(findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^API was run with 5\sms of work for “Shorten an address”, as the problem states, instead of 3\sms\.$/,
      ),
    )
  })

  test('is no reason to take away what costs less than a sound design, nor to leave room where work is left out', () => {
    const timeline = caseOf('timeline')
    const score = scored(timeline, timeline.medium, ['normal'])
    expect(itemIn(score, 'S.cost').counterfactual).toBe('Let the design stand the average load first.')
    expect(itemIn(score, 'S.normal').counterfactual).toBe('Set the calls of the link where one request becomes many.')
  })
})

describe('what an item says of a way that is missing', () => {
  const cut = changed(shortener.good, ({ design }) => {
    design.links = design.links.filter(({ id }) => id !== 'l5')
  })
  const items = scoreOnPaper(shortener.problem, cut).items

  test.each(['H.single-points', 'H.entry', 'H.bounds', 'H.calls', 'H.chain', 'H.truth', 'H.need.cache'])(
    'is that it is missing, and what helps is to link it: %s',
    (id) => {
      const item = items.find((each) => each.id === id)!
      expect(item.why).toMatch(/“Follow a short link” has no way to a store/)
      expect(item.counterfactual).toBe('Link the blocks so that “Follow a short link” comes to where its data is kept.')
    },
  )

  test('is not that a request class or a block is to be named where it is', () => {
    const linkIt = 'Link the blocks so that “Follow a short link” comes to where its data is kept.'
    const item = (id: string) => items.find((each) => each.id === id)!
    expect(item('D.api.api-follow').why).toBe(
      'GET /{key} lacks: a way to a store for the request class that carries it.',
    )
    expect(item('D.pattern.find-by-key').counterfactual).toBe(linkIt)
    expect(item('T.topic.redirect-kind').why).toContain('blocks that requests come to on a whole way')
  })

  test('is not that there is no balancer where there is one', () => {
    expect(items.find(({ id }) => id === 'H.entry')!.why).toContain('A balancer spreads the requests.')
    const single = changed(shortener.good, (copy) => {
      for (const cell of copy.cells) delete cell.link
      Object.assign(copy.design.blocks.find(({ id }) => id === 'redirector')!.config!, { instances: 1 })
    })
    expect(itemOf(shortener, single, 'H.entry').why).toBe('A balancer has only one instance to send requests to.')
  })

  test('is not that no cell feeds it where one does', () => {
    expect(items.find(({ id }) => id === 'E.use.rate')!.why).toContain('has no way to a store')
  })
})

test.each(named)('a result of %s under another name, or times 1, is not worked out', (_, { problem, good }) => {
  const roles = problem.key.estimates.figures.filter(({ role }) => role !== undefined)
  for (const src of [(given: string) => `given_${given}`, (given: string) => `given_${given} * 1`]) {
    const copied = changed(good, (copy) => {
      copy.cells = roles.flatMap(({ name, role, expect: value }) => [
        { name: `given_${name}`, src: value },
        { name, src: src(name), role: role! },
      ])
      for (const decision of copy.decisions) decision.cells = []
    })
    const { items } = scoreOnPaper(problem, copied)
    for (const { role } of roles) expect(items.find(({ id }) => id === `E.${role}`)!.credit).toBeLessThanOrEqual(0.4)
  }
})

test('a role whose cell is in error is not a role that no cell has', () => {
  const broken = changed(shortener.good, (copy) => {
    copy.cells.find(({ role }) => role === 'qps_avg')!.src = 'new_links * reads_per_lnk'
  })
  const item = itemOf(shortener, broken, 'E.qps_avg')
  expect(item).toMatchObject({ credit: 0, pointers: [{ kind: 'cell' }] })
  expect(item.why).toContain('has the role “Average request rate”, but no value')
})
