import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { env } from './env'

let known: string | undefined

/** The key of the sign-in cookies: DRYRUN_SECRET, else the one made on first start in the data directory. */
export function secret(): string {
  known ??= env().DRYRUN_SECRET ?? readOrMakeSecret(env().DRYRUN_DATA_DIR)
  return known
}

/** Readable by the owner alone. Two first starts at once agree: the second `link` fails and reads what the first wrote. */
export function readOrMakeSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret')
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!fs.existsSync(file)) {
    const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
    fs.writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
    try {
      fs.linkSync(fresh, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      fs.rmSync(fresh)
    }
  }
  const text = fs.readFileSync(file, 'utf8').trim()
  if (text.length < 32)
    throw new Error(`${file} holds no usable secret: delete it to have a new one made (everyone signs in again)`)
  return text
}
