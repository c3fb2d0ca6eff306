import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import type { CellRole } from './sheet'
import { estimateTemplates } from './templates'
import { cellsOfTemplate } from './use-template'
import { workingOf, workingSteps } from './working'
import { escapeTex, quantityInTex } from './working-tex'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

function working(lines: Record<string, string>, name = 'it', roles: Record<string, CellRole> = {}) {
  const cells = Object.entries(lines).map(([id, src]) => ({
    id,
    name: id,
    src,
    ...(roles[id] === undefined ? {} : { role: roles[id] }),
  }))
  const found = workingOf(evaluateSheet({ cells }), name)
  if (!found) throw new Error(`${name} has no working`)
  return found
}

/** Line by line, struck parts in ~ ~. */
const lines = (sheet: Record<string, string>, name = 'it') =>
  working(sheet, name).steps.map(({ kind, parts, isAbout }) =>
    plain(`${kind}: ${isAbout ? '≈ ' : ''}${parts.map(({ text, struck }) => (struck ? `~${text}~` : text)).join('')}`),
  )

describe('the working, line by line', () => {
  test('goes from names over values and cancelling units to the result', () => {
    expect(lines({ dau: '100M users', each: '2 posts/user/day', size: '300 B/post', it: 'dau * each * size' })).toEqual(
      [
        'names: dau × each × size',
        'values: 100 M users × 2 posts/user/day × 300 B/post',
        'units: ~users~ × ~posts~/~user~/day × B/~post~ = B/day',
        'result: 60 GB/day',
      ],
    )
  })
  test('says what units of one kind were converted by', () => {
    expect(lines({ it: '100M users * 10 requests/user/day -> requests/s' })).toContain('conversions: 1 day = 86 400 s')
    expect(lines({ it: '30 GB/day * 5 years' })).toContain('conversions: 1 year = 365.25 days')
    expect(lines({ it: '10 GB/h -> Mbit/s' })).toContain('conversions: 1 h = 3 600 s, 1 B = 8 bit')
    expect(lines({ it: '5 h + 30 min' })).toContain('conversions: 1 h = 60 min')
    expect(lines({ it: '30 days * 24' })).toEqual(['values: 30 days × 24', 'result: 720 days'])
    expect(lines({ it: '5 GiB + 1 GB' })).toContain('conversions: 1 GiB = 1.073741824 GB')
    expect(lines({ it: '200 ms + 9.8 s' })).toEqual(['values: 200 ms + 9.8 s', 'result: 10 s'])
  })
  test('cancels inside of a rounding, and against brackets below the line', () => {
    expect(lines({ it: 'ceil(34722 requests/s / (360 requests/server/s) / 70%)' })).toContain(
      'units: ~requests~/~s~ / (~requests~/server/~s~) = servers',
    )
    expect(lines({ it: '2 TB / 100 MB/s' })).toContain('units: ~TB~ / (~MB~/s) = s')
  })
  test('shows the noun that a factor was read to be per', () => {
    expect(lines({ it: '100M users * 2 posts/day' })).toContain('units: ~users~ × posts/day/~user~ = posts/day')
  })
  test('takes qps for requests a second', () => {
    expect(lines({ it: '1000 qps * 5 ms' })).toContain('units: requests/~s~ × ~ms~ = requests')
  })
  test('keeps the brackets that the meaning needs', () => {
    expect(lines({ a: '2', b: '3', it: '(a + b) * -(b - a) / (a * b)^2' })[0]).toBe(
      'names: (a + b) × −(b − a) / (a × b)^2',
    )
  })
  test('is the same for quantities that came from a worker, as copies of their units', () => {
    const result = evaluateSheet({
      cells: [
        { id: 'price', name: 'price', src: '$5/GB/month' },
        { id: 'it', name: 'it', src: 'price * 3 GB/day * 2 days' },
      ],
    })
    expect(workingSteps({ ...result, cells: structuredClone(result.cells) }, 'it')).toEqual(workingSteps(result, 'it'))
  })
  test('marks a range by its median', () => {
    expect(lines({ it: '50M to 200M users' })).toEqual(['names: 50M to 200M users', 'result: ≈ 100 M users'])
  })
  test('is empty for a number as it stands, and missing for what has no value', () => {
    expect(lines({ it: '100M users' })).toEqual([])
    const result = evaluateSheet({ cells: [{ id: 'it', name: 'it', src: '5 +' }] })
    expect(workingOf(result, 'it')).toBeUndefined()
    expect(workingSteps(result, 'it')).toEqual([])
  })
})

