import type { SheetFinding } from '@/core/chain/chain'
import type { FromContradictionsWorker, ToContradictionsWorker } from './contradictions-worker'

type Answer = (findings: readonly SheetFinding[]) => void

/** One worker for the life of a page, started when something is first asked. Only the newest question is answered. */
export class ContradictionsSearch {
  private worker: Worker | null = null
  private asked = 0
  private answer: Answer = () => undefined

  ask(chain: ToContradictionsWorker['chain'], seed: string, answer: Answer): void {
    const id = ++this.asked
    this.answer = answer
    this.worker ??= this.start()
    this.worker.postMessage({ id, chain, seed } satisfies ToContradictionsWorker)
  }

  stop(): void {
    this.worker?.terminate()
    this.worker = null
  }

  private start(): Worker {
    const worker = new Worker(new URL('./contradictions-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromContradictionsWorker>) => {
      if (data.id === this.asked) this.answer(data.findings)
    })
    return worker
  }
}
