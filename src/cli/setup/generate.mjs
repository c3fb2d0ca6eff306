import { existsSync } from 'node:fs'
import path from 'node:path'
import { preparePackage, root, SetupError } from './command.mjs'
import { hashOf, hasStamp, writeStamp } from './stamp.mjs'

const STAMP = 'node_modules/.cache/dryrun/generated'

/** Writes the database client into src/server/generated unless the schema's is there. */
export function ensureGenerated() {
  const hash = hashOf(['prisma/schema.prisma', 'package-lock.json'])
  if (hasStamp(STAMP, hash) && existsSync(path.join(root, 'src/server/generated/client.ts'))) return
  if (!preparePackage('prisma', ['generate'])) throw new SetupError('prisma generate failed: see above')
  writeStamp(STAMP, hash)
}
