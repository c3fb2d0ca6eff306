import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { evaluateText } from './evaluate-text'
import { feedsOf, linkValue } from './link-value'
import type { CellLink, Sheet } from './sheet'

const rate: CellLink = { target: 'request-rate', request: 'read' }
const setting = (path: string): CellLink => ({ target: 'config', block: 'db', path })
function give(src: string, link: CellLink) {
  const value = evaluateText(src)
  if (!value.ok) throw new Error(value.message)
  return linkValue(value.quantity, link)
}

describe('a cell gives a design a number in the unit at the end of the parameter’s name', () => {
  test.each<[string, CellLink, number]>([
    ['1M requests/day', rate, 1e6 / 86_400],
    ['500 qps', rate, 500],
    ['137.8 servers', setting('instances'), 138],
    ['138', setting('instances'), 138],
    ['200 ms', setting('ackTimeoutS'), 0.2],
    ['200 ms', setting('failover.detectS'), 0.2],
    ['164 GB', setting('memoryBytes'), 164e9],
    ['20 %', setting('hitRatio'), 0.2],
    ['50 req/s', setting('limitPerS'), 50],
    ['300M keys', setting('capacityItems'), 3e8],
  ])('%s to %o is %d', (src, link, value) =>
    expect(give(src, link)).toEqual({ ok: true, value: expect.closeTo(value, 9) }),
  )

  test.each<[string, CellLink, string]>([
    ['30 GB', rate, 'This takes a rate, like req/s; the cell is data.'],
    ['164 GB', setting('capacityItems'), 'This takes a number, like servers; the cell is data.'],
    ['2 posts/user', setting('instances'), 'the cell is per user'],
    ['2 posts/user/day', rate, 'the cell is per user'],
    ['-3', setting('instances'), 'This cannot be below 0.'],
    ['150 %', setting('hitRatio'), 'This takes a share from 0 to 100 %.'],
  ])('%s to %o is refused', (src, link, reason) =>
    expect(give(src, link)).toEqual({ ok: false, reason: expect.stringContaining(reason) }),
  )
})

test('feeds list every target once, the last cell winning, with a reason where there is no value', () => {
  const sheet: Sheet = {
    cells: [
      { id: '1', name: 'a', src: '100 req/s', link: rate },
      { id: '2', name: 'b', src: '200 req/s', link: rate },
      { id: '3', name: 'c', src: '1 +', link: setting('instances') },
      { id: '4', name: 'd', src: '7' },
    ],
  }
  expect(feedsOf(sheet, evaluateSheet(sheet))).toEqual([
    { cellId: '2', name: 'b', link: rate, value: { ok: true, value: 200 } },
    { cellId: '3', name: 'c', link: setting('instances'), value: { ok: false, reason: 'The cell has no value.' } },
  ])
})
