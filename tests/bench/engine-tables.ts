import type { RunOptions } from '@/core/design/report'
import type { Block, Design, Link, RequestClass } from '@/core/design/schema'
import type { Eviction } from '@/core/algorithms/eviction'
import { EngineThread, type TimedRun } from './engine-run'
import { median, readDesign, round } from './figures'

/** Events of a slice, and slices of a run, of which the first third is not looked at. */
const SLICE = 200_000
const SLICES = 60
const ROUNDS = 3

/** What an event costs in designs of many blocks and with many events pending, what is collected, and what whole designs do. */
export async function benchTables(report: (line: object) => void): Promise<void> {
  await costs(report, 'blocks', [10, 100, 1000], rowsOfServices)
  await costs(report, 'pending', [10, 100, 1000, 10_000, 100_000, 1_000_000], users)
  report(await collections())
  for (const policy of ['lru', 'w-tinylfu'] as const) report(await lookUps(policy))
  report(await twelveBlocks())
}

/**
 * Nanoseconds an event by size: of the slices of a run, once it is as full as it will be, the quickest, so that neither its start nor
 * its report counts, nor what else the machine does.
 */
async function costs(
  report: (line: object) => void,
  what: string,
  sizes: number[],
  designOf: (size: number) => Design,
): Promise<void> {
  const found: number[] = []
  for (const size of sizes) {
    const engine = new EngineThread()
    const timed = await engine.slices(designOf(size), SLICES, SLICE)
    await engine.stop()
    found.push((Math.min(...timed.slice(SLICES / 3)) / SLICE) * 1e9)
  }
  report({
    bench: 'engine',
    table: `ns an event by ${what}`,
    ns: sizes.map((size, i) => [size, round(found[i]!)]),
    lastToFirst: round(found.at(-1)! / found[0]!),
  })
}

const once = (durationS: number): RunOptions => ({ durationS, warmupS: 0, seed: 1, replications: 1 })

/** Rows of nine services each behind one client, at a utilisation of 0.8: about `size` blocks. */
function rowsOfServices(size: number): Design {
  const rows = Math.round((size - 1) / 9)
  const design: Design = { ...readDesign('mm1'), title: `${rows} rows of nine`, links: [], requests: [] }
  const [client, service] = design.blocks as [Block, Block]
  design.blocks = [client]
  for (let row = 0; row < rows; row++) {
    const ids = Array.from({ length: 9 }, (_, i) => `s${row}-${i}`)
    design.blocks.push(...ids.map((id): Block => ({ ...service, id })))
    design.links.push(
      ...ids.map((id, i): Link => {
        return { id: `l${id}`, from: ids[i - 1] ?? client.id, to: id, latency: 0, requests: [`r${row}`] }
      }),
    )
    const arrivals: RequestClass['arrivals'] = { type: 'poisson', ratePerS: 800 }
    design.requests.push({ id: `r${row}`, from: client.id, arrivals })
  }
  return design
}

/** So many users who think for a second and whose requests take no time to speak of: the event list holds one event each. */
function users(size: number): Design {
  const design = readDesign('mm8')
  const [client, service] = design.blocks as [Block, Block]
  const config = { ...service.config, concurrency: 100_000, serviceTime: { type: 'exponential', meanS: 1e-3 } }
  const thinkTime = { type: 'exponential' as const, meanS: 1 }
  return {
    ...design,
    blocks: [client, { ...service, config }],
    requests: [{ id: 'r', from: client.id, arrivals: { type: 'closed', users: size, thinkTime } }],
  }
}

/** Garbage collections in the steady state: those of a run less those of one of a quarter of the length. */
async function collections(): Promise<object> {
  const design = readDesign('row5')
  const engine = new EngineThread()
  const timed = (events: number) => engine.run(design, once(events / 800 / 6))
  await timed(1e6)
  const quarter = await timed(5e6)
  const whole = await timed(2e7)
  await engine.stop()
  const events = whole.report.events - quarter.report.events
  return {
    bench: 'engine',
    table: 'garbage collections in 10^7 events, five in a row',
    collections: round(((whole.collections - quarter.collections) / events) * 1e7),
    ofAWholeRun: whole.collections,
  }
}

/** One cache node by itself: a key is looked up, and put in where it is missing. */
async function lookUps(policy: Eviction): Promise<object> {
  const count = 5_000_000
  const engine = new EngineThread()
  await engine.lookUp(policy, count)
  const timed = []
  for (let i = 0; i < ROUNDS; i++) timed.push(await engine.lookUp(policy, count))
  await engine.stop()
  return {
    bench: 'engine',
    cacheNode: policy,
    of: 'look-ups, misses put in, 10,000 of 100,000 keys by Zipf 1',
    mlookUpsPerS: round(median(timed.map(({ cpuS }) => count / cpuS / 1e6))),
    hitRatio: round(timed[0]!.hits / count),
  }
}

/** A million requests through twelve blocks. */
async function twelveBlocks(): Promise<object> {
  const design = readDesign('twelve')
  const options = { ...once(50), warmupS: 5 }
  const engine = new EngineThread()
  await engine.run(design, { ...options, durationS: 10 })
  const timed: TimedRun[] = []
  for (let i = 0; i < ROUNDS; i++) timed.push(await engine.run(design, options))
  await engine.stop()
  const [{ report }] = timed as [TimedRun]
  const offered = Object.values(report.requests).reduce((sum, { offered: count }) => sum + count, 0)
  const requests = offered * (1 + options.warmupS / options.durationS)
  return {
    bench: 'engine',
    design: 'twelve blocks',
    blocks: design.blocks.length,
    requests: Math.round(requests),
    requestsPerS: Math.round(median(timed.map(({ cpuS }) => requests / cpuS))),
    eventsARequest: round(report.events / requests),
    meventsPerS: round(median(timed.map(({ cpuS }) => report.events / cpuS / 1e6))),
    collections: median(timed.map((run) => run.collections)),
  }
}
