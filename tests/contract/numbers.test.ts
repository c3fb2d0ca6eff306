import { describe, expect, it } from 'vitest'
import { PRICE_IDS } from '@/core/blocks/cost'
import type { ReferenceNumber } from '@/core/content/number-table'
import { applySheetEdit } from '@/core/estimate/edits'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { evaluateText } from '@/core/estimate/evaluate-text'
import { insertQuantity } from '@/core/estimate/insert-quantity'
import { estimateTemplates } from '@/core/estimate/templates'
import { splitName } from '@/core/estimate/sheet-text'
import { content } from '@/server/content'

// The numbers that people look up, against a copy of the tables that were checked by hand.

const tables = await content.numbers()
const rowsOf = (id: string): ReferenceNumber[] => tables.find((table) => table.id === id)?.rows ?? []
const all = tables.flatMap(({ rows }) => rows)
const numberOf = (id: string): ReferenceNumber => {
  const found = all.find((row) => row.id === id)
  if (!found) throw new Error(`no number ${id}`)
  return found
}
const valueOf = (id: string) => numberOf(id).value

/** Equal up to the last digits of a double. */
const near = (wanted: number) => expect.closeTo(wanted, Math.max(0, 9 - Math.floor(Math.log10(Math.abs(wanted)))))

const day = 86_400
const hour = 3600
/** Availability in per cent, seconds down in a year of 365.25 days, and how tables print that. */
const downAYear: readonly (readonly [number, number, string])[] = [
  [90, 36.525 * day, '36.53 days'],
  [95, 18.2625 * day, '18.26 days'],
  [97, 10.9575 * day, '10.96 days'],
  [98, 7.305 * day, '7.31 days'],
  [99, 3.6525 * day, '3.65 days'],
  [99.5, 1.82625 * day, '43.83 h'],
  [99.8, 17.532 * hour, '17.53 h'],
  [99.9, 8.766 * hour, '8.77 h'],
  [99.95, 4.383 * hour, '4.38 h'],
  [99.99, 52.596 * 60, '52.6 min'],
  [99.995, 26.298 * 60, '26.3 min'],
  [99.999, 5.2596 * 60, '5.26 min'],
  [99.9999, 31.5576, '31.56 s'],
  [99.99999, 3.15576, '3.16 s'],
  [99.999999, 0.315576, '315.58 ms'],
  [99.9999999, 0.0315576, '31.56 ms'],
]

/** Nanoseconds, in the order of the table. */
const latency2012 = [0.5, 5, 7, 25, 100, 3000, 20_000, 250_000, 500_000, 1e7, 2e7, 1.5e8]
const latency2023 = [0.9, 2.8, 12.9, 100, 3000, 9000, 200_000, 500_000, 1e6, 4e6, 2e6, 7.1e7]
const operations = [
  550e6, 68e6, 11e6, 25_000, 4, 77, 342e6, 2e9, 2e9, 325_000, 449, 4000, 53_000, 2, 455e6, 3, 376e6, 68e6,
]

/** All other exact values, by the id of their number, in base units. */
const others: Readonly<Record<string, number>> = {
  mysql: 1000,
  'key-value-store': 10_000,
  'typical-sockets': 2,
  'typical-cores': 36,
  'typical-threads': 72,
  'typical-memory': 256e9,
  'typical-l3': 45e6,
  'typical-disk': 15e12,
  'newer-cores': 64,
  'newer-disk': 16e12,
  'web-cores': 16,
  'web-memory': 32e9,
  'web-disk': 500e9,
  'application-memory': 256e9,
  'application-disk': 6.5e12,
  'storage-disk': 120e12,
  'exabyte-servers': 8334,
  'image-page-serial': 0.556,
  'image-page-parallel': 0.01 + 0.256 / 30,
  'image-page-disk': 30e6,
  'server-failures': 10_000 / (30 * 365.25) / day,
  'any-of-thousand': 1 - 0.999 ** 1000,
  'cpu-bound-rate': 360,
  'memory-bound-workers': 800,
  'memory-bound-rate': 16_000,
  'mixed-rate': 720,
  'mixed-rate-averaged': 8180,
  'consistent-hashing': 0.1,
  'modulo-hashing': 0.9,
  'rank-without-index': 25e6,
  'rank-with-index': Math.log2(25e6),
  'two-32': 4_294_967_296,
  'join-window': 1800,
  'limping-network': 1e6,
  'packet-speed': 0.2,
  'packet-in-fibre': 0.15,
}