describe('copied as text', () => {
  test('it is aligned under the name, with struck units stroked', () => {
    expect(plain(working({ dau: '100M users', it: 'dau * 2 posts/user/day' }).text).split('\n')).toEqual([
      'it = dau × 2 posts/user/day',
      '   = 100 M users × 2 posts/user/day',
      '     u\u0336s\u0336e\u0336r\u0336s\u0336 × posts/u\u0336s\u0336e\u0336r\u0336/day = posts/day',
      '   = 200 M posts/day',
    ])
  })
})

describe('copied as TeX', () => {
  test('it is an aligned block with fractions, text and cancelled units', () => {
    expect(
      working({ peak_rate: '34722 requests/s', it: 'ceil(peak_rate / (360 requests/server/s))' }).tex.split('\n'),
    ).toEqual([
      '% \\usepackage{amsmath, cancel}',
      '\\begin{aligned}',
      '\\text{it} &= \\left\\lceil \\frac{\\text{peak\\_rate}}{360\\text{ requests/server/s}} \\right\\rceil \\\\',
      '&= \\left\\lceil \\frac{34.7\\text{\\,k~requests/s}}{360\\text{~requests/server/s}} \\right\\rceil \\\\',
      '&\\phantom{={}} \\cancel{\\text{requests}}\\text{/}\\cancel{\\text{s}}\\text{ / (}\\cancel{\\text{requests}}\\text{/server/}\\cancel{\\text{s}}\\text{) = servers} \\\\',
      '&= 97\\text{~servers}',
      '\\end{aligned}',
    ])
  })
  test.each([
    ['2^3^2', '2^{3^{2}}'],
    ['(2 + 3)^2 * -4', '\\left(2 + 3\\right)^{2} \\times \\left(-4\\right)'],
    ['1 - (1 - 1%)^60', '1 - \\left(1 - 1\\text{\\%}\\right)^{60}'],
    ['ln(2)^2 + sqrt(9)', '\\left(\\ln\\left(2\\right)\\right)^{2} + \\sqrt{9}'],
    ['at_least(2, 3, 99%)', '\\operatorname{at\\_least}\\left(2, 3, 99\\text{\\%}\\right)'],
    ['6 / 2 / 3 * 5', '\\frac{6 \\times 5}{2 \\times 3}'],
    ['max(1, log2(8)) - (2 - 1)', '\\max\\left(1, \\log_{2}\\left(8\\right)\\right) - \\left(2 - 1\\right)'],
    ['3 / (1 + 2)', '\\frac{3}{1 + 2}'],
  ])('%s', (src, tex) => {
    // with a name in it the formula gets a line of its own
    const { tex: whole } = working({ one: '1', it: `${src} * one` })
    const { tex: alone } = working({ it: src })
    expect(whole + alone).toContain('\\begin{aligned}')
    expect(alone.replaceAll('\\,', '')).toContain(tex.replaceAll('\\,', ''))
  })
  test('a raised digit is a power like any other', () => {
    const { tex, text } = working({ one: '3', it: 'one² + 2⁻¹' })
    expect(text).toContain('one^2 + 2^−1')
    expect(tex).toContain('\\text{one}^{2} + 2^{-1}')
  })
  test('nothing in a name or a unit is a command', () => {
    expect(escapeTex('\\input{x}_$%&#^~')).toBe(
      '\\textbackslash{}input\\{x\\}\\_\\$\\%\\&\\#\\textasciicircum{}\\textasciitilde{}',
    )
    expect(working({ it: '$5 + $3' }).tex).toContain('\\text{\\$5} + \\text{\\$3}')
  })
  test('powers of ten and signs are mathematics', () => {
    expect(quantityInTex('−2.3\u202f×\u202f10⁻⁶\u202fs')).toBe('-2.3 \\times 10^{-6}\\text{\\,s}')
    expect(quantityInTex('1\u202f240\u00a0servers')).toBe('1\\,240\\text{~servers}')
  })
})

const say = (...args: Parameters<typeof working>) => plain(working(...args).aloud)

