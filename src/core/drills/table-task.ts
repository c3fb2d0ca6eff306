import { exponentOf, isPlain } from '@/core/units/dims'
import type { Draw } from './draw'
import type { DrillTable, TableDrill } from './drill'
import { fill, valueOf, workOut } from './drill-cells'
import { isApart, sideRemark } from './sides'
import type { Explanation, QuestionRef, Task } from './question'

type Row = DrillTable['rows'][number]

/**
 * A question about tables of reference numbers.
 * @param attempt starts anew where two rows are too near or too far apart
 * @returns null for such a pair, and where no table is at hand
 */
export function tableTask(drill: TableDrill, ref: QuestionRef, draw: Draw, tables: readonly DrillTable[]): Task | null {
  const within = tables.filter(({ id }) => drill.tables[ref.level - 1]!.includes(id))
  if (within.length === 0) return null
  const table = draw.pick(within)
  const row = draw.pick(table.rows)
  return drill.type === 'compare' ? pairTask(drill, ref, [row, draw.pick(table.rows)]) : rowTask(drill, ref, row)
}

const questionOf = ({ title, topic, type, timeS, text }: TableDrill, ref: QuestionRef, { name, year }: Row) => ({
  ref,
  title,
  topic,
  type,
  timeS,
  text: fill(text, { row: name, year: year === null ? '' : String(year) }),
  given: [],
  notes: null,
})

function rowTask(drill: TableDrill, ref: QuestionRef, row: Row): Task {
  const worked = workOut([{ name: 'value', src: row.src }], {})
  const { quantity, display } = valueOf(worked, 'value')
  const { dims } = quantity
  const isRate = exponentOf(dims, 'time') === -1
  const unit = isPlain(dims) ? '' : isRate ? (exponentOf(dims, 'data') === 1 ? 'MB/s' : '/s') : 'ms'
  return {
    question: { ...questionOf(drill, ref, row), asked: { kind: drill.type === 'range' ? 'range' : 'quantity', unit } },
    tuple: `${drill.id} | ${row.id}`,
    truth: { kind: 'quantity', quantity, display },
    own: [],
    explain: nothingMore,
    remark: provenance(row),
  }
}

function pairTask(drill: TableDrill, ref: QuestionRef, rows: readonly [Row, Row]): Task | null {
  const [a, b] = rows.map((row) => valueOf(workOut([{ name: 'value', src: row.src }], {}), 'value')) as [
    ReturnType<typeof valueOf>,
    ReturnType<typeof valueOf>,
  ]
  const dex = Math.log10(a.quantity.value / b.quantity.value)
  if (!isApart(dex, ref.level)) return null
  const options = rows.map(({ name }, i) => ({ id: i === 0 ? 'A' : 'B', text: name }))
  const [first, second] = [a.display, b.display]
  return {
    question: { ...questionOf(drill, ref, rows[0]), asked: { kind: 'choice', options } },
    tuple: [drill.id, ...rows.map(({ id }) => id)].join(' | '),
    truth: { kind: 'choice', id: dex > 0 ? 'A' : 'B' },
    own: [],
    explain: nothingMore,
    remark: `A: ${first}, B: ${second}. ${sideRemark(dex)} ${provenance(rows[0])}`,
  }
}

/** What stands in a table is not worked out. */
const nothingMore = (): Explanation => ({ working: [], byHand: null })

const provenance = ({ source, year, note }: Row): string =>
  [note, `Source: ${source}${year === null || source.includes(String(year)) ? '' : `, ${year}`}.`]
    .filter((part) => part !== null)
    .join(' ')
