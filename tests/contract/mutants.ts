import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { mentions } from '@/core/content/mentions'
import { changed } from './scored'

/** A worked interview with one essential piece taken away. */
export interface Mutant {
  /** What was taken away. */
  name: string
  reference: Reference
}

/** Every essential piece of a good interview, taken away one at a time. Generated, so that a new piece is tested at once. */
export function ablations(problem: Problem, good: Reference): Mutant[] {
  return [
    ...requirementMutants(problem, good),
    ...sheetMutants(problem, good),
    ...designMutants(good),
    ...dataMutants(problem, good),
    ...decisionMutants(problem, good),
    ...Object.keys(good.minutes).map((step) => ({
      name: `step ${step}`,
      reference: changed(good, (copy) => delete copy.minutes[step as keyof Reference['minutes']]),
    })),
  ]
}

function requirementMutants({ key }: Problem, good: Reference): Mutant[] {
  const asked = [...key.functional, ...key.nonFunctional].filter((concept) => concept.tier !== 'bonus')
  const lines = good.requirements.flatMap((line, i) => {
    const isOut = line.list === 'functional' && line.scope === 'out'
    const others = good.requirements.filter((_, j) => j !== i)
    const isEssential = asked.some(
      (concept) => mentions(line.text, concept.words) && !others.some((other) => mentions(other.text, concept.words)),
    )
    return isEssential && !isOut && line.list !== 'use-cases' && line.list !== 'extended'
      ? [{ name: `line “${line.text}”`, reference: changed(good, (copy) => copy.requirements.splice(i, 1)) }]
      : []
  })
  const questions = good.questions.map((question, i) => ({
    name: `question “${question}”`,
    reference: changed(good, (copy) => copy.questions.splice(i, 1)),
  }))
  return [...lines, ...questions]
}

function sheetMutants({ key }: Problem, good: Reference): Mutant[] {
  const graded = new Set(key.estimates.figures.filter((figure) => figure.tier !== 'bonus').map((figure) => figure.role))
  return good.cells.flatMap((cell, i) => {
    const mutants: Mutant[] = []
    if (cell.role && graded.has(cell.role))
      mutants.push({
        name: `role of cell ${cell.name}`,
        reference: changed(good, (copy) => delete copy.cells[i]!.role),
      })
    if (cell.link)
      mutants.push({
        name: `link of cell ${cell.name}`,
        reference: changed(good, (copy) => delete copy.cells[i]!.link),
      })
    return mutants
  })
}

function designMutants(good: Reference): Mutant[] {
  const { blocks, links } = good.design
  const without = blocks.map(({ id, kind }) => ({
    name: `block ${kind} ${id}`,
    reference: changed(good, ({ design }) => {
      design.blocks = design.blocks.filter((block) => block.id !== id)
      design.links = design.links.filter((link) => link.from !== id && link.to !== id)
      design.faults = design.faults.filter((fault) => !('target' in fault && fault.target === id))
    }),
  }))
  const weaker = blocks.flatMap(({ id, config }, i) => {
    const set = (name: string, changes: Record<string, unknown>): Mutant => ({
      name: `${name} of ${id}`,
      reference: changed(good, ({ design }) => {
        design.blocks[i] = { ...design.blocks[i]!, config: { ...config, ...changes } }
      }),
    })
    return [
      ...(config?.['replicas'] === undefined ? [] : [set('replicas', { replicas: 1 })]),
      ...(config?.['replication'] === 'semi-sync' ? [set('replication', { replication: 'async' })] : []),
      ...(config?.['limit'] === undefined
        ? []
        : [set('limit', { limit: null }), set('dead letters', { deadLetter: false })]),
      ...(config?.['queueLimit'] === undefined ? [] : [set('queue limit', { queueLimit: null })]),
    ]
  })
  const calls = links.flatMap((link, i) => [
    ...(link.timeoutS === undefined
      ? []
      : [
          {
            name: `time-out of ${link.id}`,
            reference: changed(good, ({ design }) => delete design.links[i]!.timeoutS),
          },
        ]),
    ...(link.retries?.budgetRatio === undefined
      ? []
      : [
          {
            name: `retry budget of ${link.id}`,
            reference: changed(good, ({ design }) => delete design.links[i]!.retries!.budgetRatio),
          },
        ]),
  ])
  return [...without, ...weaker, ...calls]
}

function dataMutants({ key }: Problem, good: Reference): Mutant[] {
  const entities = good.entities.flatMap((entity, i) => {
    const set = (name: string, changes: Partial<Reference['entities'][number]>): Mutant => ({
      name: `${name} of ${entity.name}`,
      reference: changed(good, (copy) => Object.assign(copy.entities[i]!, changes)),
    })
    return [
      { name: `entity ${entity.name}`, reference: changed(good, (copy) => copy.entities.splice(i, 1)) },
      set('keys', { primaryKey: [], partitionKey: null, sortKey: [], indexes: [] }),
      ...(entity.systemOfRecord
        ? [
            set('partition key', { partitionKey: null }),
            set('spread of the partition key', { partitionKey: 'created_at' }),
          ]
        : []),
      set('store', { store: null }),
    ]
  })
  const expected = key.apis.filter((each) => each.tier !== 'bonus')
  const apis = good.apis.flatMap((api, i) => {
    const fits = (other: typeof api) =>
      expected.filter(
        (each) => each.methods.includes(other.method) && mentions(`${other.path} ${other.request}`, each.words),
      )
    const others = good.apis.filter((other) => other !== api).flatMap(fits)
    if (!fits(api).some((each) => !others.includes(each))) return []
    const set = (name: string, changes: Partial<Reference['apis'][number]>): Mutant => ({
      name: `${name} of ${api.method} ${api.path}`,
      reference: changed(good, (copy) => Object.assign(copy.apis[i]!, changes)),
    })
    return [
      { name: `API ${api.method} ${api.path}`, reference: changed(good, (copy) => copy.apis.splice(i, 1)) },
      set('request class', { requestClass: null }),
      ...(api.method === 'POST' ? [set('idempotency', { idempotency: '' })] : []),
    ]
  })
  return [...entities, ...apis]
}

