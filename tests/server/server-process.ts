import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** `npm start` as a process of its own, on a port that is free. */
export class ServerProcess {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  output = ''

  constructor(env: Record<string, string>) {
    const settings = {
      PORT: '0',
      DRYRUN_HOST: '127.0.0.1',
      DATABASE_URL: '',
      LOG_LEVEL: 'warn',
      DRYRUN_RATE_FACTOR: '1000',
    }
    this.child = spawn(process.execPath, ['src/cli/start.mjs'], {
      env: { ...process.env, ...settings, ...env },
    })
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    this.ended = once(this.child, 'exit').then((event) => {
      const [code, signal] = event as [Ended['code'], Ended['signal']]
      return { code, signal }
    })
  }

  /** Its address, once it says that it is ready. */
  async ready(): Promise<string> {
    const said = new Promise<string>((resolve) => {
      const look = () => {
        const address = /ready at (\S+)/.exec(this.output)?.[1]
        if (address) resolve(address)
      }
      this.child.stdout?.on('data', look)
      look()
    })
    const early = this.ended.then(({ code }) => {
      throw new Error(`the server ended with ${code} before it was ready:\n${this.output}`)
    })
    return Promise.race([said, early])
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }
}

/** A folder that `remove` takes away again. */
export function makeDataDir(): { dir: string; remove: () => void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-server-'))
  return { dir, remove: () => fs.rmSync(dir, { recursive: true, force: true }) }
}
