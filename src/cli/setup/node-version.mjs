import { SetupError } from './command.mjs'

const OLDEST = [20, 19]

/** Next, Prisma and Vite need it. */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupError(`Dryrun needs Node ${OLDEST.join('.')} or newer; this is ${version}. See https://nodejs.org`)
}