/** Ranges, by what lies at their ends. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  'cache-server': [100_000, 1e6],
  'disk-failures': [10_000 / (50 * 365.25) / day, 10_000 / (10 * 365.25) / day],
  'growth-to-design-for': [10, 20],
  'outline-minutes': [32 * 60, 45 * 60],
}

/** For how much of it a price is: seconds, bytes, requests. */
const pricedAmounts: Readonly<Record<string, number>> = {
  'compute-vcpu-hour': hour,
  'database-vcpu-hour': hour,
  'cache-gib-hour': 1024 ** 3 * hour,
  'cdn-10k-requests': 10_000,
  'dns-zone-month': (365.25 / 12) * day,
  'dns-million-queries': 1e6,
  'load-balancer-hour': hour,
  'load-balancer-unit-hour': hour,
  'queue-million-requests': 1e6,
  'egress-gb': 1e9,
}

describe('every reference number', () => {
  it.each(all.map((row) => [row.id, row] as const))('%s reads as a formula and says where it is from', (_, row) => {
    const value = evaluateText(row.src)
    expect(value).toMatchObject({ ok: true })
    expect(value.ok && value.quantity.value).toBe(row.value)
    expect(row.source.length).toBeGreaterThan(5)
    expect(splitName(`${row.cell} = ${row.src}`)).toEqual({ name: row.cell, src: row.src })
    const cell = evaluateSheet({ cells: [{ id: 'a', name: row.cell, src: row.src }] }).cells.get('a')
    expect(cell?.nameProblem).toBeUndefined()
  })

  it.each(all.map((row) => [row.id, row] as const))('%s can be put beside others in a formula', (_, row) => {
    const cells = [{ id: 'a', name: 'twice', src: '2 * ' }]
    const quantity = { src: row.src, name: row.cell, note: row.name }
    const { edits } = insertQuantity({ cells }, quantity, { cellId: 'a', start: 4, end: 4 }, () => 'new')
    const outcome = applySheetEdit({ cells }, edits[0]!)
    const cell = outcome.ok ? evaluateSheet(outcome.sheet).cells.get('a') : undefined
    expect(cell?.error).toBeUndefined()
    expect((cell?.quantity?.value ?? 0) / (2 * row.value)).toBeCloseTo(1, 9)
  })

  it('has an id of its own and stands in one of the nine tables and the examples', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(tables.map(({ id }) => id)).toEqual([
      'latency-2012',
      'latency-2023',
      'operations',
      'request-rates',
      'availability',
      'powers-of-two',
      'servers',
      'roundings',
      'prices',
      'examples',
    ])
  })

  it('names public sources only: no file, no line, no machine', () => {
    for (const { source, note } of all) expect(`${source} ${note}`).not.toMatch(/\.\.\/|\/[a-z]+\/|\.txt|\.md|:\d+/)
  })
})

describe('the tables as they are known', () => {
  it('latencies of 2012 and of a later edition, to the nanosecond', () => {
    expect(rowsOf('latency-2012').map(({ value }) => value * 1e9)).toEqual(latency2012.map(near))
    expect(rowsOf('latency-2023').map(({ value }) => value * 1e9)).toEqual(latency2023.map(near))
  })

  it('operations in a second, and what one of them takes', () => {
    expect(rowsOf('operations').map(({ value }) => value)).toEqual(operations)
    expect(rowsOf('operations').map(({ columns }) => columns[0]?.value)).toEqual(operations.map((rate) => 1 / rate))
  })

  it.each(Object.entries(others))('%s', (id, wanted) => {
    expect(valueOf(id) / wanted).toBeCloseTo(1, 12)
  })

  it.each(Object.entries(ranges))('%s is a range with these ends', (id, [low, high]) => {
    const cells = [{ id: 'a', name: '', src: numberOf(id).src }]
    const band = evaluateSheet({ cells }, { samples: 20_000 }).cells.get('a')?.band
    expect((band?.p5 ?? 0) / low).toBeCloseTo(1, 1)
    expect((band?.p95 ?? 0) / high).toBeCloseTo(1, 1)
  })

  it('prices are those of the price list, one for each', async () => {
    const { prices } = await content.prices()
    expect(rowsOf('prices').map(({ id }) => id)).toEqual([...PRICE_IDS])
    for (const { id, src, year } of rowsOf('prices')) {
      const { usd, per, year: listed } = prices[id as (typeof PRICE_IDS)[number]]
      expect(src).toBe(`$${usd}/${per}`)
      expect(year).toBe(listed)
      expect((valueOf(id) * pricedAmounts[id]!) / usd).toBeCloseTo(1, 12)
    }
  })
})