/** A decision is essential where a topic that is asked for is only in it. */
function decisionMutants({ key }: Problem, good: Reference): Mutant[] {
  const topics = key.tradeOffs.filter((topic) => topic.tier !== 'bonus')
  const topicsOf = (decision: Reference['decisions'][number]) =>
    topics.filter((topic) =>
      mentions(
        [decision.decision, ...decision.alternatives, decision.criterion, decision.costAccepted, decision.revisit].join(
          '\n',
        ),
        topic.words,
        { negation: false },
      ),
    )
  return good.decisions.flatMap((decision, i) => {
    const others = good.decisions.filter((other) => other !== decision).flatMap(topicsOf)
    if (!topicsOf(decision).some((topic) => !others.includes(topic))) return []
    const set = (name: string, changes: Partial<Reference['decisions'][number]>): Mutant => ({
      name: `${name} of “${decision.decision}”`,
      reference: changed(good, (copy) => Object.assign(copy.decisions[i]!, changes)),
    })
    return [
      { name: `decision “${decision.decision}”`, reference: changed(good, (copy) => copy.decisions.splice(i, 1)) },
      set('alternatives', { alternatives: [] }),
      set('blocks', { blocks: [] }),
      set('proof', { cells: [], runs: [] }),
    ]
  })
}

/** Pieces of a better interview that a weaker one lacks, added one at a time. */
export function additions(weak: Reference, good: Reference): Mutant[] {
  const names = new Set(weak.cells.map((cell) => cell.name))
  const lines = good.requirements.map((line) => ({
    name: `line “${line.text}”`,
    reference: changed(weak, (copy) => copy.requirements.push(structuredClone(line))),
  }))
  const questions = good.questions.map((question) => ({
    name: `question “${question}”`,
    reference: changed(weak, (copy) => copy.questions.push(question)),
  }))
  const sheet = {
    name: 'the whole sheet, unlinked',
    reference: changed(weak, (copy) => {
      for (const { link: _, ...cell } of good.cells) if (!names.has(cell.name)) copy.cells.push(structuredClone(cell))
    }),
  }
  const data = [
    ...good.entities.map((entity) => ({
      name: `entity ${entity.name}`,
      reference: changed(weak, (copy) => copy.entities.push({ ...structuredClone(entity), store: null })),
    })),
    ...good.apis.map((api) => ({
      name: `API ${api.method} ${api.path}`,
      reference: changed(weak, (copy) => copy.apis.push(structuredClone(api))),
    })),
  ]
  const decisions = good.decisions.map((decision) => ({
    name: `decision “${decision.decision}”`,
    reference: changed(weak, (copy) =>
      copy.decisions.push({ ...structuredClone(decision), cells: [], runs: [], blocks: [] }),
    ),
  }))
  return [...lines, ...questions, sheet, ...data, ...decisions, ...strongerDesigns(weak)]
}

/** What the findings tell people to do, done. */
export function strongerDesigns(weak: Reference): Mutant[] {
  const onBlocks = (name: string, kinds: string[], changes: Record<string, unknown>): Mutant => ({
    name,
    reference: changed(weak, ({ design }) => {
      design.blocks = design.blocks.map((block) =>
        kinds.includes(block.kind) ? { ...block, config: { ...block.config, ...changes } } : block,
      )
    }),
  })
  return [
    onBlocks('three replicas', ['database'], { replicas: 3 }),
    onBlocks('semi-synchronous replication', ['database'], { replicas: 3, replication: 'semi-sync' }),
    onBlocks('limits on queues', ['queue'], { limit: 100_000 }),
    onBlocks('two cache nodes', ['cache'], { instances: 2 }),
    onBlocks('more servers', ['service', 'worker'], { instances: 12 }),
    {
      name: 'a time-out on every call',
      reference: changed(weak, ({ design }) => {
        design.links = design.links.map((link) => ({ ...link, timeoutS: link.timeoutS ?? 1 }))
      }),
    },
    {
      name: 'a balancer at the entry',
      reference: changed(weak, ({ design }) => {
        if (design.blocks.some((block) => block.kind === 'load-balancer')) return
        const entry = design.links.find((link) => !design.blocks.some((block) => block.id === link.from))
        if (!entry) return
        design.blocks = [
          ...design.blocks.map((block) =>
            block.id === entry.to ? { ...block, config: { ...block.config, instances: 8 } } : block,
          ),
          { id: 'entry', kind: 'load-balancer', x: 120, y: 0, config: {} },
        ]
        design.links = [...design.links, { id: 'entry-link', from: 'entry', to: entry.to }]
        entry.to = 'entry'
      }),
    },
  ]
}
