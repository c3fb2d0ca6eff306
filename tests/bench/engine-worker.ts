import { PerformanceObserver } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { CacheNode } from '@/core/blocks/cache-node'
import { createRun, simulate } from '@/core/design/run'
import { KeySampler } from '@/core/random/key-sampler'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import type { LookUpRequest, SlicesRequest, TimedLookUps, TimedRun, TimedRunRequest } from './engine-run'

/** Long enough for what the observer has seen to come. */
const OBSERVER_MS = 20

let collections = 0
new PerformanceObserver((list) => (collections += list.getEntries().length)).observe({ entryTypes: ['gc'] })

parentPort?.on('message', async (request: TimedRunRequest | SlicesRequest | LookUpRequest) => {
  if ('slices' in request) parentPort?.postMessage(runSlices(request))
  else parentPort?.postMessage('design' in request ? await run(request) : lookUp(request))
})

async function run({ design, options }: TimedRunRequest): Promise<TimedRun> {
  await setTimeout(OBSERVER_MS)
  collections = 0
  const cpuSince = startClock()
  const report = simulate(design, options)
  const cpuS = cpuSince()
  await setTimeout(OBSERVER_MS)
  return { report, cpuS, collections }
}

/** So long that no step of the series ends meanwhile. */
const ENDLESS_S = 1e6

function runSlices({ design, slices, events }: SlicesRequest): number[] {
  const options = { durationS: ENDLESS_S, warmupS: 0, seed: 1, replications: 1 }
  const endless = createRun(design, options, { caps: { events: Infinity } })
  return Array.from({ length: slices }, () => {
    const cpuSince = startClock()
    if (endless.step({ maxEvents: events })) throw new Error('The run has ended')
    return cpuSince()
  })
}

const KEYS = 100_000
const CAPACITY = 10_000

/** A node of a tenth of the keys, which are asked for by Zipf's law; the keys are drawn before the clock starts. */
function lookUp({ policy, lookUps }: LookUpRequest): TimedLookUps {
  const words = new Int32Array(2 * WORDS_PER_STREAM)
  seedStream(words, 0, 'keys')
  seedStream(words, WORDS_PER_STREAM, 'eviction')
  const sampler = new KeySampler(KEYS, 1)
  const drawn = Int32Array.from({ length: 1 << 20 }, () => sampler.draw(words, 0))
  const random01 = () => nextUniform(words, WORDS_PER_STREAM)
  const node = new CacheNode({ policy, capacity: CAPACITY, ttlS: null, keySpace: KEYS, random01, siblings: 1 })
  const clock = { nowS: 0 }
  const hitsOf = (count: number): number => {
    let hits = 0
    for (let i = 0; i < count; i++) {
      const key = drawn[i & (drawn.length - 1)]!
      if (node.get(key, clock)) hits++
      else node.put(key, clock)
    }
    return hits
  }
  hitsOf(drawn.length)
  const cpuSince = startClock()
  const hits = hitsOf(lookUps)
  return { hits, cpuS: cpuSince() }
}

/**
 * Processor seconds of this thread, as near as they can be told: no more than have passed, which is too much where others are at
 * work too, and no more than the process had, which is too much where the compiler's threads are.
 */
function startClock(): () => number {
  const [usage, startMs] = [process.cpuUsage(), performance.now()]
  return () => {
    const { user, system } = process.cpuUsage(usage)
    return Math.min((user + system) / 1e6, (performance.now() - startMs) / 1e3)
  }
}
