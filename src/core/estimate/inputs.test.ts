import { describe, expect, test } from 'vitest'
import { baseUnitText } from '@/core/units/base-unit'
import { evaluateSheet } from './evaluate-sheet'

/*
 * What people type, and what comes of it: the value in base units, their unit, and what is said about the reading.
 * All inputs on which a general calculator trips are among them. Values are worked out here by other means.
 */
const day = 86_400
const year = 365.25 * day
const month = year / 12
const Ki = 1024

type Row = [src: string, value: number, unit: string, ...said: string[]]

const numbers: Row[] = [
  ['1,000,000', 1e6, ''],
  ['1,000.5', 1000.5, ''],
  ['1_000', 1000, ''],
  ['1 000', 1000, '', 'read as 1000'],
  ['12 345 678', 12_345_678, '', 'read as 12345678'],
  ['.5', 0.5, ''],
  ['1e-3', 0.001, ''],
  ['2.5E6', 2.5e6, ''],
  ['100k', 1e5, ''],
  ['100K', 1e5, ''],
  ['3M', 3e6, ''],
  ['1.5bn', 1.5e9, ''],
  ['5 million', 5e6, ''],
  ['2 billion users', 2e9, 'users'],
  ['7 thousand', 7000, ''],
  ['2 Million users', 2e6, 'users'],
  ['5 %', 0.05, ''],
  ['5 percent', 0.05, ''],
  ['99.95%', 0.9995, ''],
  ['3 nines', 0.999, '', '3 nines = 99.9 %'],
  ['5 nines', 0.999_99, '', '5 nines = 99.999 %'],
  ['6.02 × 10²³', 6.02e23, ''],
  ['10⁻⁷', 1e-7, ''],
  ['≈ 5', 5, ''],
  ['= 5', 5, ''],
]

const powersOfTen: Row[] = [
  ['10^9 requests/day', 1e9 / day, 'requests/s'],
  ['10**6 users', 1e6, 'users'],
  ['10⁻³ s', 1e-3, 's'],
  ['10^-3 s', 1e-3, 's'],
  ['5 GB / 10^9 users', 5, 'B/user', '÷ (10^9 users)'],
  ['2 * 10^3', 2000, ''],
  ['2^10^1', 1024, ''],
  ['10^2^2', 10_000, ''],
]

const times: Row[] = [
  ['5 min', 300, 's'],
  ['5 d', 5 * day, 's'],
  ['1 us', 1e-6, 's'],
  ['1 µs', 1e-6, 's'],
  ['1 μs', 1e-6, 's'],
  ['250 ns', 2.5e-7, 's'],
  ['20 ms', 0.02, 's'],
  ['2 hours', 7200, 's'],
  ['3 hrs', 10_800, 's'],
  ['1 week', 7 * day, 's'],
  ['30 days', 30 * day, 's'],
  ['1 month', 30.4375 * day, 's'],
  ['1 mo', month, 's'],
  ['2 yrs', 2 * year, 's'],
  ['1 year -> day', year, 's'],
  ['90 mins to h', 5400, 's'],
  ['5 Hours', 18_000, 's'],
  ['30 MINUTES', 1800, 's'],
]

const data: Row[] = [
  ['1 KB', 1000, 'B', 'KB read as kB = 1 000 B'],
  ['1 kB', 1000, 'B'],
  ['1 kb', 125, 'B', 'kb read as kbit (bits; for bytes write kB)'],
  ['1 Kb', 125, 'B', 'Kb read as kbit (bits; for bytes write kB)'],
  ['1 KiB', Ki, 'B'],
  ['1 TiB', Ki ** 4, 'B'],
  ['5 gb', 5e9 / 8, 'B', 'gb read as Gbit (bits; for bytes write GB)'],
  ['24 Gbit/s', 3e9, 'B/s'],
  ['1 Gbps', 125e6, 'B/s', 'Gbps read as Gbit/s'],
  ['100 mbps', 12.5e6, 'B/s', 'mbps read as Mbit/s'],
  ['64 kbps', 8000, 'B/s', 'kbps read as kbit/s'],
  ['250B', 250, 'B', 'B read as bytes'],
  ['250 B', 250, 'B'],
  ['2.5B users', 2.5e9, 'users', 'B read as billion'],
  ['8 bit -> B', 1, 'B'],
  ['1 megabyte', 1e6, 'B'],
  ['2 gigabits', 25e7, 'B'],
  ['1 EB', 1e18, 'B'],
  ['1 GB -> GiB', 1e9, 'B'],
  ['1 Gbps in MB/s', 125e6, 'B/s', 'Gbps read as Gbit/s'],
  ['12 GB/day to kB/s', 12e9 / day, 'B/s'],
]

