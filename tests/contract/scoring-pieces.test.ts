import { describe, expect, test } from 'vitest'
import type { Reference } from '@/core/content/reference'
import { cases, changed, scoreOnPaper } from './scored'

// Single pieces of evidence about structure and data: taken away, the item that speaks of them falls and says why.

const caseOf = (slug: string) => cases.find(({ problem }) => problem.slug === slug)!
const [shortener, timeline, chat] = ['shortener', 'timeline', 'chat'].map(caseOf) as [
  ReturnType<typeof caseOf>,
  ReturnType<typeof caseOf>,
  ReturnType<typeof caseOf>,
]

const itemOf = ({ problem }: typeof shortener, reference: Reference, id: string) =>
  scoreOnPaper(problem, reference).items.find((item) => item.id === id)!

const withConfig = (reference: Reference, block: string, config: Record<string, unknown>) =>
  changed(reference, ({ design }) => {
    const found = design.blocks.find(({ id }) => id === block)!
    found.config = { ...found.config, ...config }
  })

const withoutLink = (reference: Reference, id: string) =>
  changed(reference, ({ design }) => {
    expect(design.links.some((link) => link.id === id)).toBe(true)
    design.links = design.links.filter((link) => link.id !== id)
  })

describe('availability along what a request waits for', () => {
  const item = (reference: Reference) => itemOf(shortener, reference, 'H.availability')

  test.each(cases.flatMap((each) => [each.good, each.otherGood].map((good) => [each, good] as const)))(
    'holds its objectives in every good answer',
    (each, good) => {
      expect(itemOf(each, good, 'H.availability')).toMatchObject({ status: 'met' })
    },
  )

  test('falls with a copy of the store, and names the block', () => {
    const single = item(withConfig(shortener.good, 'links', { replicas: 1 }))
    expect(single.credit).toBeLessThan(0.95)
    const name = shortener.good.design.blocks.find(({ id }) => id === 'links')!.name
    expect(single.why).toContain(`for want of ${name}`)
    expect(single.counterfactual).toContain(name)
  })

  test('falls when every read must have a cache node and nothing stands in for it', () => {
    const alone = item(withoutLink(shortener.otherGood, 'around'))
    expect(alone.credit).toBeLessThan(item(shortener.otherGood).credit)
    expect(alone.why).toMatch(/asked for is 99\.99\s%/)
  })

  test('is nothing where more comes in than goes out', () => {
    const unlinked = changed(shortener.good, (copy) => {
      for (const cell of copy.cells) delete cell.link
    })
    const drowned = item(withConfig(unlinked, 'redirector', { instances: 1, queueLimit: null }))
    expect(drowned.credit).toBeLessThanOrEqual(0.5)
    expect(drowned.why).toContain('more of “Follow a short link” comes in than goes out')
  })

  test('earns the last part only with an objective of one’s own', () => {
    const without = changed(shortener.good, (copy) => {
      copy.requirements = copy.requirements.filter(({ text }) => !/99\.\d+ %/.test(text))
    })
    expect(item(without).credit).toBeLessThan(item(shortener.good).credit)
    expect(item(without).why).toContain('the problem needs')
  })
})

describe('a partition key that puts everything in one place', () => {
  const item = (key: string) =>
    itemOf(
      shortener,
      changed(shortener.good, ({ entities }) => Object.assign(entities[0]!, { partitionKey: key })),
      'D.partition',
    )

  test('is shown with what placing rows by it does to the shards of the store', () => {
    const { credit, why, pointers } = item('created_at')
    expect(credit).toBeLessThan(1)
    // two shards, and all of a moment in one of them
    expect(why).toContain('the busiest of 2 shards')
    expect(why).toContain('gets 2.0 times its share')
    expect(pointers).toContainEqual({ kind: 'block', id: 'links' })
  })

  test('is not what a key of many values is', () => {
    const { credit, why } = item('key')
    expect(credit).toBe(1)
    const times = Number(/gets ([\d.]+) times/.exec(why)![1])
    expect(times).toBeGreaterThanOrEqual(1)
    expect(times).toBeLessThan(1.5)
  })
})

describe('a copy that is derived from the truth', () => {
  const item = (reference: Reference) => itemOf(timeline, reference, 'D.records')

  test('counts in full where writes reach it, and half where nothing brings it up to date', () => {
    expect(item(timeline.good)).toMatchObject({ credit: 1 })
    const pushes = timeline.good.design.links.find(({ from, to }) => from === 'fanout' && to === 'timelines')!
    const stale = item(withoutLink(timeline.good, pushes.id))
    expect(stale.credit).toBeLessThan(1)
    expect(stale.why).toContain('Nothing brings Timeline')
    expect(stale.counterfactual).toContain('Let writes reach Timeline')
  })

  test('is kept in step by forgetting it in time', () => {
    const link = timeline.good.design.links.find(({ from, to }) => from === 'fanout' && to === 'timelines')!
    const forgets = withConfig(withoutLink(timeline.good, link.id), 'timelines', { ttlS: 60 })
    expect(item(forgets).credit).toBe(1)
  })
})

describe('ids in addresses', () => {
  const item = (each: typeof shortener, change: (copy: Reference) => void) =>
    itemOf(each, changed(each.good, change), 'D.exposed-ids')

  test('are safe where only those may ask who are known, or where they cannot be guessed', () => {
    expect(item(chat, () => {})).toMatchObject({ credit: 1 })
    expect(item(shortener, () => {})).toMatchObject({ credit: 1 })
  })

  test('are open where anybody may ask and nothing says how they are made', () => {
    const { credit, why } = item(shortener, (copy) => {
      copy.decisions = copy.decisions.filter(({ decision }) => !decision.startsWith('Keys are random'))
    })
    expect(credit).toBeLessThan(1)
    expect(why).toContain('GET /{key} is open to anybody')
  })

  test('are safe by their type', () => {
    const typed = item(shortener, (copy) => {
      copy.decisions = []
      copy.entities[0]!.fields = copy.entities[0]!.fields.map((field) =>
        field === 'key: text, 7 B' ? 'key: random text, 7 B' : field,
      )
    })
    expect(typed.credit).toBe(1)
  })

  test('are open where nobody is said to be asked', () => {
    const open = item(chat, (copy) => {
      for (const api of copy.apis) api.auth = ''
    })
    expect(open.credit).toBeLessThan(1)
  })
})
