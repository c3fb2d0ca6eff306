import { describe, expect, it } from 'vitest'
import type { SheetFinding } from '@/core/chain/chain'
import { contradictionsOf, RULES } from '@/core/chain/contradictions'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { ownDesign } from '@/core/interview/effective-design'
import { storedThings } from '@/core/interview/stored-things'
import type { InterviewState } from '@/core/interview/state'
import { fold, named } from './contract/scored'
import type { Seed } from './chain/seed'
import { seedsAfter } from './chain/seeds-after'
import { seedsBefore } from './chain/seeds-before'

/** Each seed once: a rule is judged by all seeds that expect it or that it speaks about. */
interface Found {
  seed: Seed
  findings: SheetFinding[]
  rules: ReadonlySet<string>
  texts: string[]
  cells: ReadonlySet<string>
  blocks: ReadonlySet<string>
}

const references = new Map<string, InterviewState>()

function referenceOf({ problem, reference }: Seed): { state: InterviewState; share: number } {
  const known = named.find(([slug]) => slug === problem)?.[1]
  if (!known) throw new Error(`there is no problem ${problem}`)
  const key = `${problem}/${reference}`
  const worked = { good: known.good, 'good-2': known.otherGood, medium: known.medium }[reference]
  const state = references.get(key) ?? fold(known.problem, worked)
  references.set(key, state)
  return { state, share: known.problem.brief.workload.shareOfService }
}

function sheetOf({ cells = {}, add = [] }: Seed, { sheet }: InterviewState): Sheet {
  const kept = sheet.cells.flatMap(({ id, name, src: old, role }) => {
    const src = cells[name]
    return src === null ? [] : [{ id, name, src: src ?? old, ...(role && { role }) }]
  })
  const missing = Object.keys(cells).filter((name) => !sheet.cells.some((cell) => cell.name === name))
  if (missing.length > 0) throw new Error(`there is no cell ${missing.join(', ')} to change`)
  return { ...sheet, cells: [...kept, ...add.map((cell, i) => ({ ...cell, id: `added-${i}` }))] }
}

function find(seed: Seed): Found {
  const { state, share } = referenceOf(seed)
  const sheet = sheetOf(seed, state)
  const result = evaluateSheet(sheet, { seed: 'seeds', samples: 500 })
  expect(result.errors, seed.name).toBe(0)
  const { design: own } = ownDesign(state)
  const design = seed.design?.(own) ?? own
  const findings = contradictionsOf({
    sheet,
    result,
    design,
    shareOfService: share,
    stored: storedThings(seed.entities?.(state.entities) ?? state.entities),
    costPerMonthUsd: seed.costPerMonthUsd ?? null,
  })
  return {
    seed,
    findings,
    rules: new Set(findings.map(({ id }) => id)),
    texts: findings.map(({ id, text }) => `${id}: ${text}`),
    cells: new Set(sheet.cells.map(({ id }) => id)),
    blocks: new Set(design.blocks.map(({ id }) => id)),
  }
}

interface Tally {
  rule: string
  right: number
  wrong: number
  missed: number
}

const shareOf = (part: number, of: number): number => (of === 0 ? 1 : part / of)

function tally(found: readonly Found[], rule: string): Tally {
  const count = (holds: (each: Found) => boolean) => found.filter(holds).length
  return {
    rule,
    right: count(({ seed, rules }) => rules.has(rule) && seed.expect.includes(rule)),
    wrong: count(({ seed, rules }) => rules.has(rule) && !seed.expect.includes(rule)),
    missed: count(({ seed, rules }) => !rules.has(rule) && seed.expect.includes(rule)),
  }
}

function tableOf(title: string, found: readonly Found[]): { lines: string[]; precision: number; recall: number } {
  const rows = RULES.map(({ id }) => tally(found, id))
  const sum = (key: 'right' | 'wrong' | 'missed') => rows.reduce((all, row) => all + row[key], 0)
  const total = { rule: 'all rules', right: sum('right'), wrong: sum('wrong'), missed: sum('missed') }
  const lines = [...rows, total].map(
    ({ rule, right, wrong, missed }) =>
      `${rule.padEnd(22)} right ${String(right).padStart(3)}  wrong ${String(wrong).padStart(3)}  missed ${String(missed).padStart(3)}  ` +
      `precision ${shareOf(right, right + wrong).toFixed(2)}  recall ${shareOf(right, right + missed).toFixed(2)}`,
  )
  return {
    lines: [`${title} (${found.length} seeds)`, ...lines],
    precision: shareOf(total.right, total.right + total.wrong),
    recall: shareOf(total.right, total.right + total.missed),
  }
}

const halves = [
  ['written before the rules', seedsBefore],
  ['written after them', seedsAfter],
] as const
const found = halves.map(([title, seeds]) => [title, seeds.map(find)] as const)
const everything = found.flatMap(([, half]) => half)

/** What was missed or wrongly said, with what was said. */
function mistakesOf({ seed, rules, texts }: Found): string[] {
  const missed = seed.expect.filter((rule) => !rules.has(rule)).map((rule) => `${seed.name}: missed ${rule}`)
  const wrong = texts.filter((text) => !seed.expect.some((rule) => text.startsWith(`${rule}:`)))
  return [...missed, ...wrong.map((text) => `${seed.name}: wrong ${text}`)]
}

describe('contradictions between a sheet and a design', () => {
  it('are planted in at least forty designs, and not in at least twenty', () => {
    const isPlanted = everything.map(({ seed }) => seed.expect.length > 0)
    expect(isPlanted.filter(Boolean).length).toBeGreaterThanOrEqual(40)
    expect(isPlanted.filter((planted) => !planted).length).toBeGreaterThanOrEqual(20)
    for (const { id } of RULES)
      expect(
        everything.some(({ seed }) => seed.expect.includes(id)),
        id,
      ).toBe(true)
  })

  it.each([...found, ['all together', everything] as const])('are found: seeds %s', (title, half) => {
    const { lines, precision, recall } = tableOf(title, half)
    console.info([...lines, ...half.flatMap(mistakesOf)].join('\n'))
    expect(precision).toBeGreaterThanOrEqual(0.9)
    expect(recall).toBeGreaterThanOrEqual(0.9)
  })

  it('name cells of the sheet and blocks of the design, and say what to do', () => {
    for (const { findings, cells, blocks } of everything)
      for (const finding of findings) {
        expect(finding.cells.filter((cell) => !cells.has(cell))).toEqual([])
        expect(finding.blocks.filter((block) => !blocks.has(block))).toEqual([])
        expect(finding.text).toMatch(/^[^\n]{20,300}\.$/)
        expect(finding.fix).toMatch(/\.$/)
      }
  })
})