const money: Row[] = [
  ['$5', 5, 'USD'],
  ['5 USD', 5, 'USD'],
  ['5 $', 5, 'USD'],
  ['5k$', 5000, 'USD'],
  ['0.4 $/1M requests', 0.4e-6, 'USD/request'],
  ['3 $ per GB', 3e-9, 'USD/B'],
  ['$5k', 5000, 'USD'],
  ['$2B', 2e9, 'USD', 'B read as billion'],
  ['$1,000/month', 1000 / month, 'USD/s'],
  ['$0.023/GB/month', 0.023 / 1e9 / month, 'USD/B/s'],
  ['$0.40/1M requests', 0.4e-6, 'USD/request'],
  ['$5 per million requests', 5e-6, 'USD/request'],
  ['5M requests/day * $0.40/1M requests -> $/month', 2 / day, 'USD/s'],
  ['$0.023/GB/month * 5 PB to USD/month', 115_000 / month, 'USD/s'],
  ['100 servers * $200/month', 20_000 / month, 'USD/s', 'read as $200 / month per server'],
  ['$200,000 / 1000 servers', 200, 'USD/server', '÷ (1000 servers)'],
]

const nouns: Row[] = [
  ['100M users * 2 posts/day', 2e8 / day, 'posts/s', 'read as 2 posts/day per user'],
  ['100M users * 2 post/day', 2e8 / day, 'posts/s', 'read as 2 posts/day per user'],
  ['100M users * 2 posts/user/day', 2e8 / day, 'posts/s'],
  ['2 posts per user per day', 2 / day, 'posts/user/s'],
  ['keep(100M users * 2 posts/day)', 2e8 / day, 'users·posts/s'],
  ['3 requests/user/day * 1M users to qps', 3e6 / day, 'requests/s'],
  ['100M DAU', 1e8, 'users', 'DAU read as users'],
  ['10k msgs/s', 1e4, 'messages/s'],
  ['5 rps', 5, 'requests/s'],
  ['5 tps', 5, 'requests/s'],
  ['1 qps * 1 day', day, 'requests'],
  ['500 writes per second', 500, 'writes/s'],
  ['11574 req/s * 100 ms', 1157.4, 'requests', 'requests in flight at once (Little’s law)'],
  ['100 ms * 11574 req/s', 1157.4, 'requests', 'requests in flight at once (Little’s law)'],
  ['11574 req/s * 10 KB -> Mbit/s', 115.74e6, 'B/s', 'KB read as kB = 1 000 B', 'read as 10 kB per request'],
  ['72 requests/server / 200 ms', 360, 'requests/server/s', '÷ (200 ms)'],
  ['10 GB * 3 replicas', 3e10, 'B', 'read as 10 GB per replica'],
  ['3 posts + 4 requests', 7, 'posts', 'adding posts to requests'],
  ['5 users - 3 posts', 2, 'users', 'subtracting posts from users'],
  ['max(3 posts, 4 requests)', 4, 'requests', 'comparing posts with requests'],
  ['5 users + 3', 8, 'users'],
]

const ranges: Row[] = [
  ['5 to 10', Math.sqrt(50), ''],
  ['5 to 10 GB', Math.sqrt(50) * 1e9, 'B'],
  ['5 GB to 10 GB', Math.sqrt(50) * 1e9, 'B'],
  ['5 GB to 10', Math.sqrt(50) * 1e9, 'B'],
  ['5..10', Math.sqrt(50), ''],
  ['5…10 GB', Math.sqrt(50) * 1e9, 'B'],
  ['~7 GB', 7e9, 'B'],
  ['7 GB +/- 20%', Math.sqrt(5.6 * 8.4) * 1e9, 'B', 'read as 5.6 GB to 8.4 GB'],
  ['7 GB ± 2', Math.sqrt(45) * 1e9, 'B', 'read as 5 GB to 9 GB'],
  ['16k IOPS * 4 kB/op', 64e6, 'B/s'],
  ['5k QPS', 5000, 'requests/s'],
  ['3 to 5 nines', 1 / (1 + 1 / Math.sqrt(999 * 99_999)), '', '5 nines = 99.999 %'],
  ['10^6 to 10^8 users', 1e7, 'users'],
  ['7 ± 2 GB', Math.sqrt(45) * 1e9, 'B', 'read as 5 GB to 9 GB'],
  ['5 GB – 10 GB', Math.sqrt(50) * 1e9, 'B'],
  ['10–20 GB', Math.sqrt(200) * 1e9, 'B'],
  ['50 % +/- 10 %', 0.5, '', 'read as 40 % to 60 %'],
  ['50 % +/- 10', 0.5, '', 'read as 40 % to 60 %'],
  ['95 % +/- 10 %', 0.925, '', 'read as 85 % to 100 %'],
  ['-5 to 10', 2.5, ''],
  ['0 to 10', 5, ''],
  ['20 to 80 %', 0.5, ''],
  ['~80 %', 0.8, ''],
  ['uniform(1 GB, 3 GB)', 2e9, 'B'],
  ['triangular(0, 5, 10)', 5, ''],
  ['2 * (5 to 10) / (5 to 10)', 2, ''],
]

