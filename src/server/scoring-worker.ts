import { parentPort } from 'node:worker_threads'
import { simulate } from '@/core/design/run'
import type { RunReply, RunRequest } from './scoring-messages'

/**
 * Runs designs beside the server's own thread, which must go on answering. Started from its source by `EnginePool`, so
 * nothing imports it and no bundler sees it.
 */
parentPort?.on('message', (request: RunRequest) => {
  parentPort?.postMessage(replyTo(request))
})

function replyTo({ id, design, options, prices, caps = {} }: RunRequest): RunReply {
  try {
    return { id, report: simulate(design, options, { prices, caps }), failure: null }
  } catch (error) {
    return { id, report: null, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
