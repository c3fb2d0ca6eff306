import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..')

// Exit status 2 would mean that they differ: somebody changed the schema and wrote no migration.
it('the migrations make exactly the schema, and Prisma says so without any download', async () => {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js')
  const question = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma']
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', DATABASE_URL: '', PRISMA_SCHEMA_ENGINE_BINARY: undefined }
  const { stdout } = await promisify(execFile)(process.execPath, [prisma, ...question, '--exit-code'], {
    cwd: root,
    env,
  })
  expect(stdout).toContain('No difference detected')
}, 120_000)
