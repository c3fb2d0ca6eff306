import { beforeAll, describe, expect, it } from 'vitest'
import { readAnswer, unitProblem } from '@/core/drills/answer'
import { type DrillTable, drillTopics, drillTypes, type Level, levels } from '@/core/drills/drill'
import { workOut } from '@/core/drills/drill-cells'
import { gradeAnswer } from '@/core/drills/grade'
import { makeTask } from '@/core/drills/make-task'
import type { Task } from '@/core/drills/question'
import { drillOf, drills } from '@/core/drills/registry'
import { estimateTemplates } from '@/core/estimate/templates'
import { formatQuantity } from '@/core/units/format-quantity'
import { content } from '@/server/content'

/** Every drill with this many seeds, the levels in turn. */
const SEEDS = 50
/** Of so many the explanation is looked at as well: it takes longer than all the rest. */
const EXPLAINED = 3

let tables: readonly DrillTable[] = []
beforeAll(async () => {
  tables = await content.numbers()
})

const made = new Map<string, Task[]>()

function tasksOf(drill: string): Task[] {
  const tasks =
    made.get(drill) ??
    Array.from({ length: SEEDS }, (_, seed) => {
      const task = makeTask({ drill, level: levels[seed % levels.length]!, seed }, tables)
      if (!task) throw new Error(`no question with seed ${seed}`)
      return task
    })
  made.set(drill, tasks)
  return tasks
}

/** The exact value times a factor, as somebody would type it. */
function typed({ truth, question: { asked } }: Task, times = 1): string {
  if (truth.kind === 'choice') return truth.id
  const at = (factor: number) =>
    formatQuantity({ ...truth.quantity, value: truth.quantity.value * times * factor }, { figures: 6 })
  return asked.kind === 'range' ? `${at(1 / 1.5)} to ${at(1.5)}` : at(1)
}

const gradeOf = (task: Task, text: string, tookS = task.question.timeS) =>
  gradeAnswer(task, readAnswer(text, task.question.asked), tookS)

describe('the registry of drills', () => {
  it('has about thirty or more, of every type and topic, over most of the templates', () => {
    expect(drills.length).toBeGreaterThanOrEqual(30)
    expect(new Set(drills.map(({ id }) => id)).size).toBe(drills.length)
    expect(new Set(drills.map(({ type }) => type))).toEqual(new Set(drillTypes))
    expect(new Set(drills.map(({ topic }) => topic))).toEqual(new Set(drillTopics))
    const exercised = new Set(drills.flatMap((drill) => ('tables' in drill ? [] : (drill.template ?? []))))
    const known = new Set(estimateTemplates.map(({ id }) => id))
    expect([...exercised].filter((template) => !known.has(template))).toEqual([])
    expect(exercised.size).toBeGreaterThanOrEqual(22)
  })

  it('knows no other drill', () => {
    expect(makeTask({ drill: '__proto__', level: 1, seed: 1 }, tables)).toBeNull()
  })
})

describe.each(drills.map(({ id }) => id))('%s', (id) => {
  const drill = drillOf(id)!
  let tasks: Task[]
  beforeAll(() => {
    tasks = tasksOf(id)
  })

  it('asks in whole sentences, within its time', () => {
    expect(drill.timeS).toBeGreaterThanOrEqual(30)
    expect(drill.timeS).toBeLessThanOrEqual(120)
    const bad = tasks.filter((task, i) => {
      const said = JSON.stringify([task, i < EXPLAINED && task.explain()])
      const isWhole = /[.?]$/.test(task.question.text) && task.tuple.length <= 200
      return !isWhole || /undefined|NaN|Infinity|\{\w+\}|—/.test(said)
    })
    expect(bad).toEqual([])
  })

  it('makes the same question of the same seed, and other numbers of other seeds', () => {
    const { explain, ...task } = makeTask(tasks[7]!.question.ref, tables)!
    expect(tasks[7]).toMatchObject(task)
    expect(explain()).toEqual(tasks[7]!.explain())
    expect(new Set(tasks.map(({ tuple }) => tuple)).size).toBeGreaterThan(5)
  })

  it('gives full marks to the right answer and none to one a hundred times off', () => {
    const pointsOf = (times: number) =>
      new Set(
        tasks
          .filter(({ truth }) => times === 1 || truth.kind === 'quantity')
          .map((task) => gradeOf(task, typed(task, times)).points),
      )
    expect([...pointsOf(1)]).toEqual([100])
    expect([...pointsOf(100)].filter((points) => points > 0)).toEqual([])
  })

  it('finds an answer of another kind, and only that', () => {
    const wrongText = ({ question, truth }: Task) => {
      const wrong = truth.kind === 'quantity' && 'data' in truth.quantity.dims ? '5 s' : '5 GB'
      return question.asked.kind === 'range' ? `${wrong} to 2${wrong}` : wrong
    }
    const problemOf = (task: Task, text: string) => unitProblem(readAnswer(text, task.question.asked), task)
    const asked = tasks.filter(({ truth }) => truth.kind === 'quantity')
    const missed = asked.filter(
      (task) =>
        !problemOf(task, wrongText(task))?.includes('The answer is') || gradeOf(task, wrongText(task)).points > 0,
    )
    expect(missed).toEqual([])
    expect(asked.filter((task) => problemOf(task, typed(task)) !== null)).toEqual([])
  })

  it('has other numbers at other levels', () => {
    if ('tables' in drill) return
    const at = (level: Level) =>
      new Set(tasks.filter(({ question }) => question.ref.level === level).map(({ tuple }) => tuple))
    expect([...at(1)].filter((tuple) => at(3).has(tuple))).toEqual([])
  })

  it('does not always answer the same', () => {
    const truths = tasks.map(({ truth }) => (truth.kind === 'choice' ? truth.id : truth.display))
    expect(new Set(truths).size).toBeGreaterThan(1)
  })
})

describe('an error that is to be spotted', () => {
  it.each(drills.filter(({ type }) => type === 'spot').map(({ id }) => id))('is there once, in %s', (id) => {
    const drill = drillOf(id)!
    if ('tables' in drill || drill.type !== 'spot') throw new Error('no such drill')
    for (const task of tasksOf(id)) {
      const { asked, given } = task.question
      if (asked.kind !== 'choice') throw new Error('it asks for a line')
      const shown = Object.fromEntries([
        ...given.map(({ name, value }) => [name, value] as const),
        ...asked.options.map((option) => [option.id, option.value!] as const),
      ])
      // Each line anew, by its right formula, from what the person reads above it.
      const off = asked.options.filter((option) => {
        const formula = drill.cells.find(({ name }) => name === option.id)!.src
        const cells = drill.cells.map(({ name }) =>
          name === option.id ? { name: 'anew', src: formula } : { name, src: shown[name]! },
        )
        const { result } = workOut([...cells, { name: 'shown', src: option.value! }], {})
        const [anew, read] = [result.cells.get('anew')?.quantity?.value, result.cells.get('shown')?.quantity?.value]
        return Math.abs(Math.log10(read! / anew!)) > 0.15
      })
      expect(
        off.map((option) => option.id),
        JSON.stringify(task.question),
      ).toEqual([task.truth.kind === 'choice' ? task.truth.id : ''])
    }
  })
})
