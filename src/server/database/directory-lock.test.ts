import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DirectoryInUseError, lockDirectory } from './directory-lock'

let parent: string
let dir: string
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-lock-'))
  dir = path.join(parent, 'data')
})
afterEach(() => fs.rmSync(parent, { recursive: true }))

/** Another process that holds the lock. */
async function otherProcess() {
  const module = path.join(import.meta.dirname, 'directory-lock.ts')
  const script = `const { lockDirectory } = await import(${JSON.stringify(module)})
    await lockDirectory(${JSON.stringify(dir)}); setInterval(() => {}, 1000); console.log('held')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'pipe' })
  await once(child.stdout, 'data')
  return child
}

describe('the lock of the data directory', () => {
  it('makes the directory, for its owner alone', async () => {
    const unlock = await lockDirectory(dir)
    expect(fs.statSync(dir).mode & 0o777).toBe(0o700)
    await unlock()
  })

  it('is refused while another process has it, naming that process, and free once that is killed', async () => {
    const other = await otherProcess()
    const refused = lockDirectory(dir, { waitMs: 0 })
    await expect(refused).rejects.toThrow(DirectoryInUseError)
    await expect(refused).rejects.toThrow(`already open in process ${other.pid}`)
    other.kill('SIGKILL')
    await once(other, 'exit')
    const unlock = await lockDirectory(dir, { waitMs: 0 })
    await unlock()
  })

  it('is had by one of many who find the leftover of a killed one', async () => {
    const other = await otherProcess()
    other.kill('SIGKILL')
    await once(other, 'exit')
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(dir, { waitMs: 0 })))
    const held = tries.filter((one) => one.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await held[0]?.value()
  })

  it('works where the path is too long for a socket', async () => {
    dir = path.join(dir, 'x'.repeat(120))
    const unlock = await lockDirectory(dir)
    await expect(lockDirectory(dir, { waitMs: 0 })).rejects.toThrow(DirectoryInUseError)
    await unlock()
  })
})
