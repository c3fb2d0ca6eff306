import { expect, test } from 'vitest'
import { cellHistory } from './cell-history'
import type { InterviewPayload } from './events'
import { type PlacedEvent, Replay } from './replay'

const begun: InterviewPayload = {
  type: 'interview-started',
  problem: 'shortener',
  title: 'URL shortener',
  mode: 'practice',
  minutes: 45,
  design: { format: 'dryrun-design', version: 1, title: '', blocks: [], links: [], requests: [] },
  words: {},
}
type SheetEdits = Extract<InterviewPayload, { type: 'sheet-edited' }>['edits']
const edited = (...edits: SheetEdits): InterviewPayload => ({ type: 'sheet-edited', edits })

const logOf = (...payloads: InterviewPayload[]): PlacedEvent[] =>
  [begun, ...payloads].map((payload, i) => ({ id: `event-${i}`, seq: i + 1, at: 1e12 + i * 60_000, payload }))
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
const told = (...payloads: InterviewPayload[]) =>
  cellHistory(new Replay(logOf(...payloads)), 'qps', 'seed').versions.map(
    ({ seq, atMs, what, name, src, display }) =>
      `${seq} ${(atMs - 1e12) / 60_000} ${what} ${name} = ${src}: ${plain(display)}`,
  )

const added = edited(
  { type: 'cells-added', cells: [{ id: 'dau', name: 'dau', src: '100M users' }], after: null },
  { type: 'cells-added', cells: [{ id: 'qps', name: '', src: '' }], after: 'dau' },
)
const change = (changes: Extract<SheetEdits[number], { type: 'cell-changed' }>['changes']) =>
  edited({ type: 'cell-changed', id: 'qps', changes })

test('tells every text that a cell had, when, and what it came to then', () => {
  expect(
    told(
      added,
      change({ name: 'qps', src: 'dau * 10' }),
      edited({ type: 'cell-changed', id: 'dau', changes: { src: '50M users' } }),
      change({ src: 'dau * 10/user/day -> /s' }),
      edited({
        type: 'cell-renamed',
        id: 'dau',
        name: 'users',
        rewrites: [{ id: 'qps', src: 'users * 10/user/day -> /s' }],
      }),
      change({ role: 'qps_avg' }),
      change({ note: 'reads alone' }),
      edited({ type: 'cell-renamed', id: 'qps', name: 'reads', rewrites: [] }),
      edited({ type: 'cells-removed', ids: ['qps'] }),
    ),
  ).toEqual([
    '3 2 written qps = dau * 10: 1 billion users',
    '5 4 changed qps = dau * 10/user/day -> /s: 5.79 k/s',
    '6 5 changed qps = users * 10/user/day -> /s: 5.79 k/s',
    '8 7 explained qps = users * 10/user/day -> /s: 5.79 k/s',
    '9 8 renamed reads = users * 10/user/day -> /s: 5.79 k/s',
    '10 9 removed reads = users * 10/user/day -> /s: 5.79 k/s',
  ])
})

test('marks a median as about, and an error as no value', () => {
  expect(told(added, change({ src: '5 to 20 GB' }), change({ src: '5 +' }))).toEqual([
    '3 2 written  = 5 to 20 GB: ≈ 10 GB',
    '4 3 changed  = 5 +: —',
  ])
})

test('an empty row and a refused edit are no versions, and a cell that never was has none', () => {
  expect(told(added, edited({ type: 'cell-changed', id: 'gone', changes: { src: '1' } }))).toEqual([])
  expect(told()).toEqual([])
})

test('of many versions the newest are told, and the rest is counted', () => {
  const many = Array.from({ length: 70 }, (_, i) => change({ src: String(i + 1) }))
  const { versions, left } = cellHistory(new Replay(logOf(added, ...many)), 'qps', 'seed')
  expect([versions.length, left, versions[0]?.src, versions.at(-1)?.src]).toEqual([50, 20, '21', '70'])
})