const formulas: Row[] = [
  ['1 + 1', 2, ''],
  ['20 % of 50', 10, ''],
  ['50 % + 20 %', 0.7, ''],
  ['5 + 20 %', 5.2, ''],
  ['1 - 99.9 %', 0.001, ''],
  ['(1 - 99.9%) * 1 year to min', year / 1000, 's'],
  ['5 nines of 1 year', 0.999_99 * year, 's', '5 nines = 99.999 %'],
  ['2 TB / 100 MB/s to min', 20_000, 's', '÷ (100 MB/s)'],
  ['1 PB / 1 Gbps', 8e6, 's', 'Gbps read as Gbit/s', '÷ (1 Gbps)'],
  ['10 GB/2 day', 5e9 / day, 'B/s', '÷ (2 day)'],
  ['10 GB/2/day', 5e9 / day, 'B/s'],
  ['10 GB / 2 / day', 5e9 / day, 'B/s'],
  ['34722/s / 360/s', 34_722 / 360, '', '÷ (360/s)'],
  ['1 / 100/s', 0.01, 's', '÷ (100/s)'],
  ['12 per 4/day', 3 * day, 's', '÷ (4/day)'],
  ['ceil(5.2 GB)', 6e9, 'B'],
  ['ceil(5200 MB * 1)', 6e9, 'B'],
  ['ceil(0.3 / 0.1)', 3, ''],
  ['floor(5.9 MB)', 5e6, 'B'],
  ['round(2.6)', 3, ''],
  ['min(1 s, 500 ms)', 0.5, 's'],
  ['max(3 GB, 500 MB)', 3e9, 'B'],
  ['abs(-5 s)', 5, 's'],
  ['sqrt(16 GB^2)', 4e9, 'B'],
  ['sqrt(16 GB²)', 4e9, 'B'],
  ['5 GB / (5 s²) -> GB/s²', 1e9, 'B/s^2'],
  ['log2(1024)', 10, ''],
  ['2^30 * 1 B', 1_073_741_824, 'B'],
  ['log10(1000)', 3, ''],
  ['ln(2)', Math.LN2, ''],
  ['62^7', 3_521_614_606_208, ''],
  ['1-(1-1%)^60', 1 - 0.99 ** 60, ''],
  ['2^3^2', 512, ''],
  ['-2^2', -4, ''],
  ['(-2)^2', 4, ''],
  ['2 ** 3', 8, ''],
  ['2 - -3', 5, ''],
  ['3 × 4 ÷ 2 − 1', 5, ''],
  ['100M x 10/day', 1e9 / day, '1/s'],
  ['3x', 3, ''],
  ['1/3', 1 / 3, ''],
]

const values = { numbers, powersOfTen, times, data, money, nouns, ranges, formulas }

