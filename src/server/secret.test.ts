import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readOrMakeSecret } from './secret'

it('makes a secret of its own, keeps it, and lets nobody else read it', () => {
  const [one, other] = ['a', 'b'].map((name) =>
    path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-secret-')), name),
  )
  const secret = readOrMakeSecret(one ?? '')
  expect(secret.length).toBeGreaterThanOrEqual(64)
  expect(readOrMakeSecret(one ?? '')).toBe(secret)
  expect(readOrMakeSecret(other ?? '')).not.toBe(secret)
  expect(fs.statSync(path.join(one ?? '', 'secret')).mode & 0o777).toBe(0o600)
  expect(fs.statSync(one ?? '').mode & 0o777).toBe(0o700)
  expect(fs.readdirSync(one ?? '')).toEqual(['secret'])
})
