import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventList } from './event-list'
import { CLOCK, CURSOR, memory } from './memory'

const { clock, cursors } = memory
const { NOW, WHEN } = CLOCK
const { TAKEN } = CURSOR

/** What a list has to do, as simply as can be. */
class SortedList {
  private readonly events: { timeS: number; seq: number; item: number }[] = []

  add(timeS: number, seq: number, item: number): void {
    this.events.push({ timeS, seq, item })
  }

  take(): { timeS: number; seq: number; item: number } | undefined {
    if (this.events.length === 0) return undefined
    const first = this.events.reduce((a, b) => ((b.timeS - a.timeS || b.seq - a.seq) < 0 ? b : a))
    this.events.splice(this.events.indexOf(first), 1)
    return first
  }

  get seqs(): number[] {
    return this.events.map(({ seq }) => seq).toSorted((a, b) => a - b)
  }
}

/** Delays of every sort: none, equal ones, spread over one or many magnitudes, further apart than doubles can tell. */
const delay = fc.oneof(
  fc.constantFrom(0, 0, 1, 1, 2, 1e-9, 1e-16, 1e9),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: -40, max: 20 }).map((power) => 2 ** power),
)
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('push'), delays: fc.array(delay, { maxLength: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crowd'), delay, size: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('late'), delay }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pop'), times: fc.integer({ min: 1, max: 120 }) }) },
)

test('events come in order of time, and at the same time in the order of their numbers, however many there are', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.constantFrom(0, -10, 1e6), (steps, startS) => {
      const list = new EventList()
      const plain = new SortedList()
      list.limitS = Infinity
      let nowS: number = startS
      let items = 0
      const late: number[] = []
      const push = (delayS: number) => {
        // a number taken now may be used later, as lanes do
        if (items % 7 === 0) late.push(list.takeSeq())
        clock[WHEN] = nowS + delayS
        plain.add(clock[WHEN], list.push(items), items)
        items++
      }
      const pop = () => {
        const item = list.popNext()
        const expected = plain.take()
        const found = item < 0 ? undefined : { timeS: clock[NOW]!, seq: cursors[TAKEN]!, item }
        expect(found).toEqual(expected)
        if (expected !== undefined) nowS = expected.timeS
      }
      for (const one of steps) {
        if (one.kind === 'push') (one as { delays: number[] }).delays.forEach(push)
        else if (one.kind === 'crowd') {
          const { delay: delayS, size } = one as { delay: number; size: number }
          for (let i = 0; i < size; i++) push(delayS)
        } else if (one.kind === 'late') {
          const seq = late.shift()
          if (seq === undefined) continue
          clock[WHEN] = nowS + (one as { delay: number }).delay
          list.insert(items, seq)
          plain.add(clock[WHEN], seq, items++)
        } else for (let i = 0; i < (one as { times: number }).times; i++) pop()
        const seqs: number[] = []
        list.forEach((seq) => seqs.push(seq))
        expect(seqs.sort((a, b) => a - b)).toEqual(plain.seqs)
        expect(list.pending).toBe(seqs.length)
      }
      while (list.pending > 0) pop()
      pop()
    }),
    { numRuns: 100, seed: 5 },
  )
})

test('nothing at or beyond the limit is popped, and all of it later', () => {
  const list = new EventList()
  for (let i = 0; i < 500; i++) {
    clock[WHEN] = (i * 7919) % 500
    list.push(i)
  }
  list.limitS = 250
  let count = 0
  while (list.popNext() >= 0) count++
  expect(count).toBe(250)
  list.limitS = Infinity
  while (list.popNext() >= 0) count++
  expect(count).toBe(500)
})

test('a million events at one moment come in the order in which they were scheduled, and soon', () => {
  const list = new EventList()
  list.limitS = Infinity
  const count = 1_000_000
  clock[WHEN] = 1
  for (let i = 0; i < count; i++) list.push(i)
  for (let i = 0; i < count; i++) if (list.popNext() !== i) expect.fail(`not ${i}`)
  expect(list.pending).toBe(0)
})
