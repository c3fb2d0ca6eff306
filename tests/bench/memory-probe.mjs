// Loaded into a server that is measured: says on SIGUSR2 what it holds once everything is collected that can be.
import path from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'
import { isMainThread } from 'node:worker_threads'

/** Finalizers run after a collection and let go of more, which the next one collects. */
const COLLECTIONS = 3

const MB = (bytes) => Math.round((bytes / 2 ** 20) * 10) / 10

async function say() {
  const collect = vm.runInNewContext('gc')
  for (let i = 0; i < COLLECTIONS; i += 1) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  const folder = process.env.HEAP_SNAPSHOTS
  if (folder) v8.writeHeapSnapshot(path.join(folder, `${Date.now()}.heapsnapshot`))
  console.log(`memory ${JSON.stringify({ heapMB: MB(heapUsed), externalMB: MB(external), residentMB: MB(rss) })}`)
}

if (isMainThread) {
  v8.setFlagsFromString('--expose-gc')
  process.on('SIGUSR2', () => void say())
}
