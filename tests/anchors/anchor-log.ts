import type { AnchorHead } from '@/core/content/anchor'
import { factsAskedFor } from '@/core/content/facts'
import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { referenceToEvents } from '@/core/content/reference-events'
import { startDesign } from '@/core/content/start-design'
import type { DesignEdit } from '@/core/design/edits'
import { DEFAULT_RUN_OPTIONS } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Block, Fault } from '@/core/design/schema'
import type { Cell } from '@/core/estimate/sheet'
import { effectiveDesign } from '@/core/interview/effective-design'
import type { LoggedEvent } from '@/core/interview/event-log'
import type { InterviewPayload } from '@/core/interview/events'
import type { Api, Decision, Entity, Requirement } from '@/core/interview/items'
import { STEP_IDS, type StepId } from '@/core/interview/outline'
import { fold, reduce } from '@/core/interview/reduce'
import { type InterviewState, initialState } from '@/core/interview/state'
import { bodyOf, nextUndo } from '@/core/interview/undo'
import { nextUniform, seedStream } from '@/core/random/streams'
import { runSummaryOf } from '@/core/interview/run-summary'

/*
 * The log of an anchor interview. What its person wrote, drew and decided is a worked interview of the problem; how they came
 * to it is made up here: every line typed where and as the screen would send it, blocks drawn before they are set, wrong settings
 * put right after the run that showed them, something taken back, a pause. Runs are real, made by the engine when it is written.
 */

/** Monday morning; any day would do. */
const BEGAN_MS = Date.UTC(2026, 0, 5, 9, 30)
const MINUTE_MS = 60_000

/** Seconds: to think of the next thing, to press something, and for one character. */
const THINK_S = 12
const PRESS_S = 2.5
const CHARACTER_S = 0.22

/** One change, and how long the person takes for it, in seconds that are stretched to the minutes of the step. */
interface Act {
  takesS: number
  /** What to send, when it comes to that; several at the same moment where the server answers. */
  make: (state: InterviewState) => (InterviewPayload | { payload: InterviewPayload; undoes: string })[]
}

const act = (takesS: number, ...payloads: InterviewPayload[]): Act => ({ takesS, make: () => payloads })
const typed = (text: string): number => PRESS_S + text.length * CHARACTER_S
const takesFor = (value: unknown): number => (typeof value === 'string' ? typed(value) : PRESS_S)

export function anchorLog(head: AnchorHead, problem: Problem, reference: Reference): LoggedEvent[] {
  const log = new Log(head.log.seed)
  log.add(0, started(problem))
  const acts = new Acts(head, problem, reference)
  for (const step of STEP_IDS) {
    const minutes = reference.minutes[step]
    if (minutes === undefined) continue
    const pause = head.log.pauses.find((each) => each.step === step)?.minutes ?? 0
    log.step(step, acts.of(step), { minutes, pause })
  }
  log.add(5000, { type: 'finished' })
  return log.events
}

function started(problem: Problem): InterviewPayload {
  const [first] = referenceToEvents(
    {
      quality: 'poor',
      about: '',
      minutes: {},
      questions: [],
      requirements: [],
      cells: [],
      runs: [],
      entities: [],
      apis: [],
      decisions: [],
      design: { blocks: [], links: [], faults: [] },
    },
    problem,
  )
  return { ...first!.payload, design: startDesign(problem.brief) } as InterviewPayload
}

/** Grows as the person goes on; an event that does not fit is a mistake of the script. */
class Log {
  readonly events: LoggedEvent[] = []
  state = initialState()
  #atMs = BEGAN_MS
  readonly #random = new Int32Array(4)

