import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startDesign } from '@/core/content/start-design'
import type { Design } from '@/core/design/schema'
import { content } from '@/server/content'
import { EngineThread, type TimedRun } from './engine-run'
import { benchTables } from './engine-tables'
import { median, readDesign, round } from './figures'

/** The three models of the twin: how many stations in a row, of how many servers each. */
const MODELS = [
  { name: 'mm1', stations: 1, servers: 1 },
  { name: 'mm8', stations: 1, servers: 8 },
  { name: 'row5', stations: 5, servers: 1 },
] as const

const CUSTOMERS = 2_000_000
const UTILISATION = 0.8
const PAIRS = 7

interface Measured {
  meventsPerS: number
  meanInServiceTimes: number
}

/** The engine on three models beside the same models in C++, run in turn, and on a design as people draw them. */
export async function benchEngine(report: (line: object) => void): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dryrun-bench-'))
  try {
    const twin = buildTwin(folder)
    if (twin === null) report({ bench: 'engine', twin: 'left out: there is no g++ here to build it with' })
    for (const model of MODELS) report(await compare(model, twin))
  } finally {
    rmSync(folder, { recursive: true })
  }
  report(await shortener())
  await benchTables(report)
}

function buildTwin(folder: string): string | null {
  const binary = path.join(folder, 'twin')
  const source = new URL('./twin.cpp', import.meta.url).pathname
  const { status } = spawnSync('g++', ['-O2', '-o', binary, source])
  return status === 0 ? binary : null
}

async function compare(model: (typeof MODELS)[number], twin: string | null): Promise<object> {
  const design = readDesign(model.name)
  const engine = new EngineThread()
  // the first run is for the compiler
  await runOurs(engine, design, model.servers, CUSTOMERS / 4)
  const pairs: { ours: Measured; theirs: Measured | null }[] = []
  for (let i = 1; i <= PAIRS; i++) {
    const theirs = twin === null ? null : runTwin(twin, model)
    pairs.push({ theirs, ours: await runOurs(engine, design, model.servers, CUSTOMERS, i) })
  }
  await engine.stop()
  const ours = median(pairs.map((pair) => pair.ours.meventsPerS))
  const theirs = pairs.flatMap((pair) => pair.theirs ?? [])
  const ratios = pairs.flatMap((pair) => (pair.theirs ? [pair.ours.meventsPerS / pair.theirs.meventsPerS] : []))
  return {
    bench: 'engine',
    model: model.name,
    events: 'taken from the event list, all metrics on, through simulate',
    meventsPerS: round(ours),
    twinMeventsPerS: theirs.length === 0 ? null : round(median(theirs.map((each) => each.meventsPerS))),
    ratio: ratios.length === 0 ? null : round(median(ratios)),
    meanInServiceTimes: round(median(pairs.map((pair) => pair.ours.meanInServiceTimes))),
    twinMean: theirs.length === 0 ? null : round(median(theirs.map((each) => each.meanInServiceTimes))),
    pairs: PAIRS,
  }
}

/** Mean service time of the models, seconds; short, so that many customers fit into the longest run there is. */
const SERVICE_S = 0.001

async function runOurs(
  engine: EngineThread,
  design: Design,
  servers: number,
  customers: number,
  seed = 1,
): Promise<Measured> {
  const durationS = (customers * SERVICE_S) / (UTILISATION * servers)
  const { report, cpuS } = await engine.run(design, { durationS, warmupS: 0, seed, replications: 1 })
  const { mean } = report.requests.r!.latencyS
  return { meventsPerS: report.events / cpuS / 1e6, meanInServiceTimes: (mean ?? NaN) / SERVICE_S }
}

function runTwin(binary: string, model: (typeof MODELS)[number]): Measured {
  const args = [model.stations, model.servers, UTILISATION, CUSTOMERS].map(String)
  const { stdout } = spawnSync(binary, args, { encoding: 'utf8' })
  const { meventsPerS, mean } = JSON.parse(stdout) as { meventsPerS: number; mean: number }
  return { meventsPerS, meanInServiceTimes: mean }
}

/** The good worked answer to the shortener, at its mean load: requests a second of processor time. */
async function shortener(): Promise<object> {
  const problem = (await content.problems()).find(({ slug }) => slug === 'shortener')!
  const { good } = await content.references('shortener')
  const start = startDesign(problem.brief)
  const design: Design = {
    ...start,
    blocks: [...start.blocks, ...good!.design.blocks],
    links: good!.design.links,
  }
  const options = { durationS: 20, warmupS: 2, seed: 1, replications: 1 }
  const engine = new EngineThread()
  await engine.run(design, { ...options, durationS: 5 })
  const timed: TimedRun[] = []
  for (let i = 0; i < 5; i++) timed.push(await engine.run(design, options))
  await engine.stop()
  const runs = timed.map(({ report, cpuS }) => {
    const offered = Object.values(report.requests).reduce((sum, { offered: count }) => sum + count, 0)
    const requests = offered * (1 + options.warmupS / options.durationS)
    return { requestsPerS: requests / cpuS, eventsARequest: report.events / requests, events: report.events / cpuS }
  })
  return {
    bench: 'engine',
    design: 'the good shortener',
    blocks: design.blocks.length,
    requestsPerS: Math.round(median(runs.map((run) => run.requestsPerS))),
    eventsARequest: round(median(runs.map((run) => run.eventsARequest))),
    meventsPerS: round(median(runs.map((run) => run.events)) / 1e6),
  }
}
