import { describe, expect, test } from 'vitest'
import { thinSpace } from '@/core/units/format'
import { evaluateSheet } from './evaluate-sheet'
import type { Cell, Sheet } from './sheet'

/** A sheet from lines "name = source"; the names are the ids. */
export function sheetOf(lines: Record<string, string> | string, more: Partial<Sheet> = {}): Sheet {
  const entries = typeof lines === 'string' ? [['it', lines] as const] : Object.entries(lines)
  return { cells: entries.map(([name, src]): Cell => ({ id: name, name, src })), ...more }
}

export function one(src: string, more: Partial<Sheet> = {}) {
  const result = evaluateSheet(sheetOf(src, more)).cells.get('it')
  if (!result) throw new Error('no result')
  return result
}
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
const shown = (src: string) => {
  const result = one(src)
  return result.error ? plain(result.error.message) : plain(result.display)
}

/** Beside a cell called dau, cells that all have this name or none. */
const besideDau = (name: string, ...sources: string[]) =>
  evaluateSheet({
    cells: [{ id: 'dau', name: 'dau', src: '5' }, ...sources.map((src, at) => ({ id: `${at}`, name, src }))],
  }).cells

describe('inputs that trip up a general calculator', () => {
  test.each([
    ['100M users * 2 posts/day', '200 M posts/day'],
    ['100M users * 2 post/day', '200 M posts/day'],
    ['5 min', '5 min'],
    ['1 KB', '1 kB'],
    ['24 Gbit/s', '24 Gbit/s'],
    ['1 Gbps', '1 Gbit/s'],
    ['1,000,000', '1 M'],
    ['1_000', '1 k'],
    ['$5', '$5'],
    ['20 % of 50', '10'],
    ['5 d', '5 days'],
    ['1 µs', '1 µs'],
    ['1 us', '1 µs'],
    ['ceil(5.2 GB)', '6 GB'],
    ['ceil(5200 MB * 1)', '6 GB'],
    ['$0.023/GB/month * 5 PB to USD/month', '$115 000 / month'],
    ['2 TB / 100 MB/s to min', '333 min'],
    ['(1 - 99.9%) * 1 year to min', '526 min'],
    ['3 requests/user/day * 1M users to qps', '34.7 qps'],
    ['1 - 99.9 %', '0.1 %'],
    ['3 nines', '99.9 %'],
    ['1 + 1', '2'],
    ['5 + 20 %', '5.2'],
    ['50 % + 20 %', '70 %'],
    ['62^7', '3.52 trillion'],
    ['1-(1-1%)^60', '45.3 %'],
    ['2^3^2', '512'],
    ['-2^2', '−4'],
    ['2 - -3', '5'],
    ['100M x 10/day', '1 billion/day'],
    [`≈ 1.24${thinSpace}k/s`, '1.24 k/s'],
    ['1 Gbps in MB/s', '125 MB/s'],
    ['1 GB -> GiB', '0.931 GiB'],
    ['11574 req/s * 100 ms', '1.16 k requests'],
    ['11574 req/s * 10 KB -> Mbit/s', '926 Mbit/s'],
    ['72 requests/server / 200 ms', '360 requests/server/s'],
    ['sqrt(16 GB^2)', '4 GB'],
    ['max(3 GB, 500 MB)', '3 GB'],
    ['log2(1024)', '10'],
    ['3x', '3'],
    ['3 x 5', '15'],
    ['2 million users', '2 M users'],
    ['$5k', '$5 000'],
    ['100 servers * $200/month', '$20 000 / month'],
    ['10 GB * 3 replicas', '30 GB'],
    ['500 writes per second', '500 writes/s'],
  ])('%s is %s', (src, wanted) => expect(shown(src)).toBe(wanted))

  test('a/2 day divides by two days, and says so', () => {
    const result = evaluateSheet(sheetOf({ a: '10 GB', b: 'a/2 day', c: 'a/2/day' }))
    expect(plain(result.cells.get('b')?.display ?? '')).toBe('5 GB/day')
    expect(result.cells.get('b')?.quantity?.value).toBeCloseTo(10e9 / 172_800)
    expect(result.cells.get('b')?.echoes.map((echo) => echo.text)).toContain('÷ (2 day)')
    expect(result.cells.get('c')?.quantity?.value).toBeCloseTo(5e9 / 86_400)
  })

  test.each([
    ['5 in', 'After “in” comes the unit'],
    ['3 K', '“K” is not a unit here. For a thousand write it close to the number: 3K.'],
    ['4 T', 'trillion'],
    ['1 m', 'For a million write M (10M), for minutes min.'],
    ['5 km', '“km” is not a unit.'],
    ['10 MB + 3 s', 'Cannot add these: 10 MB is data, 3 s is a time (data + time).'],
    ['1 GB/day + 1 GB', 'Multiply the rate by how long it lasts.'],
    ['5 - 10 GB', 'For a range write “5 to 10 GB”.'],
    ['5 GB -> s', 'Cannot show 5 GB in s: it is data (data), s is a time (time).'],
    ['createUnit("foo")', 'There is no function “createUnit”'],
    ['f(x)=x^2', 'There is no function “f”'],
    ['[1,2]', '“[” means nothing here.'],
    ['{a:1}', '“{” means nothing here.'],
    ['2^1e9', 'An exponent goes from -64 to 64.'],
    ['zeros(1e4, 1e4)', 'There is no function “zeros”'],
    ['constructor', 'neither a cell nor a unit'],
    ['1 + __proto__', 'neither a cell nor a unit'],
    ['10 / 0', 'divides by zero'],
    ['(1 + 2', 'This “(” is not closed.'],
    ['1 + 2)', 'This “)” closes nothing.'],
    ['1 +', 'stops here'],
    ['* 3', 'Before “*”'],
    ['2 3', 'an operator is missing'],
    ['1,5 GB', 'Write decimals with a point'],
    ['max(1,000, 5)', 'Inside a function'],
    ['sqrt(-4)', 'no square root'],
    ['2^(1 GB)', 'An exponent is a plain number'],
    ['log2(5 GB)', 'takes a plain number'],
    ['10^12 * 10^12 * 1e300', 'too large'],
    ['min(5 GB, 3 s)', 'Cannot compare data'],
    ['5 GB 3', 'an operator is missing'],
    ['10 to 5', 'from the low end to the high end'],
    ['5 GB to 3 s', 'The ends of a range are of one kind'],
  ])('%s is refused: %s', (src, message) => expect(shown(src)).toContain(message))

  test.each([
    ['10 MB + 3 s', '+'],
    ['5 km', 'km'],
    ['100 MB * foo', 'foo'],
    ['1 + 10 / 0', '/'],
    ['(1 + 2', '('],
    ['2 * celi(3)', 'celi'],
  ])('the error of "%s" is shown at "%s"', (src, marked) => {
    const at = one(src).error?.at
    expect(src.slice(at?.start, at?.end)).toBe(marked)
  })
})

