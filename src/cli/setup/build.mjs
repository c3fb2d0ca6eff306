import { existsSync } from 'node:fs'
import path from 'node:path'
import { preparePackage, root, SetupError } from './command.mjs'
import { hashOf, hasStamp, writeStamp } from './stamp.mjs'

const STAMP = '.next/dryrun-build'
const SOURCES = ['src', 'content', 'public', 'prisma/schema.prisma']
const SETTINGS = ['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json']

/** Made from the schema, which is hashed; and what no build contains. */
const isLeftOut = (name) => name === 'src/server/generated' || name === 'src/cli' || /\.test\.tsx?$/.test(name)

const sourcesHash = () => hashOf([...SOURCES, ...SETTINGS], isLeftOut)

/** Whether there is a build of these very sources. */
export function isBuilt(hash = sourcesHash()) {
  return existsSync(path.join(root, '.next/BUILD_ID')) && hasStamp(STAMP, hash)
}

/** Builds unless that is done. */
export function ensureBuilt() {
  const hash = sourcesHash()
  if (isBuilt(hash)) return
  console.error('Building ...')
  if (!preparePackage('next', ['build'])) throw new SetupError('next build failed: see above')
  writeStamp(STAMP, hash)
}