  constructor(seed: number) {
    seedStream(this.#random, 0, `anchor/${seed}`)
  }

  add(waitMs: number, payload: InterviewPayload, undoes?: string): void {
    this.#atMs += Math.round(waitMs)
    const seq = this.events.length + 1
    const event: LoggedEvent = { id: `event-${String(seq).padStart(5, '0')}`, seq, at: this.#atMs, payload }
    if (undoes !== undefined) event.undoes = undoes
    const { state, refused } = reduce(this.state, event)
    if (refused !== undefined) throw new Error(`event ${seq}, ${payload.type}: ${refused}`)
    this.state = state
    this.events.push(event)
  }

  /** Times vary by half around what things take; the step as a whole takes its minutes. */
  step(step: StepId, acts: readonly Act[], { minutes, pause }: { minutes: number; pause: number }): void {
    if (this.state.clock.step !== step) this.add(1500, { type: 'step-entered', step })
    const takes = acts.map(({ takesS }) => takesS * (0.5 + nextUniform(this.#random, 0)))
    const all = takes.reduce((sum, each) => sum + each, 8)
    const stretch = (minutes * MINUTE_MS) / all
    for (const [index, { make }] of acts.entries()) {
      let waitMs = takes[index]! * stretch
      for (const made of make(this.state)) {
        if ('payload' in made) this.add(waitMs, made.payload, made.undoes)
        else this.add(waitMs, made)
        waitMs = 0
      }
      if (pause > 0 && index === Math.floor(acts.length / 2)) {
        this.add(1000, { type: 'paused' })
        this.add(pause * MINUTE_MS, { type: 'resumed' })
      }
    }
    this.#atMs += Math.round(8 * stretch)
  }
}

/** What the person does in each step, in order. */
class Acts {
  readonly #head: AnchorHead
  readonly #problem: Problem
  readonly #reference: Reference
  /** The end of the worked interview: what all of this comes to. */
  readonly #end: InterviewState
  #runs = 0

  constructor(head: AnchorHead, problem: Problem, reference: Reference) {
    this.#head = head
    this.#problem = problem
    this.#reference = reference
    this.#end = fold(initialState(), referenceToEvents(reference, problem))
  }

  of(step: StepId): Act[] {
    switch (step) {
      case 'requirements':
        return [...this.#questions(), ...this.#lines()]
      case 'estimates':
        return this.#end.sheet.cells.flatMap((cell, i, cells) => cellActs(cell, cells[i - 1]?.id ?? null))
      case 'high-level-design':
        return this.#drawing()
      case 'data-model':
        return [...this.#end.entities.flatMap(entityActs), ...this.#end.apis.flatMap(apiActs)]
      case 'scaling':
        return this.#scaling()
      case 'trade-offs':
        return this.#end.decisions.flatMap((decision, i, all) => this.#decision(decision, all[i - 1]?.id ?? null))
      default:
        return step satisfies never
    }
  }

  #questions(): Act[] {
    return this.#reference.questions.flatMap((text, i) => {
      const id = `question-${i}`
      const before = i === 0 ? null : `question-${i - 1}`
      const facts = factsAskedFor(text, this.#problem.key.facts)
      const answers: InterviewPayload[] = facts.map(({ id: fact, answer }) => ({
        type: 'fact-received',
        question: id,
        fact,
        text: answer,
      }))
      return [
        act(THINK_S, { type: 'requirement-added', requirement: { list: 'questions', id, text: '' }, after: before }),
        act(typed(text), { type: 'requirement-changed', id, patch: { text } }),
        act(
          PRESS_S,
          { type: 'question-asked', id, text },
          ...(answers.length > 0 ? answers : [{ type: 'question-unanswered' as const, question: id }]),
        ),
      ]
    })
  }

  #lines(): Act[] {
    const last = new Map<string, string>()
    return this.#reference.requirements.flatMap((line, i) => {
      const id = `line-${i}`
      const after = last.get(line.list) ?? null
      last.set(line.list, id)
      const empty: Requirement =
        line.list === 'functional'
          ? { id, list: line.list, text: '', priority: 'P0', scope: 'in', requests: [] }
          : { id, list: line.list, text: '' }
      const acts = [
        act(THINK_S / 2, { type: 'requirement-added', requirement: empty, after }),
        ...textActs(line.text, (text) => ({ type: 'requirement-changed', id, patch: { text } })),
      ]
      if (line.list !== 'functional') return acts
      const { priority, scope, requests } = line
      if (priority !== 'P0') acts.push(act(PRESS_S, { type: 'requirement-changed', id, patch: { priority } }))
      if (scope !== 'in') acts.push(act(PRESS_S, { type: 'requirement-changed', id, patch: { scope } }))
      if (requests.length > 0) acts.push(act(PRESS_S, { type: 'requirement-changed', id, patch: { requests } }))
      return acts
    })
  }

  /** Blocks are put down and linked from the people onward, then set; a first run shows where that leads. */
  #drawing(): Act[] {
    const { blocks, links } = this.#reference.design
    const placed = new Set(this.#problem.brief.workload.client.id ? [this.#problem.brief.workload.client.id] : [])
    const acts: Act[] = []
    for (const block of blocks) {
      acts.push(act(THINK_S, edit({ type: 'block-added', block: { ...block, config: {} } })))
      placed.add(block.id)
      for (const link of links) {
        const isLast = link.from === block.id || link.to === block.id
        if (isLast && placed.has(link.from) && placed.has(link.to))
          acts.push(act(PRESS_S * 2, edit({ type: 'link-added', link })))
      }
    }
    if (blocks.length > 2)
      acts.splice(Math.floor(acts.length / 2), 0, ...this.#secondThoughts(blocks[blocks.length - 1]!))
    for (const block of blocks)
      acts.push(
        ...this.#settings({ ...block, config: { ...block.config, ...this.#head.log.firstTries[block.id]?.config } }),
      )
    return this.#reference.runs.length > 0 ? [...acts, this.#run()] : acts
  }

  /** One by one; what a cell of the sheet sets is not set by hand. */
  #settings({ id, config = {} }: Block): Act[] {
    const isLinked = (key: string) =>
      this.#end.sheet.cells.some(({ link }) => link?.target === 'config' && link.block === id && link.path === key)
    return Object.entries(config)
      .filter(([key]) => !isLinked(key))
      .map(([key, value]) => act(PRESS_S * 2, edit({ type: 'block-changed', id, patch: { config: { [key]: value } } })))
  }

  /** Something put down and taken back at once. */
  #secondThoughts({ kind }: Block): Act[] {
    const block: Block = { id: 'second-thoughts', kind, name: 'Another one', x: 480, y: 360, config: {} }
    const undo: Act = {
      takesS: THINK_S,
      make: (state) => {
        const step = nextUndo(state)
        if (step === null) throw new Error('nothing to take back')
        const { payload, undoes } = bodyOf(step)
        return undoes === undefined ? [payload] : [{ payload, undoes }]
      },
    }
    return [act(THINK_S, edit({ type: 'block-added', block })), undo]
  }

  /** First tries are put right after a run that shows them; then average load, the peak and the faults are run. */
  #scaling(): Act[] {
    const { design, runs } = this.#reference
    const acts = Object.keys(this.#head.log.firstTries).flatMap((id) => this.#putRight(id))
    for (const { name, factor } of runs) acts.push(...(factor === 1 ? [this.#run(name)] : this.#rush(name, factor)))
    for (const fault of design.faults) acts.push(act(THINK_S, edit({ type: 'fault-added', fault })), this.#run())
    return acts
  }

  #putRight(id: string): Act[] {
    const { config: tried, shownBy } = this.#head.log.firstTries[id]!
    const meant = this.#reference.design.blocks.find((block) => block.id === id)?.config ?? {}
    const keys = Object.keys(tried)
    const config = Object.fromEntries(keys.filter((key) => key in meant).map((key) => [key, meant[key]]))
    const configReset = keys.filter((key) => !(key in meant))
    const change = edit({
      type: 'block-changed',
      id,
      patch: { config, ...(configReset.length > 0 && { configReset }) },
    })
    const better = [act(THINK_S * 2, change), ...(this.#reference.runs.length > 0 ? [this.#run()] : [])]
    if (shownBy === 'load') return better
    const fault: Fault = { id: `lost-${id}`, kind: 'crash', target: id, instances: 1, atS: 20, forS: 15 }
    return [
      act(THINK_S, edit({ type: 'fault-added', fault })),
      this.#run(),
      ...better,
      act(PRESS_S, edit({ type: 'fault-removed', id: fault.id })),
    ]
  }

  /** The peak as people try it here: traffic of every class times so much for most of the run, and back again. */
  #rush(name: string, factor: number): Act[] {
    const ids = this.#problem.brief.workload.requests.map(({ id }) => id)
    return [
      ...ids.map((request) =>
        act(
          PRESS_S * 2,
          edit({
            type: 'fault-added',
            fault: { id: `rush-${request}`, kind: 'spike', request, factor, atS: 5, forS: 50 },
          }),
        ),
      ),
      this.#run(name),
      ...ids.map((request) => act(PRESS_S, edit({ type: 'fault-removed', id: `rush-${request}` }))),
    ]
  }

  #run(name?: string): Act {
    return {
      takesS: THINK_S * 2,
      make: (state) => {
        this.#runs += 1
        const report = simulate(effectiveDesign(state).design, DEFAULT_RUN_OPTIONS)
        return [
          { type: 'run-recorded', run: runSummaryOf(name === undefined ? `try-${this.#runs}` : `run-${name}`, report) },
        ]
      },
    }
  }

  #decision(decision: Decision, after: string | null): Act[] {
    const { id } = decision
    const change = (patch: Partial<Decision>): InterviewPayload => ({ type: 'decision-changed', id, patch })
    const empty: Decision = {
      id,
      decision: '',
      alternatives: [],
      criterion: '',
      costAccepted: '',
      revisit: '',
      blocks: [],
      cells: [],
      runs: [],
    }
    const acts = [
      act(THINK_S, { type: 'decision-added', decision: empty, after }),
      ...textActs(decision.decision, (text) => change({ decision: text })),
    ]
    for (const [i, alternative] of decision.alternatives.entries()) {
      const others = decision.alternatives.slice(0, i)
      acts.push(
        act(PRESS_S, change({ alternatives: [...others, ''] })),
        act(typed(alternative), change({ alternatives: [...others, alternative] })),
      )
    }
    for (const key of ['criterion', 'costAccepted', 'revisit'] as const)
      acts.push(...textActs(decision[key], (text) => change({ [key]: text })))
    for (const key of ['blocks', 'runs', 'cells'] as const)
      if (decision[key].length > 0) acts.push(act(PRESS_S, change({ [key]: decision[key] })))
    return acts
  }
}

const edit = (made: DesignEdit): InterviewPayload => ({ type: 'design-edited', edit: made })

/** A line as it is sent while it is typed: whoever stops to think in the middle of a long one has sent its beginning. */
function textActs(text: string, payload: (text: string) => InterviewPayload): Act[] {
  if (text === '') return []
  const half = text.lastIndexOf(' ', Math.floor(text.length * 0.6))
  if (text.length < 60 || half < 10) return [act(typed(text), payload(text))]
  return [act(typed(text.slice(0, half)), payload(text.slice(0, half))), act(typed(text.slice(half)), payload(text))]
}

function cellActs(cell: Cell, after: string | null): Act[] {
  const { id, name, src, ...more } = cell
  const change = (changes: Partial<Cell>): InterviewPayload => ({
    type: 'sheet-edited',
    edits: [{ type: 'cell-changed', id, changes }],
  })
  return [
    act(THINK_S / 2, {
      type: 'sheet-edited',
      edits: [{ type: 'cells-added', cells: [{ id, name: '', src: '' }], after }],
    }),
    act(typed(name), { type: 'sheet-edited', edits: [{ type: 'cell-renamed', id, name, rewrites: [] }] }),
    act(typed(src), change({ src })),
    ...Object.entries(more).map(([key, value]) => act(takesFor(value), change({ [key]: value }))),
  ]
}

function entityActs(entity: Entity, i: number, all: readonly Entity[]): Act[] {
  const { id, name, fields, ...more } = entity
  const change = (patch: Partial<Entity>): InterviewPayload => ({ type: 'entity-changed', id, patch })
  const empty: Entity = {
    id,
    name: '',
    fields: [],
    primaryKey: [],
    partitionKey: null,
    sortKey: [],
    indexes: [],
    rows: null,
    store: null,
    systemOfRecord: true,
    note: '',
  }
  const set = Object.entries(more).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(empty[key as keyof Entity]),
  )
  return [
    act(THINK_S, { type: 'entity-added', entity: empty, after: all[i - 1]?.id ?? null }),
    act(typed(name), change({ name })),
    ...fields.map((field, at) => act(typed(`${field.name}${field.type}`), change({ fields: fields.slice(0, at + 1) }))),
    ...set.map(([key, value]) => act(takesFor(value), change({ [key]: value }))),
  ]
}

function apiActs(api: Api, i: number, all: readonly Api[]): Act[] {
  const { id, ...more } = api
  const change = (patch: Partial<Api>): InterviewPayload => ({ type: 'api-changed', id, patch })
  const empty: Api = {
    id,
    method: 'GET',
    path: '',
    request: '',
    response: '',
    idempotency: '',
    pagination: '',
    auth: '',
    errors: '',
    requestClass: null,
  }
  const set = Object.entries(more).filter(([key, value]) => value !== empty[key as keyof Api])
  return [
    act(THINK_S, { type: 'api-added', api: empty, after: all[i - 1]?.id ?? null }),
    ...set.map(([key, value]) => act(takesFor(value), change({ [key]: value }))),
  ]
}
