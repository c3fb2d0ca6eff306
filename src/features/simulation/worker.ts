/// <reference lib="webworker" />
import { type Comparison, createComparison } from '@/core/design/compare'
import { createRun, reportOf, simulate, type Slice } from '@/core/design/run'
import { createSweep, type Sweep } from '@/core/design/sweep'
import { demoDesign } from './demo-design'
import type { FromWorker, Outcomes, Progress, Task, TaskOf, TaskType, ToWorker } from './messages'

/**
 * Runs designs off the main thread, in slices between which messages get in. Figures so far are posted about ten times
 * a second; making them costs as much as a short slice does.
 */
declare const self: DedicatedWorkerGlobalScope

const SLICE_MS = 10
const FIRST_FIGURES_MS = 50
const FIGURES_EVERY_MS = 90

/** Id of the task that goes on; one whose id is no longer this one is dropped at its next slice. */
let current = 0

const post = (message: FromWorker) => self.postMessage(message)
const now = () => performance.now()

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'warm-up':
      // A short run of a design with most kinds in it, so that the engine's hot paths are compiled before the first click.
      simulate(demoDesign(1, true), { durationS: 6, warmupS: 0, seed: 1, replications: 1 })
      return
    case 'cancel':
      if (data.id === current) current = 0
      post({ type: 'cancelled', id: data.id })
      return
    case 'start':
      current = data.id
      start(data.id, data.task)
      return
  }
})

/** A task under way, whichever it is. */
interface Work {
  /** @returns true when it is over */
  step: (slice: Slice) => boolean
  progress: () => Progress<Outcomes[TaskType]>
  finish: (wallS: number) => Outcomes[TaskType]
}

function workOf(task: Task): Work {
  const inputs = { prices: task.prices ?? undefined }
  switch (task.type) {
    case 'run':
      return createRun(task.design, task.options, inputs)
    case 'replicate':
      return replicationOf(task)
    case 'merge': {
      const { design, options, outcomes, wallS } = task
      return atOnce(() => reportOf(design, options, outcomes, { ...inputs, wallS }))
    }
    case 'sweep':
      return inParts(createSweep(task.design, task.options, inputs))
    case 'compare':
      return inParts(createComparison(task.before, task.after, task.options, inputs))
    default:
      return task satisfies never
  }
}

const inParts = (work: Sweep | Comparison): Work => ({
  step: (slice) => work.step(slice),
  progress: () => ({ ratio: work.ratio(), partial: work.result() }),
  finish: () => work.result(),
})

const atOnce = (make: () => Outcomes[TaskType]): Work => ({
  step: () => true,
  progress: () => ({ ratio: 1, partial: null }),
  finish: make,
})

function replicationOf({ design, options, number, prices }: TaskOf<'replicate'>): Work {
  const run = createRun(design, options, { prices: prices ?? undefined, firstReplication: number })
  return {
    step: (slice) => run.step(slice),
    progress: () => {
      const { ratio, partial } = number === 0 ? run.progress() : { ratio: run.ratio(), partial: null }
      return { ratio, partial: { figures: partial, outcome: null } }
    },
    finish: () => ({ figures: null, outcome: run.outcomes()[0] ?? null }),
  }
}

function start(id: number, task: Task) {
  try {
    const began = now()
    goOn({ id, work: workOf(task), began, nextFiguresMs: began + FIRST_FIGURES_MS })
  } catch (error) {
    post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

interface Going {
  id: number
  work: Work
  began: number
  nextFiguresMs: number
}

/** One slice, and the next one after the messages that wait. */
function goOn(going: Going) {
  const { id, work } = going
  if (id !== current) return
  try {
    if (work.step({ maxMs: SLICE_MS, now })) {
      post({ type: 'done', id, outcome: work.finish((now() - going.began) / 1000) })
      return
    }
    if (now() >= going.nextFiguresMs) {
      post({ type: 'progress', id, progress: work.progress() })
      going.nextFiguresMs = now() + FIGURES_EVERY_MS
    }
  } catch (error) {
    post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
    return
  }
  afterMessages(() => goOn(going))
}

/** A macrotask that timers do not throttle: nested time-outs would wait 4 ms each. */
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.addEventListener('message', () => waiting.shift()?.())
channel.port1.start()
function afterMessages(task: () => void) {
  waiting.push(task)
  channel.port2.postMessage(null)
}
