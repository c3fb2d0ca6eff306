import { describe, expect, test } from 'vitest'
import { applySheetEdit } from '@/core/estimate/edits'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { feedsOf } from '@/core/estimate/link-value'
import type { Cell, CellLink } from '@/core/estimate/sheet'
import { followCell, keepDesign } from './resolve-conflict'

const rate: CellLink = { target: 'request-rate', request: 'read', byHand: true }
const setting = (path: string): CellLink => ({ target: 'config', block: 'api', path, byHand: true })
const objective = (metric: 'latency' | 'availability' | 'cost'): CellLink => ({
  target: 'objective',
  objective: 'o1',
  metric,
  byHand: true,
})

function keep(src: string, link: CellLink, designValue: number) {
  const given: Cell = { id: 'other', name: 'dau', src: '100M users' }
  const cell: Cell = { id: 'c', name: 'peak', src, link }
  const sheet = { cells: [given, cell] }
  const quantity = evaluateSheet(sheet).cells.get('c')?.quantity
  if (!quantity) throw new Error(`${src} has no value`)
  const { how, edit } = keepDesign(cell, link, quantity, designValue)
  const outcome = applySheetEdit(sheet, edit)
  if (!outcome.ok) throw new Error(outcome.reason)
  const [feed] = feedsOf(outcome.sheet, evaluateSheet(outcome.sheet))
  return { how, src: outcome.sheet.cells[1]?.src.replaceAll(/[\u202f\u00a0]/g, ' '), feed: feed?.value }
}

describe('keeping the value of the design', () => {
  test.each<[string, CellLink, number, string]>([
    ['12k req/s', rate, 4000, '4 k requests/s'],
    ['1M/day', rate, 4000, '345.6 M/day'],
    ['138 servers', setting('instances'), 3, '3 servers'],
    ['138', setting('instances'), 3, '3'],
    ['200 ms', objective('latency'), 0.2135, '213.5 ms'],
    ['99.9%', objective('availability'), 0.9995, '99.95 %'],
    ['$5k/month', objective('cost'), 12_345, '$12 345 / month'],
  ])('rewrites the number %s for %o as %s', (src, link, designValue, written) => {
    const kept = keep(src, link, designValue)
    expect(kept).toEqual({ how: 'rewrite', src: written, feed: { ok: true, value: expect.closeTo(designValue, 9) } })
  })

  test('leaves a formula as it is, and unlinks it', () => {
    const src = 'dau * 10/user/day * 3'
    expect(keep(src, rate, 4000)).toEqual({ how: 'unlink', src, feed: undefined })
  })
})

test('following the cell again is the link without its mark', () => {
  expect(followCell('c', rate)).toEqual({
    type: 'cell-changed',
    id: 'c',
    changes: { link: { target: 'request-rate', request: 'read' } },
  })
})
