import type { ChildProcess } from 'node:child_process'
import path from 'node:path'

export interface Held {
  /** Objects of JavaScript after a collection. */
  heapMB: number
  /** Buffers and the memory of the embedded database, which never shrinks. */
  externalMB: number
  /** All that the process has of the machine: also what its allocators keep for the next time. */
  residentMB: number
}

/** For NODE_OPTIONS of a process that is to be asked by `heldBy`. HEAP_SNAPSHOTS, a folder, is given a snapshot each time. */
export const MEMORY_PROBE = `--import ${path.join(import.meta.dirname, 'memory-probe.mjs')}`

/** What a process still holds once everything is collected that can be. */
export function heldBy(process: ChildProcess): Promise<Held> {
  return new Promise((resolve) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      const said = /^memory (\{.*\})$/m.exec(text)?.[1]
      if (said === undefined) return
      process.stdout?.off('data', hear)
      resolve(JSON.parse(said) as Held)
    }
    process.stdout?.on('data', hear)
    process.kill('SIGUSR2')
  })
}
