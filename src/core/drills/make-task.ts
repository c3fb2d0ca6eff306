import { computeByHand } from '@/core/estimate/by-hand'
import { estimateTemplates } from '@/core/estimate/templates'
import { workingSteps } from '@/core/estimate/working'
import { type Draw, drawFor } from './draw'
import type { CellDrill, CompareDrill, Drill, DrillTable, QuantityDrill, SpotDrill } from './drill'
import {
  behind,
  drawValues,
  type Drawn,
  fill,
  givenAmong,
  ownSlips,
  valueOf,
  type WorkedCells,
  workedAmong,
  workOut,
} from './drill-cells'
import type { Asked, Explanation, Question, QuestionRef, Task } from './question'
import { drillOf } from './registry'
import { isApart, sideRemark } from './sides'
import { tableTask } from './table-task'

/** Attempts at two sides that are neither too near nor too far apart. */
const MOST_ATTEMPTS = 300

/**
 * The question that a reference stands for, with its answer. The same reference and tables make the same question, always.
 * @returns null when there is no such drill, or no table that it could ask about
 */
export function makeTask(ref: QuestionRef, tables: readonly DrillTable[] = []): Task | null {
  const drill = drillOf(ref.drill)
  if (!drill) return null
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const task = attemptTask(drill, ref, drawFor(`${ref.drill}/${ref.level}/${ref.seed}/${attempt}`), tables)
    if (task) return task
  }
  return null
}

function attemptTask(drill: Drill, ref: QuestionRef, draw: Draw, tables: readonly DrillTable[]): Task | null {
  if ('tables' in drill) return tableTask(drill, ref, draw, tables)
  switch (drill.type) {
    case 'compare':
      return compareTask(drill, ref, draw)
    case 'spot':
      return spotTask(drill, ref, draw)
    default:
      return quantityTask(drill, ref, draw)
  }
}

function questionOf(
  drill: CellDrill,
  ref: QuestionRef,
  drawn: Drawn,
  rest: { given: Question['given']; asked: Asked },
): Question {
  const template = estimateTemplates.find(({ id }) => id === drill.template)
  const { title, topic, type, timeS } = drill
  const notes = drill.notes ?? (template ? `${capital(template.formula)}. ${template.about}` : null)
  return { ref, title, topic, type, timeS, text: fill(drill.text, drawn), notes, ...rest }
}

const tupleOf = (drill: CellDrill, drawn: Drawn, more: readonly string[] = []): string =>
  [drill.id, ...Object.values(drawn), ...more].join(' | ')

function quantityTask(drill: QuantityDrill, ref: QuestionRef, draw: Draw): Task {
  const drawn = drawValues(drill, ref.level, draw)
  const worked = workOut(drill.cells, drawn)
  const cells = behind(worked, drill.ask)
  const { quantity, display } = valueOf(worked, drill.ask)
  return {
    question: questionOf(drill, ref, drawn, {
      given: givenAmong(worked, cells),
      asked: { kind: drill.type === 'range' ? 'range' : 'quantity', unit: drill.unit },
    }),
    tuple: tupleOf(drill, drawn),
    truth: { kind: 'quantity', quantity, display },
    own: ownSlips(worked, cells),
    explain: () => ({
      working: workedAmong(worked, cells),
      byHand: drill.type === 'compute' || drill.type === 'solve' ? inTheHead(worked, drill.ask) : null,
    }),
    remark: '',
  }
}

function compareTask(drill: CompareDrill, ref: QuestionRef, draw: Draw): Task | null {
  const drawn = drawValues(drill, ref.level, draw)
  const cells = [
    { name: 'A', src: drill.a.src },
    { name: 'B', src: drill.b.src },
  ]
  const worked = workOut(cells, drawn)
  const [a, b] = [valueOf(worked, 'A'), valueOf(worked, 'B')]
  const dex = Math.log10(a.quantity.value / b.quantity.value)
  if (!isApart(dex, ref.level)) return null
  const options = [
    { id: 'A', text: fill(drill.a.text, drawn) },
    { id: 'B', text: fill(drill.b.text, drawn) },
  ]
  return {
    question: questionOf(drill, ref, drawn, { given: [], asked: { kind: 'choice', options } }),
    tuple: tupleOf(drill, drawn),
    truth: { kind: 'choice', id: dex > 0 ? 'A' : 'B' },
    own: [],
    explain: () => ({
      working: [a, b].map(({ id, display }) => ({ name: id, steps: workingSteps(worked.result, id), display })),
      byHand: null,
    }),
    remark: sideRemark(dex),
  }
}

function spotTask(drill: SpotDrill, ref: QuestionRef, draw: Draw): Task {
  const drawn = drawValues(drill, ref.level, draw)
  const slip = draw.pick(drill.slips)
  const right = workOut(drill.cells, drawn)
  const wrong = workOut(
    drill.cells.map((cell) => (cell.name === slip.line ? { ...cell, src: slip.src } : cell)),
    drawn,
  )
  const options = drill.lines.map((name) => {
    const shown = name === slip.line && slip.isShown ? wrong : right
    return { id: name, text: formulaOf(shown, name), value: valueOf(wrong, name).display }
  })
  return {
    question: questionOf(drill, ref, drawn, {
      given: givenAmong(right, right.cells),
      asked: { kind: 'choice', options },
    }),
    tuple: tupleOf(drill, drawn, [slip.src]),
    truth: { kind: 'choice', id: slip.line },
    own: [],
    explain: () => ({ working: workedAmong(right, right.cells), byHand: null }),
    remark: `In ${slip.line} ${slip.says}.${slip.line === drill.lines.at(-1) ? '' : ' What follows it only carries that on.'}`,
  }
}

function inTheHead({ cells, result }: WorkedCells, ask: string): Explanation['byHand'] {
  const { display, drift } =
    computeByHand({ cells: [...cells] }, result, { rounding: 'one-figure', handy: true }).get(ask) ?? {}
  return display === undefined || drift === undefined ? null : { display, drift }
}

/** "per_day = dau × requests_each → requests/day": the formula as the working writes it. */
function formulaOf(worked: WorkedCells, name: string): string {
  const formula = workingSteps(worked.result, valueOf(worked, name).id).find(({ kind }) => kind === 'names')
  return `${name} = ${formula?.parts.map(({ text }) => text).join('') ?? ''}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