it('the template of costs counts with the prices of the list', async () => {
  const { prices } = await content.prices()
  const cells = estimateTemplates.find(({ id }) => id === 'cost')?.cells ?? []
  const valueOfCell = (name: string) => {
    const value = evaluateText(cells.find((cell) => cell.name === name)?.src ?? '')
    return value.ok ? value.quantity.value : Number.NaN
  }
  expect(valueOfCell('server_price') * hour).toBeCloseTo(4 * prices['compute-vcpu-hour'].usd, 9)
  expect(valueOfCell('traffic_price') * 1e9).toBeCloseTo(prices['egress-gb'].usd, 9)
})

describe('what is worked out', () => {
  it('availability: down a year of 365.25 days, and a twelfth of it a month', () => {
    const rows = rowsOf('availability')
    expect(rows.map(({ value }) => value * 100)).toEqual(downAYear.map(([percent]) => near(percent)))
    for (const [index, { columns }] of rows.entries()) {
      const [, wanted, printed] = downAYear[index]!
      expect((columns[0]?.value ?? 0) / wanted).toBeCloseTo(1, 6)
      expect(columns[0]?.text.replaceAll(/\s/g, ' ')).toBe(printed)
      expect((columns[1]?.value ?? 0) / (wanted / 12)).toBeCloseTo(1, 6)
    }
  })

  it('the shifted row of old copies is put right, and said: 17.53 h a year, 87.66 min a month', () => {
    const { columns, note } = numberOf('available-998')
    expect((columns[0]?.value ?? 0) / hour).toBeCloseTo(17.532, 9)
    expect((columns[1]?.value ?? 0) / 60).toBeCloseTo(87.66, 9)
    expect(columns.map(({ text }) => text.replaceAll(/\s/g, ' '))).toEqual(['17.53 h', '87.66 min'])
    expect(note).toMatch(/87\.66 minutes/)
  })

  it('what is exact is shown to its last digit, beside what people put for it', () => {
    const read = (id: string) => numberOf(id).text.replaceAll(/\s/g, ' ')
    expect(['day-seconds', 'month-seconds', 'year-seconds', 'month-hours'].map(read)).toEqual([
      '86 400 s',
      '2 629 800 s',
      '31 557 600 s',
      '730.5 h',
    ])
  })

  it('of a range shows what its two ends come to, and no middle that nobody gave', () => {
    expect(numberOf('cache-server').columns[0]?.text.replaceAll(/\s/g, ' ')).toBe('100 k/s – 1 M/s')
  })

  it.each([7, 8, 10, 16, 20, 30, 32, 40, 50, 60, 64])('2 to the %i, to the last digit', (exponent) => {
    const { src, text, columns } = numberOf(`two-${exponent}`)
    expect(BigInt(src)).toBe(2n ** BigInt(exponent))
    expect(text.replaceAll(/\D/g, '')).toBe(src)
    const prefixes = Math.floor(exponent / 10)
    expect(columns[1]?.value).toBeCloseTo(1024 ** prefixes / 1000 ** prefixes - 1, 12)
  })

  it('1 TiB is 9.95 % more than 1 TB', () => expect(numberOf('two-40').columns[1]?.text).toContain('9.95'))

  it.each([
    ['day-100k', 1e5],
    ['day-1m', 1e6],
    ['day-10m', 1e7],
    ['day-100m', 1e8],
    ['day-1b', 1e9],
  ])('%s, in a second', (id, perDay) => {
    expect((numberOf(id).columns[0]?.value ?? 0) / (perDay / day)).toBeCloseTo(1, 12)
  })

  it.each([
    ['l1-cache', 0.5],
    ['round-trip', 5.787 * day],
    ['california-netherlands', 4.753 * 365.25 * day],
  ])('%s in human time', (id, seconds) => {
    expect((valueOf(id) * 1e9) / seconds).toBeCloseTo(1, 3)
  })

  it('human time as it is read', () => {
    const read = (id: string) => numberOf(id).humanTime?.replaceAll(/\s/g, ' ')
    expect(['l1-cache', 'round-trip', 'california-netherlands'].map(read)).toEqual(['0.5 s', '5.79 days', '4.75 years'])
  })

  it('roundings are off by what is said, and by a sixth at most', () => {
    const handy = all.filter((row) => row.handy !== null)
    expect(handy.length).toBeGreaterThan(10)
    for (const { id, handy: rounded, value } of handy) {
      const near = evaluateText(rounded?.src ?? '')
      const off = near.ok ? near.quantity.value / value - 1 : Number.NaN
      expect({ id, isClose: Math.abs(off) < 0.17 }).toEqual({ id, isClose: true })
    }
    const off = (id: string) => numberOf(id).handy?.off.replaceAll(/\s/g, ' ')
    expect(['day-seconds', 'million-a-day', 'month-seconds', 'gigabit'].map(off)).toEqual([
      '+16 %',
      '+3.7 %',
      '−4.9 %',
      'exact',
    ])
  })

  it('bars are longer for more, on a logarithmic scale from end to end', () => {
    for (const { id, rows } of tables) {
      const bars = rows.flatMap(({ bar }) => bar ?? [])
      if (bars.length === 0) continue
      expect({ id, bars: bars.length, most: Math.max(...bars) }).toEqual({ id, bars: rows.length, most: 1 })
      expect(Math.min(...bars)).toBeGreaterThan(0)
    }
    const [l1, memory, ocean] = ['l1-cache', 'main-memory', 'california-netherlands'].map((id) => numberOf(id).bar ?? 0)
    const decades = (ratio: number) => Math.log10(ratio)
    expect((memory! - l1!) / (ocean! - l1!)).toBeCloseTo(decades(200) / decades(3e8), 9)
  })
})

