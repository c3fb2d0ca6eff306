/// <reference lib="webworker" />
import type { SheetAnswer, SheetQuestion } from './sheet-questions'
import { type Sampled, type SheetChange, SheetSampler } from './sheet-sampler'

/** Plain data both ways. `sheet` tells the sheets of a page apart. */
export type ToSheetWorker =
  | { type: 'change'; sheet: number; id: number; change: SheetChange }
  | { type: 'samples'; sheet: number; id: number; cell: string }
  | { type: 'ask'; sheet: number; id: number; question: SheetQuestion }
  | { type: 'close'; sheet: number }

export type FromSheetWorker =
  | { type: 'sampled'; sheet: number; id: number; sampled: Sampled }
  | { type: 'samples'; sheet: number; id: number; samples: Float64Array<ArrayBuffer> | undefined }
  | { type: 'answered'; sheet: number; id: number; answer: SheetAnswer }
  | { type: 'failed'; sheet: number; id: number; message: string }

declare const self: DedicatedWorkerGlobalScope

interface Open {
  sampler: SheetSampler
  /** Of the newest change that was not computed yet. */
  wanted: number | null
}

const sheets = new Map<number, Open>()
const post = (message: FromSheetWorker, moved: Transferable[] = []) => self.postMessage(message, moved)

self.addEventListener('message', ({ data }: MessageEvent<ToSheetWorker>) => {
  if (data.type === 'close') {
    sheets.delete(data.sheet)
    return
  }
  if (data.type === 'samples') {
    // In its turn: what was changed before it has been computed by then.
    afterMessages(() => giveSamples(data.sheet, data.id, data.cell))
    return
  }
  const open = sheets.get(data.sheet) ?? { sampler: new SheetSampler(), wanted: null }
  sheets.set(data.sheet, open)
  if (data.type === 'ask') {
    answer(data, open.sampler)
    return
  }
  open.sampler.take(data.change)
  open.wanted = data.id
  afterMessages(() => compute(data.sheet))
})

function answer({ sheet, id, question }: Extract<ToSheetWorker, { type: 'ask' }>, sampler: SheetSampler) {
  try {
    post({ type: 'answered', sheet, id, answer: sampler.answer(question) })
  } catch (error) {
    post({ type: 'failed', sheet, id, message: error instanceof Error ? error.message : String(error) })
  }
}

/** Everything that was asked meanwhile has been taken by now: only the newest is computed. */
function compute(sheet: number) {
  const open = sheets.get(sheet)
  if (open?.wanted == null) return
  const id = open.wanted
  open.wanted = null
  try {
    post({ type: 'sampled', sheet, id, sampled: open.sampler.evaluate() })
  } catch (error) {
    post({ type: 'failed', sheet, id, message: error instanceof Error ? error.message : String(error) })
  }
}

function giveSamples(sheet: number, id: number, cell: string) {
  const samples = sheets.get(sheet)?.sampler.samplesOf(cell)
  post({ type: 'samples', sheet, id, samples }, samples ? [samples.buffer] : [])
}

/** A macrotask of its own, behind the messages that have arrived. */
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.addEventListener('message', () => waiting.shift()?.())
channel.port1.start()
function afterMessages(task: () => void) {
  waiting.push(task)
  channel.port2.postMessage(null)
}