describe('nouns', () => {
  test('what was meant per user is said, and can be kept', () => {
    const [echo] = one('100M users * 2 posts/day').echoes
    expect(plain(echo?.text ?? '')).toBe('read as 2 posts/day per user')
    expect(echo?.fix).toEqual({ label: 'Keep users', src: 'keep(100M users * 2 posts/day)' })
    expect(shown(echo?.fix?.src ?? '')).toBe('200 M users·posts/day')
  })
  test('a rate times a wait is requests in flight, and keeps its noun', () => {
    expect(one('11574 req/s * 100 ms').echoes.map((echo) => echo.text)).toEqual([
      'requests in flight at once (Little’s law)',
    ])
  })
  test('adding unlike nouns warns but computes', () => {
    const result = one('3 posts + 4 requests')
    expect(plain(result.display)).toBe('7 posts')
    expect(result.warnings.map((warning) => warning.text)).toEqual(['adding posts to requests'])
  })
  test('a sheet may count its own things', () => {
    expect(one('5 widgets * 2 MB').error?.noun).toBe('widget')
    const result = one('5 widgets * 2 MB/widget', { nouns: ['widget'] })
    expect(plain(result.display)).toBe('10 MB')
  })
  test('a cell shadows a noun outside of numbers', () => {
    const result = evaluateSheet(
      sheetOf({ users: '100M users', posts: '2 posts/user/day', all: 'users * posts', each: 'all / users' }),
    )
    expect(plain(result.cells.get('all')?.display ?? '')).toBe('200 M posts/day')
    expect(plain(result.cells.get('each')?.display ?? '')).toBe('2 posts/user/day')
    expect(result.errors).toBe(0)
  })
})

