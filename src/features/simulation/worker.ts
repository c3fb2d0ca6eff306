/// <reference lib="webworker" />
import { createRun, type Run, simulate } from '@/core/design/run'
import { demoDesign } from './demo-design'
import type { FromWorker, ToWorker } from './messages'

/**
 * Runs designs off the main thread, in slices between which messages get in. Figures so far are posted about ten times
 * a second; making them costs as much as a short slice does.
 */
declare const self: DedicatedWorkerGlobalScope

const SLICE_MS = 10
const FIRST_FIGURES_MS = 50
const FIGURES_EVERY_MS = 90

/** Id of the run that goes on; a run whose id is no longer this one is dropped at its next slice. */
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
    case 'run':
      current = data.id
      start(data)
      return
  }
})

function start({ id, design, options, prices }: Extract<ToWorker, { type: 'run' }>) {
  try {
    const run = createRun(design, options, { prices: prices ?? undefined })
    const began = now()
    goOn({ id, run, began, nextFiguresMs: began + FIRST_FIGURES_MS })
  } catch (error) {
    post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

interface Going {
  id: number
  run: Run
  began: number
  nextFiguresMs: number
}

/** One slice, and the next one after the messages that wait. */
function goOn(going: Going) {
  const { id, run } = going
  if (id !== current) return
  try {
    if (run.step({ maxMs: SLICE_MS, now })) {
      post({ type: 'done', id, report: run.finish((now() - going.began) / 1000) })
      return
    }
    if (now() >= going.nextFiguresMs) {
      post({ type: 'progress', id, progress: run.progress() })
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
