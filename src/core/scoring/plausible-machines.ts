import { blockKind, configOf } from '@/core/blocks/registry'
import type { Problem } from '@/core/content/problem'
import { graphOf, isAsync, reachOf } from '@/core/design/graph'
import type { Block, Design } from '@/core/design/schema'
import { type TimeDistribution, timeDistributionSchema } from '@/core/random/distribution'
import { shapeMean, timeShape } from '@/core/random/moments'

/** A setting that the server did not believe, with what it used. Times are seconds. */
export interface Correction {
  block: string
  setting: string
  given: number
  used: number
  /** There is no such machine, or the problem states the work. */
  because: 'machine' | 'work'
}

/** What a candidate's own code needs at the least, seconds: reading a request and writing an answer. */
const LEAST_WORK_S = 0.0005
/** Times of machines may be this share of the kind's default before they count as a wish; workers this many times the default. */
const FASTEST_SHARE = 0.25
const MOST_WORKERS = 4
/** Work that the problem states may be done this much faster than stated. */
const WORK_SHARE = 0.8

/** Settings that say how quick a machine is, wherever a kind has them. */
const TIME_SETTINGS = ['serviceTime', 'overhead'] as const
const WORKER_SETTING = 'concurrency'

/**
 * Holds a design to machines that exist: nobody's store answers in a nanosecond because a box says so. A machine that is
 * faster than a quarter of the kind's default, or has more than four times its workers, is brought back to that; and where
 * a problem says how much work an answer takes, the services on its way do that work.
 */
export function plausibleBlocks(design: Design, problem: Problem): { blocks: Block[]; corrections: Correction[] } {
  const corrections: Correction[] = []
  const bounded = design.blocks.map((block) => boundedBlock(block, corrections))
  return { blocks: withStatedWork({ ...design, blocks: bounded }, problem, corrections), corrections }
}

type Settings = Record<string, unknown>

function boundedBlock(block: Block, corrections: Correction[]): Block {
  const usual = configOf({ kind: block.kind, config: {} }) as Settings
  const given = configOf(block) as Settings
  const changes: Settings = {}
  const correct = (setting: string, from: number, to: number) =>
    corrections.push({ block: block.id, setting, given: from, used: to, because: 'machine' })
  for (const setting of TIME_SETTINGS) {
    const time = asTime(given[setting])
    // Code may be as quick as somebody writes it, and the problem states the work of an answer; a machine may not.
    const isCode = blockKind(block.kind).traits.computes === true
    const least = isCode ? LEAST_WORK_S : FASTEST_SHARE * meanOf(asTime(usual[setting]))
    if (time === null || meanOf(time) >= least) continue
    correct(setting, meanOf(time), least)
    changes[setting] = { type: 'exponential', meanS: least }
  }
  const times = given['serviceTimes']
  const usualTimes = usual['serviceTimes']
  if (isRecord(times) && isRecord(usualTimes)) {
    const bounded = Object.entries(times).map(([key, raw]) => {
      const time = asTime(raw)
      const least = FASTEST_SHARE * meanOf(asTime(usualTimes[key]))
      if (time === null || !(meanOf(time) < least)) return [key, raw] as const
      correct(`serviceTimes.${key}`, meanOf(time), least)
      return [key, { type: 'exponential', meanS: least }] as const
    })
    changes['serviceTimes'] = Object.fromEntries(bounded)
  }
  const workers = given[WORKER_SETTING]
  const usualWorkers = usual[WORKER_SETTING]
  if (typeof workers === 'number' && typeof usualWorkers === 'number' && workers > MOST_WORKERS * usualWorkers) {
    correct(WORKER_SETTING, workers, MOST_WORKERS * usualWorkers)
    changes[WORKER_SETTING] = MOST_WORKERS * usualWorkers
  }
  return Object.keys(changes).length === 0 ? block : { ...block, config: { ...block.config, ...changes } }
}

/** The services that a class waits for together do at least the work that the problem states for it. */
function withStatedWork(design: Design, problem: Problem, corrections: Correction[]): Block[] {
  const graph = graphOf(design)
  let { blocks } = design
  for (const { id, workS } of problem.brief.workload.requests) {
    const request = design.requests.find((candidate) => candidate.id === id)
    if (!request) continue
    const waitedFor = reachOf(graph, request, (link) => link.when !== 'error' && !isAsync(graph, link))
    const services = [...waitedFor].filter((block) => graph.nodes.get(block)?.traits.computes)
    const done = services.reduce((sum, block) => sum + workOf(blockIn(blocks, block), id), 0)
    const [first] = services
    if (first === undefined || done >= WORK_SHARE * workS) continue
    const block = blockIn(blocks, first)
    const used = workOf(block, id) + workS - done
    corrections.push({ block: first, setting: `serviceTimes.${id}`, given: done, used: workS, because: 'work' })
    const own = (configOf(block) as Settings)['serviceTimes']
    const serviceTimes = { ...(isRecord(own) ? own : {}), [id]: { type: 'exponential', meanS: used } }
    blocks = blocks.map((other) =>
      other.id === first ? { ...other, config: { ...other.config, serviceTimes } } : other,
    )
  }
  return blocks
}

function workOf(block: Block, request: string): number {
  const config = configOf(block) as Settings
  const times = config['serviceTimes']
  const own = isRecord(times) ? asTime(times[request]) : null
  return meanOf(own ?? asTime(config['serviceTime']))
}

function blockIn(blocks: readonly Block[], id: string): Block {
  const block = blocks.find((candidate) => candidate.id === id)
  if (!block) throw new Error(`block ${id} is in the graph but not in the design`)
  return block
}

function asTime(raw: unknown): TimeDistribution | null {
  const parsed = timeDistributionSchema.safeParse(raw)
  return parsed.success ? parsed.data : null
}

const meanOf = (time: TimeDistribution | null): number => (time === null ? 0 : shapeMean(timeShape(time)))

const isRecord = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