describe('the sheet', () => {
  test('is evaluated by reference and not by order', () => {
    const result = evaluateSheet(sheetOf({ total: 'a + b', a: 'b * 2', b: '3' }))
    expect(result.cells.get('total')?.display).toBe('9')
  })

  test('a circle is reported on each of its cells, what needs it says so, and the rest computes', () => {
    const result = evaluateSheet(sheetOf({ a: 'b + 1', b: 'c + 1', c: 'a + 1', d: 'a * 2', e: '7', self: 'self + 1' }))
    expect(result.cells.get('a')?.error?.message).toBe('This goes in a circle: a → b → c → a.')
    expect(result.cells.get('b')?.error?.message).toBe('This goes in a circle: b → c → a → b.')
    expect(result.cells.get('c')?.error?.code).toBe('cycle')
    expect(result.cells.get('self')?.error?.message).toBe('self refers to itself.')
    expect(result.cells.get('d')?.error).toMatchObject({ code: 'dependency', message: 'a has an error.' })
    expect(result.cells.get('e')?.display).toBe('7')
    expect(result.errors).toBe(5)
  })

  test('an unknown name offers the nearest one', () => {
    const result = evaluateSheet(sheetOf({ dau: '10M users', rate: 'dua * 3/day' }))
    expect(result.cells.get('rate')?.error?.fix).toEqual({ label: 'Use dau', src: 'dau * 3/day' })
  })

  test('remarks and empty cells have no value and are no errors', () => {
    const result = evaluateSheet(
      sheetOf({ a: '# Assumptions, 2 of them', b: 'who comes here, and why', c: '', d: 'c + 1' }),
    )
    expect([...result.cells.values()].map((cell) => cell.state)).toEqual(['text', 'text', 'empty', 'error'])
    expect(result.cells.get('d')?.error?.message).toBe('c has no value yet.')
  })

  test('a remark may follow a formula, and may be a single word where the cell has no name', () => {
    expect(one('5 GB # of 2019, "measured"').quantity?.value).toBe(5e9)
    expect(one('5 GB + # more').error?.message).toContain('stops here')
    const said = [...besideDau('', 'Traffic', 'Traffic & storage:', 'dua', 'GB', 'max', 'dau').values()]
    expect(said.map(({ state }) => state)).toEqual(['value', 'text', 'text', 'error', 'value', 'error', 'value'])
    expect(besideDau('x', 'Traffic').get('0')?.state).toBe('error')
    const before = evaluateSheet({ cells: [{ id: 'a', name: '', src: 'Traffic' }] })
    const named = evaluateSheet({ cells: [{ id: 'a', name: 'a', src: 'Traffic' }] }, { previous: before })
    expect(named.cells.get('a')?.state).toBe('error')
  })

  test('names that cannot be are said, and the value is there all the same', () => {
    const sheet: Sheet = {
      cells: [
        { id: '1', name: 'max', src: '1' },
        { id: '2', name: 'a b', src: '2' },
        { id: '3', name: 'same', src: '3' },
        { id: '4', name: 'same', src: '4' },
        { id: '5', name: 'day', src: '8 h' },
        { id: '6', name: '', src: 'same + 1' },
      ],
    }
    const result = evaluateSheet(sheet)
    const problems = sheet.cells.map(({ id }) => result.cells.get(id)?.nameProblem ?? '')
    expect(problems).toEqual([
      '“max” is a function.',
      'A name is letters, digits and “_”, and starts with a letter.',
      '',
      'Another cell is called “same” already.',
      '',
      '',
    ])
    expect(result.cells.get('6')?.display).toBe('4')
    expect(result.cells.get('5')?.echoes[0]?.text).toContain('hides the unit “day”')
  })

  test('a name that hides a unit says so: of something that is counted where the cell is something else', () => {
    const sheet = sheetOf({
      users: '100M users',
      posts: '2 posts/user/day',
      min: '3',
      GB: '5',
      qps: '300 req/s',
      rps: '7 GB',
    })
    const said = [...evaluateSheet(sheet).cells.values()].filter(({ echoes }) =>
      /hides the unit/.test(echoes[0]?.text ?? ''),
    )
    expect(said.map(({ id }) => id)).toEqual(['posts', 'GB', 'rps'])
    const shadowed = evaluateSheet(sheetOf({ GB: '5', it: '10 GB', there: '100 / GB' }))
    expect([shadowed.cells.get('it')?.quantity?.value, shadowed.cells.get('there')?.quantity?.value]).toEqual([
      1e10, 20,
    ])
  })

  test('names may be of any alphabet', () => {
    const result = evaluateSheet(
      sheetOf({ größe: '5 GB', 用户: '100M users', всего: 'größe * 2', αβ: '用户 * 3 kB/user' }),
    )
    expect(result.errors).toBe(0)
    expect(result.cells.get('всего')?.quantity?.value).toBe(1e10)
    expect(result.cells.get('αβ')?.quantity?.value).toBe(3e11)
  })

  test('a name that comes or goes is read anew where it stands, and nowhere else', () => {
    const before = evaluateSheet(sheetOf({ a: '1', b: 'a + 1', c: 'fresh * 2' }))
    const after = evaluateSheet(sheetOf({ a: '1', b: 'a + 1', c: 'fresh * 2', fresh: '5' }), { previous: before })
    expect(after.cells.get('c')?.display).toBe('10')
    expect(after.cells.get('b')).toBe(before.cells.get('b'))
    const gone = evaluateSheet(sheetOf({ a: '1', b: 'a + 1', c: 'fresh * 2' }), { previous: after })
    expect(gone.cells.get('c')).toEqual(before.cells.get('c'))
    expect(gone.cells.get('a')).toBe(before.cells.get('a'))
  })

  test('with other samples only uncertain cells are computed anew', () => {
    const sheet = sheetOf({ a: '1', b: 'a + 1', u: 'uniform(1, 2)', v: 'u * b' })
    const before = evaluateSheet(sheet, { samples: 0 })
    const after = evaluateSheet(sheet, { samples: 100, previous: before })
    expect(after.cells.get('b')).toBe(before.cells.get('b'))
    expect(after.cells.get('v')).not.toBe(before.cells.get('v'))
    expect([...after.cells.values()]).toEqual([...evaluateSheet(sheet, { samples: 100 }).cells.values()])
  })

  test('an edit recomputes only what depends on it', () => {
    const sheet = sheetOf({ a: '1', b: 'a + 1', c: '5', d: 'b + c', e: 'c * 2' })
    const before = evaluateSheet(sheet)
    const edited = { cells: sheet.cells.map((cell) => (cell.id === 'a' ? { ...cell, src: '2' } : cell)) }
    const after = evaluateSheet(edited, { previous: before })
    expect(after.cells.get('d')?.display).toBe('8')
    expect(after.cells.get('c')).toBe(before.cells.get('c'))
    expect(after.cells.get('e')).toBe(before.cells.get('e'))
    expect(after.cells.get('d')).not.toBe(before.cells.get('d'))
    const fresh = evaluateSheet(edited)
    expect([...after.cells.values()]).toEqual([...fresh.cells.values()])
  })

  test('roles and display units are checked', () => {
    const result = evaluateSheet({
      cells: [
        { id: 'a', name: 'a', src: '30 GB', role: 'qps_avg' },
        { id: 'b', name: 'b', src: '30 GB/day', role: 'bw_in', displayUnit: 'Mbit/s' },
        { id: 'c', name: 'c', src: '30 GB', displayUnit: 'min' },
      ],
    })
    expect(result.cells.get('a')?.warnings[0]?.text).toBe(
      '“Average request rate” is measured like req/s; this is data.',
    )
    expect(plain(result.cells.get('b')?.display ?? '')).toBe('2.78 Mbit/s')
    expect(result.cells.get('c')?.warnings[0]?.text).toContain('Cannot show')
    expect(plain(result.cells.get('c')?.display ?? '')).toBe('30 GB')
    expect(result.byRole.get('bw_in')).toBe('b')
  })

  test('a role is said to be taken, until the first to have it gives it up', () => {
    const cells = [
      { id: 'a', name: 'disks', src: '5 TB', role: 'storage_total' as const },
      { id: 'b', name: 'tapes', src: '6 TB', role: 'storage_total' as const },
    ]
    const both = evaluateSheet({ cells })
    expect(both.cells.get('a')?.warnings).toEqual([])
    expect(both.cells.get('b')?.warnings).toEqual([
      { text: '“Storage in all” is taken from disks already: only the first counts.' },
    ])
    const [, tapes] = cells
    const disks = { id: 'a', name: 'disks', src: '5 TB' }
    const after = evaluateSheet({ cells: [disks, tapes!] }, { previous: both })
    expect(after.cells.get('b')?.warnings).toEqual([])
  })
})
