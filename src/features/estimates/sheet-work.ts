import { type Sampled, type SheetChange, SheetSampler } from './sheet-sampler'
import type { SheetAnswer, SheetQuestion } from './sheet-questions'
import type { FromSheetWorker, ToSheetWorker } from './sheet-worker'

/** Where one sheet has its ranges sampled. */
export interface SheetWork {
  /** Changes in order; of several that wait only the last is answered. */
  change: (change: SheetChange) => void
  /** The samples of a cell as it was last computed; undefined where it has none. */
  samples: (cell: string) => Promise<Float64Array | undefined>
  /** From the sheet as it was told last; undefined when the worker is lost. */
  ask: (question: SheetQuestion) => Promise<SheetAnswer | undefined>
  close: () => void
}

export interface SheetWorkEvents {
  /** `isNewest`: nothing that was asked since waits for its answer. */
  onSampled: (sampled: Sampled, isNewest: boolean) => void
  /** The worker is gone and knows nothing any more: the next change must tell everything. */
  onLost: () => void
}

interface Open extends SheetWorkEvents {
  newest: number
  /** Who waits for samples, by the id of the question. */
  waiting: Map<number, (samples: Float64Array | undefined) => void>
  /** Who waits for an answer. */
  asked: Map<number, (answer: SheetAnswer | undefined) => void>
}

/** The part of a worker that is used. */
export type SheetWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/**
 * One worker for all sheets of a page, there while one is open. Once it fails it is not tried again: what it did is
 * done in the page from then on, a pause after the last change.
 */
export class SheetWorkshop {
  private worker: SheetWorker | null = null
  private hasFailed = false
  private next = 1
  private readonly open = new Map<number, Open>()

  constructor(private readonly start: () => SheetWorker) {}

  openSheet(events: SheetWorkEvents): SheetWork {
    if (this.hasFailed) return inPage(events)
    const sheet = this.next++
    const open: Open = { ...events, newest: 0, waiting: new Map(), asked: new Map() }
    this.open.set(sheet, open)
    let replaced: SheetWork | null = null
    return {
      change: (change) => {
        if (this.hasFailed) {
          replaced ??= inPage(events)
          replaced.change(change)
          return
        }
        open.newest = this.next++
        this.post({ type: 'change', sheet, id: open.newest, change })
      },
      samples: (cell) => {
        if (replaced) return replaced.samples(cell)
        const id = this.next++
        return new Promise((resolve) => {
          open.waiting.set(id, resolve)
          this.post({ type: 'samples', sheet, id, cell })
        })
      },
      ask: (question) => {
        if (replaced) return replaced.ask(question)
        const id = this.next++
        return new Promise((resolve) => {
          open.asked.set(id, resolve)
          this.post({ type: 'ask', sheet, id, question })
        })
      },
      close: () => {
        replaced?.close()
        answerNobody(open)
        this.close(sheet)
      },
    }
  }

  private close(sheet: number): void {
    if (!this.open.delete(sheet)) return
    if (this.open.size > 0) this.post({ type: 'close', sheet })
    else this.stop()
  }

  private post(message: ToSheetWorker): void {
    try {
      this.worker ??= this.begin()
      this.worker.postMessage(message)
    } catch {
      this.fail()
    }
  }

  private begin(): SheetWorker {
    const worker = this.start()
    worker.addEventListener('message', ({ data }: MessageEvent<FromSheetWorker>) => {
      if (data.type === 'failed') return this.fail()
      const open = this.open.get(data.sheet)
      if (data.type === 'samples') {
        open?.waiting.get(data.id)?.(data.samples)
        open?.waiting.delete(data.id)
        return
      }
      if (data.type === 'answered') {
        open?.asked.get(data.id)?.(data.answer)
        open?.asked.delete(data.id)
        return
      }
      // An older answer counts too: each tells only what has changed since the one before it.
      open?.onSampled(data.sampled, data.id === open.newest)
    })
    worker.addEventListener('error', () => this.fail())
    worker.addEventListener('messageerror', () => this.fail())
    return worker
  }

  private fail(): void {
    if (this.hasFailed) return
    this.hasFailed = true
    this.stop()
    for (const open of this.open.values()) {
      answerNobody(open)
      open.onLost()
    }
  }

  private stop(): void {
    this.worker?.terminate()
    this.worker = null
  }
}

function answerNobody({ waiting, asked }: Open): void {
  for (const resolve of [...waiting.values(), ...asked.values()]) resolve(undefined)
  waiting.clear()
  asked.clear()
}

/** Where no worker is: once nothing has been typed for this long. */
const PAUSE_MS = 300

function inPage({ onSampled }: SheetWorkEvents): SheetWork {
  const sampler = new SheetSampler()
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    change: (change) => {
      sampler.take(change)
      clearTimeout(timer)
      timer = setTimeout(() => onSampled(sampler.evaluate(), true), PAUSE_MS)
    },
    samples: (cell) => Promise.resolve(sampler.samplesOf(cell)),
    ask: (question) => Promise.resolve(sampler.answer(question)),
    close: () => clearTimeout(timer),
  }
}