describe('what follows from the figures', () => {
  it('the notes of the table of 2012', () => {
    expect(valueOf('l2-cache') / valueOf('l1-cache')).toBeCloseTo(14, 9)
    expect(valueOf('main-memory') / valueOf('l1-cache')).toBeCloseTo(200, 9)
    expect(1000 / valueOf('compress-1kb') / 1e6).toBeCloseTo(333, 0)
    expect(2000 / 125e6).toBeCloseTo(16e-6, 12)
    expect(1e6 / valueOf('memory-1mb')).toBeCloseTo(4e9, 0)
    expect(valueOf('disk-seek') / valueOf('round-trip')).toBeCloseTo(20, 9)
    expect(1e6 / valueOf('disk-1mb')).toBeCloseTo(50e6, 0)
    expect(valueOf('california-netherlands') / valueOf('round-trip')).toBeCloseTo(300, 9)
  })

  it('the ratios in the table of operations', () => {
    expect(valueOf('sqlite-indexed') / valueOf('sqlite-unindexed')).toBe(26_500)
    expect(valueOf('msgpack-64kb') / valueOf('json-64kb')).toBeCloseTo(8.9, 1)
    expect(valueOf('c-array-in-order') / valueOf('c-array-out-of-order')).toBeCloseTo(5.5, 1)
  })

  it('one failure a day lies in the band of 10 000 disks', () => {
    const [low, high] = ranges['disk-failures']!
    expect(valueOf('server-failures')).toBeGreaterThan(low)
    expect(valueOf('server-failures')).toBeLessThan(high)
  })
})