const refusals: [src: string, message: RegExp, marked: string][] = [
  ['5 in', /After “in” comes the unit to show/, 'in'],
  ['3 K', /“K” is not a unit here\. For a thousand write it close to the number: 3K/, 'K'],
  ['4 T', /“T” is not a unit here/, 'T'],
  ['1 m', /For a million write M \(10M\), for minutes min/, 'm'],
  ['5 km', /“km” is not a unit/, 'km'],
  ['10 MB + 3 s', /10 MB is data, 3 s is a time \(data \+ time\)/, '+'],
  ['1 GB/day + 1 GB', /Multiply the rate by how long it lasts/, '+'],
  ['5 GB -> s', /Cannot show 5 GB in s/, '5 GB -> s'],
  ['5 - 10 GB', /For a range write “5 to 10 GB”/, '-'],
  ['5 GB to 3 s', /The ends of a range are of one kind/, '5 GB to 3 s'],
  ['100 GB + 20 %', /For 20 % more multiply by \(1 \+ 20 %\)/, '+'],
  ['10 to 5', /from the low end to the high end/, '10 to 5'],
  ['1 to 2 to 3', /A range goes between two numbers/, 'to'],
  ['createUnit("foo")', /There is no function “createUnit”/, 'createUnit'],
  ['f(x)=x^2', /There is no function “f”/, 'f'],
  ['[1,2]', /“\[” means nothing here/, '['],
  ['{a:1}', /“\{” means nothing here/, '{'],
  ['2^1e9', /An exponent goes from -64 to 64/, '1e9'],
  ['9^9^9', /An exponent goes from/, '9^9'],
  ['(2 GB)^13', /An exponent goes from -12 to 12/, '13'],
  ['zeros(1e4, 1e4)', /There is no function “zeros”/, 'zeros'],
  ['import("fs")', /There is no function “import”/, 'import'],
  ['constructor', /neither a cell nor a unit/, 'constructor'],
  ['1 + __proto__', /neither a cell nor a unit/, '__proto__'],
  ['a.b * 2', /neither a cell nor a unit/, 'a'],
  ['1,5 GB', /Write decimals with a point/, '1,'],
  ['max(1,000, 5)', /Inside a function write 1000 without commas/, '1,000'],
  ['(1 + 2', /This “\(” is not closed/, '('],
  ['1 + 2)', /This “\)” closes nothing/, ')'],
  ['1 +', /The formula stops here/, ''],
  ['2 3', /an operator is missing/, '3'],
  ['10 / 0', /divides by zero/, '/'],
  ['sqrt(-4)', /no square root/, 'sqrt(-4)'],
  ['2^(1 GB)', /An exponent is a plain number/, '(1 GB)'],
  ['2^10 kB', /A unit stands apart: 2\^10 \* 1 B\./, '10 kB'],
  ['1e400', /too large a number/, '1e400'],
  ['€5', /“€” means nothing here/, '€'],
]

const spaced = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

function compute(src: string) {
  const result = evaluateSheet({ cells: [{ id: 'it', name: 'it', src }] }).cells.get('it')
  if (!result) throw new Error('no result')
  return result
}

describe.each(Object.entries(values))('%s', (_, rows) => {
  test.each(rows)('%s', (src, value, unit, ...said) => {
    const { quantity, error, echoes, warnings } = compute(src)
    expect(error).toBeUndefined()
    expect(Math.abs(quantity!.value - value)).toBeLessThanOrEqual(1e-9 * Math.abs(value))
    expect(baseUnitText(quantity!.dims)).toBe(unit)
    expect([...echoes, ...warnings].map(({ text }) => spaced(text))).toEqual(said)
  })
})

describe('what is refused says why, and where', () => {
  test.each(refusals)('%s', (src, message, marked) => {
    const { error, display, quantity } = compute(src)
    expect(quantity).toBeUndefined()
    expect(display).toBe('—')
    expect(spaced(error?.message ?? '')).toMatch(message)
    expect(src.slice(error?.at.start, error?.at.end)).toBe(marked)
  })
})

describe('what is shown reads back as the same', () => {
  test.each(Object.values(values).flat())('%s', (src) => {
    const { display, quantity } = compute(src)
    const again = compute(display)
    expect(again.display).toBe(display)
    expect(again.quantity!.dims).toEqual(quantity!.dims)
    // three figures are shown
    expect(Math.abs(again.quantity!.value / quantity!.value - 1)).toBeLessThanOrEqual(0.005_01)
  })
})

test('a raised digit is a power, after names too', () => {
  const cells = [
    { id: 'n', name: 'n', src: '5' },
    { id: 'square', name: 'square', src: '2 * n² + 10⁻¹' },
    { id: 'raised', name: 'n³', src: '7' },
  ]
  const result = evaluateSheet({ cells }).cells
  expect(result.get('square')?.quantity?.value).toBeCloseTo(50.1, 12)
  expect(result.get('raised')?.nameProblem).toContain('A name is letters')
})

test('where a cell is nearly called so, a word that would be read as a unit is not taken for one', () => {
  const dau = { id: 'dau', name: 'dau', src: '100M users' }
  const uses = ['DAU * 2', '5M DAU * 2', 'dau / user'].map((src, index) => ({ id: `${index}`, name: '', src }))
  const alone = evaluateSheet({ cells: uses })
  expect(alone.cells.get('0')?.quantity?.value).toBe(2)
  const { cells } = evaluateSheet({ cells: [...uses, dau] }, { previous: alone })
  expect(cells.get('0')?.error).toMatchObject({
    message: '“DAU” is not known. Did you mean dau?',
    at: { start: 0, end: 3 },
    fix: { src: 'dau * 2' },
  })
  expect(cells.get('1')?.quantity?.value).toBe(1e7)
  expect(cells.get('2')?.quantity?.value).toBe(1e8)
})

test('names are words of any script, with their marks', () => {
  const cells = ['día', 'di\u0301as', 'उपयोगकर्ता', '用户', 'x₁'].flatMap((name, index) => [
    { id: `${index}`, name, src: '3' },
    { id: `twice-${index}`, name: `twice_${index}`, src: `${name} * 2` },
  ])
  const result = evaluateSheet({ cells }).cells
  for (const { id } of cells) expect(result.get(id)?.quantity?.value).toBe(id.startsWith('twice') ? 6 : 3)
})

test('there are at least 120 of them, each once', () => {
  const all = [...Object.values(values).flat(), ...refusals].map(([src]) => src)
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(120)
})