describe('said aloud', () => {
  const load = { dau: '100M users', each: '10/user/day', qps: 'dau * each -> /s', peak: 'qps * 3' }
  test('the sentence of the specification', () => {
    expect(say(load, 'peak', { peak: 'qps_peak' })).toBe(
      '100 million users times 10 a day is a billion a day, about 12 thousand a second, 35 thousand at peak.',
    )
  })
  test.each([
    [
      { it: 'dau * 10 requests/user/day', dau: '100M users' },
      '100 million users times 10 requests a day is a billion requests a day, about 12 thousand a second.',
    ],
    [
      { items: '100M records/day', size: '300 B/record', it: 'items * size' },
      '100 million records a day times 300 bytes each is 30 gigabytes a day, about 350 kilobytes a second.',
    ],
    [
      { ...load, capacity: '360 /server/s', it: 'ceil(peak / capacity / 70%)' },
      '100 million users times 10 a day is a billion a day, about 12 thousand a second; times 3 is about 35 thousand a second; divided by 360 per server a second, then by 70 per cent is 138 servers, rounded up.',
    ],
    [
      { all: '256 GB', system: '16 GB', it: '(all - system) / 300 MB/request' },
      '240 gigabytes, which is 256 gigabytes minus 16 gigabytes, divided by 300 megabytes per request is 800 requests.',
    ],
    [
      { size: '30 GB/day', copies: '3', overhead: '20%', it: 'size * copies * (1 + overhead) * 1 year' },
      '30 gigabytes a day times 3 for copies times 1.2, which is 1 plus 20 per cent, times a year is about 39 terabytes.',
    ],
    [
      { it: '10 ms + 256 kB / 32 MB/s' },
      '10 milliseconds, plus 256 kilobytes divided by 32 megabytes a second, is 18 milliseconds.',
    ],
    [{ a: '99.9%', it: 'a^4' }, '99.9 per cent to the power of 4 is 99.6 per cent.'],
    [
      { it: 'min(360 /s / 50%, 16000 /s / 20%)' },
      'The smaller of 720 a second, which is 360 a second divided by 50 per cent, and 80 thousand a second, which is 16 thousand a second divided by 20 per cent, is 720 a second.',
    ],
    [{ it: '10 TB * $0.023/GB/month' }, '10 terabytes times 2.3 cents per gigabyte a month is 230 dollars a month.'],
    [
      { it: '100 TB / 100 MB/s / 1000' },
      '100 terabytes divided by 100 megabytes a second, then by a thousand is about 17 minutes.',
    ],
    [{ it: '5 to 10 GB' }, '5 to 10 gigabytes.'],
    [{ it: '~7 GB' }, 'Roughly 7 gigabytes.'],
    [{ it: '7 GB +/- 20%' }, '7 gigabytes, give or take 20 per cent.'],
    [{ it: '50% +/- 10%' }, '40 to 60 per cent.'],
    [{ it: 'triangular(1 GB, 2 GB, 5 GB)' }, 'Anything from 1 gigabyte to 5 gigabytes, most likely 2 gigabytes.'],
    [
      { users: '50M to 200M users', each: '~10 posts/user/day', size: '200 to 600 B/post', it: 'users * each * size' },
      '50 million to 200 million users times roughly 10 posts a day times 200 to 600 bytes each is about 350 gigabytes a day, 4 megabytes a second, somewhere between 110 gigabytes a day and 1.1 terabytes a day.',
    ],
    [{ it: '-2 * 3.5' }, 'Minus 2 times 3.5 is minus 7.'],
    [{ it: '1 GiB * 3' }, '1 gibibyte times 3 is 3 gibibytes.'],
    [{ it: 'at_least(11, 12, 99%)' }, 'At least 11 of 12, each with 99 per cent, is 99.38 per cent.'],
    [{ it: '40 Mbit/s -> MB/s' }, '40 megabits a second is 5 megabytes a second.'],
    [
      { it: '3e-7 * 100^-2' },
      '3 times 10 to the minus 7 times 100 to the power of minus 2 is 3 times 10 to the minus 11.',
    ],
  ])('%j', (sheet: Record<string, string>, sentence) => expect(say(sheet)).toBe(sentence))

  test('a long chain is cut: what lies far back is said by its value', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`step${i}`, i === 0 ? '3 + 4' : `step${i - 1} + 1`]),
    )
    expect(say(chain, 'step11')).toBe(
      '12 plus 1 is 13; plus 1 is 14; plus 1 is 15; plus 1 is 16; plus 1 is 17; plus 1 is 18.',
    )
  })

  test.each(estimateTemplates.map((template) => [template.title, template] as const))(
    'every result of the template %s can be said: words and numbers, no formula',
    (_, template) => {
      let next = 0
      const cells = cellsOfTemplate(template, { cells: [] }, () => `c${next++}`)
      const result = evaluateSheet({ cells })
      for (const { id, src } of cells) {
        const aloud = workingOf(result, id)?.aloud
        expect({ src, aloud }).toEqual({ src, aloud: expect.stringMatching(/^[A-Z0-9][^_×→*^/−≈$~%]*\.$/) })
        expect(aloud).not.toMatch(/undefined|NaN| {2}|,,/)
      }
    },
  )
})
