import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { evaluateText } from './evaluate-text'
import { fitsRole } from './roles'
import { emptySheet, type Sheet, sheetSchema } from './sheet'
import { estimateTemplates } from './templates'
import { cellsOfTemplate } from './use-template'

function counter() {
  let next = 0
  return () => `id-${next++}`
}
const template = (id: string) => {
  const found = estimateTemplates.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no template ${id}`)
  return found
}
const byName = (sheet: Sheet, name: string) => {
  const cell = sheet.cells.find((candidate) => candidate.name === name)
  return cell && evaluateSheet(sheet).cells.get(cell.id)
}

describe.each(estimateTemplates.map((entry) => [entry.title, entry] as const))('template %s', (_, entry) => {
  const sheet: Sheet = { cells: cellsOfTemplate(entry, emptySheet, counter()) }
  const result = evaluateSheet(sheet)

  test('computes without an error or a warning', () => {
    expect(sheetSchema.safeParse(sheet).success).toBe(true)
    for (const cell of sheet.cells) {
      const { error, warnings, nameProblem } = result.cells.get(cell.id) ?? {}
      expect({ name: cell.name, error, warnings, nameProblem }).toEqual({
        name: cell.name,
        error: undefined,
        warnings: [],
        nameProblem: undefined,
      })
    }
  })

  test('comes to its worked value', () => {
    expect(Object.keys(entry.worked).length).toBeGreaterThan(0)
    for (const [name, wanted] of Object.entries(entry.worked)) {
      const value = evaluateText(wanted)
      const got = byName(sheet, name)?.quantity
      if (!value.ok || !got) throw new Error(`${name}: ${value.ok ? 'no such cell' : value.message}`)
      expect(got.value / value.quantity.value).toBeCloseTo(1, 2.5)
    }
  })

  test('gives its roles to cells that fit them', () => {
    for (const { role, name } of sheet.cells) {
      const quantity = byName(sheet, name)?.quantity
      if (role) expect(quantity && fitsRole(role, quantity.dims)).toBe(true)
    }
  })
})

describe('a template on a sheet that has something', () => {
  const start: Sheet = { cells: [{ id: 'a', name: 'load', src: '500 requests/s', role: 'qps_avg' }] }

  test('uses the cell of a role instead of a new assumption', () => {
    const sheet: Sheet = { cells: [...start.cells, ...cellsOfTemplate(template('peak'), start, counter())] }
    expect(sheet.cells.map(({ name, src }) => [name, src])).toEqual([
      ['load', '500 requests/s'],
      ['peak_factor', '3'],
      ['qps_peak', 'load * peak_factor'],
    ])
    expect(byName(sheet, 'qps_peak')?.quantity?.value).toBe(1500)
  })

  test('taken twice numbers the results, shares the inputs and gives each role once', () => {
    const newId = counter()
    const once: Sheet = { cells: cellsOfTemplate(template('storage'), emptySheet, newId) }
    const twice: Sheet = { cells: [...once.cells, ...cellsOfTemplate(template('storage'), once, newId)] }
    expect(twice.cells.slice(once.cells.length).map(({ name, src, role }) => [name, src, role])).toEqual([
      ['storage_day_2', 'items * item_size', undefined],
      ['storage_2', 'storage_day_2 * kept_for * copies * (1 + index_overhead)', undefined],
    ])
    expect(evaluateSheet(twice).errors).toBe(0)
  })
})

test('templates have ids and names of their own', () => {
  expect(new Set(estimateTemplates.map(({ id }) => id)).size).toBe(estimateTemplates.length)
  for (const { cells } of estimateTemplates) expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length)
})

/** What a cell of a template comes to, with some of its inputs changed. */
function valueOf(id: string, name: string, inputs: Readonly<Record<string, string>> = {}): number {
  const cells = cellsOfTemplate(template(id), emptySheet, counter())
  const changed = cells.map((cell) => ({ ...cell, src: inputs[cell.name] ?? cell.src }))
  for (const input of Object.keys(inputs)) expect(cells.map((cell) => cell.name)).toContain(input)
  return byName({ cells: changed }, name)?.quantity?.value ?? Number.NaN
}

const [kB, MB, GB] = [1e3, 1e6, 1e9]
const dayS = 86_400
const yearS = 365.25 * dayS

/**
 * The estimates that people make by hand, as they are worked out by hand: template, cell, value in base units, and
 * inputs where they are not those of the template.
 */
const byHand: readonly (readonly [string, string, string, number, Readonly<Record<string, string>>?])[] = [
  ['requests a second', 'request-rate', 'qps', 1e9 / dayS],
  ['reads of 100 to 1', 'read-write', 'reads', (11_574 * 100) / 101],
  ['writes of 100 to 1', 'read-write', 'writes', 11_574 / 101],
  ['peak at three times', 'peak', 'qps_peak', 34_722],
  ['storage a day', 'storage', 'storage_day', (30 * GB) / dayS],
  ['storage of five years, three copies', 'storage', 'storage', 30 * GB * 5 * 365.25 * 3],
  ['storage of a year, one copy', 'storage', 'storage', 30 * GB * 365.25, { kept_for: '1 year', copies: '1' }],
  [
    'storage with a third more for indexes',
    'storage',
    'storage',
    30 * GB * 5 * 365.25 * 3 * 1.3,
    { index_overhead: '30 %' },
  ],
  ['bandwidth out', 'bandwidth', 'bandwidth_out', 11_574 * 10 * kB],
  ['bandwidth in', 'bandwidth', 'bandwidth_in', 11_574 * kB],
  ['a cache of 20 %', 'cache', 'cache_memory', 11_574 * dayS * 0.2 * 500],
  ['a cache of the hot items', 'cache-hot-items', 'cache_memory', 10 * GB],
  ['servers by processors', 'servers-cpu', 'servers', 138],
  ['requests of one of them', 'servers-cpu', 'per_server', 360],
  ['requests by memory', 'servers-memory', 'memory_bound_rate', 16_000],
  ['requests by memory of 32 GB', 'servers-memory', 'memory_bound_rate', 16e9 / 300e6 / 0.05, { memory: '32 GB' }],
  ['half and half', 'mixed-load', 'mixed_rate', 720],
  ['requests in flight', 'concurrency', 'in_flight', 1157.4],
  ['users who wait', 'closed-loop', 'closed_rate', 100],
  ['gateways', 'connections', 'gateways', 2500],
  ['heartbeats', 'connections', 'heartbeats', 125e6 / 30],
  ['memory of connections', 'connections', 'gateway_memory', 500 * MB],
  [
    'connections that 64 GB hold',
    'connections',
    'gateway_memory',
    64 * GB,
    { per_gateway: '6.4M connections/gateway' },
  ],
  ['four in a row', 'availability', 'series', 0.999 ** 4],
  ['two side by side', 'availability', 'parallel', 0.9999],
  ['down a year', 'availability', 'down_a_year', (1 - 0.999 ** 4) * yearS],
  ['down a month', 'availability', 'down_a_month', ((1 - 0.999 ** 4) * yearS) / 12],
  ['two of three', 'quorum', 'quorum_available', 1 - 3 * 1e-6 * 0.999 - 1e-9],
  [
    'three of five',
    'quorum',
    'quorum_available',
    0.999_99,
    { quorum_needs: '3', quorum_of: '5', each_available: '99 %' },
  ],
  ['failures a day', 'failures', 'failures', 10_000 / (30 * yearS)],
  ['a rebuild from a hundred disks', 'rebuild', 'rebuild_time', 1600],
  ['copies of a post', 'fan-out', 'deliveries', (100e6 * 200) / dayS],
  ['one of sixty is slow', 'slow-tail', 'some_slow', 1 - 0.99 ** 60],
  ['a scan on a thousand disks', 'scan', 'scan_time', 1000],
  ['a page of images, one after the other', 'image-page', 'one_after_other', 0.556],
  ['a page of images, all at once', 'image-page', 'all_at_once', 0.01 + 0.256 / 30],
  ['keys of seven', 'key-space', 'key_space', 62 ** 7],
  ['keys of six', 'key-space', 'key_space', 62 ** 6, { key_length: '6' }],
  ['how long they last', 'key-space', 'lasts', (62 ** 7 / 500e6 / 12) * yearS],
  ['collisions of a million', 'key-collisions', 'expected_collisions', 1e12 / 2 / 62 ** 7],
  ['even chance of one', 'key-collisions', 'even_chance_at', Math.sqrt(2 * Math.LN2 * 62 ** 7)],
  ['a Bloom filter', 'bloom-filter', 'filter_size', 1.198e9],
  ['its hashes', 'bloom-filter', 'hashes', 7],
  ['a count-min sketch', 'count-min-sketch', 'sketch_size', 2719 * 5 * 4],
  ['backlog', 'queue-drain', 'backlog', 600_000],
  ['drain time', 'queue-drain', 'drained_in', 1200],
  ['bytes that wait', 'queue-drain', 'backlog_size', 600 * MB],
  ['bytes that are kept', 'log-retention', 'log_size', MB * 7 * dayS * 3],
  ['bytes to three groups', 'log-retention', 'log_out', 3 * MB],
  ['mean along a path', 'latency-budget', 'mean_latency', 0.014],
  ['p99s added up', 'latency-budget', 'p99s_added', 0.133],
  ['what stays within that for sure', 'latency-budget', 'surely_within', 0.97],
]

describe('estimates as they are worked out by hand', () => {
  test.each(byHand.map(([what, ...rest]) => [what, rest] as const))('%s', (_, [id, cell, wanted, inputs]) => {
    expect(valueOf(id, cell, inputs) / wanted).toBeCloseTo(1, 3)
  })

  test('in Fermi style a thousand million a day is ten thousand a second', () => {
    expect(Number(valueOf('request-rate', 'qps').toPrecision(1))).toBe(1e4)
  })

  test('a bandwidth is told in bits and in bytes', () => {
    const cells = cellsOfTemplate(template('bandwidth'), emptySheet, counter())
    const out = byName({ cells }, 'bandwidth_out')
    expect([out?.display, ...(out?.others ?? [])].map((text) => text?.replaceAll(/\s/g, ' '))).toEqual([
      '926 Mbit/s',
      '116 MB/s',
    ])
  })

  test.each([
    ['10k keys', '1', 0.84],
    ['1M keys', '1', 0.89],
    ['1M keys', '0', 0.2],
  ])('of %s by Zipf %s the top fifth take %d', (cached_keys, zipf_exponent, wanted) => {
    expect(valueOf('hit-ratio', 'hit_ratio', { cached_keys, zipf_exponent })).toBeCloseTo(wanted, 2)
  })

  test('cost: servers, storage and traffic, and for each user', () => {
    const month = yearS / 12
    const servers = (20 * 0.2016 * month) / 3600
    const wanted = servers + 10_000 * 0.023 + ((100e6 / 8) * month * 0.09) / GB
    expect((valueOf('cost', 'cost') * month) / wanted).toBeCloseTo(1, 9)
    expect((valueOf('cost', 'cost_each') * month * 1e6) / wanted).toBeCloseTo(1, 9)
  })
})
