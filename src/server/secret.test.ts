import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOrMakeSecret } from './secret'

let parent: string
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-secret-'))
})
afterEach(() => fs.rmSync(parent, { recursive: true }))

describe('the secret', () => {
  it('is made on first use, kept, and another one elsewhere', () => {
    const secret = readOrMakeSecret(path.join(parent, 'a'))
    expect(secret.length).toBeGreaterThanOrEqual(64)
    expect(readOrMakeSecret(path.join(parent, 'a'))).toBe(secret)
    expect(readOrMakeSecret(path.join(parent, 'b'))).not.toBe(secret)
  })

  it('can be read by its owner alone, and nothing is left lying beside it', () => {
    const dir = path.join(parent, 'data')
    readOrMakeSecret(dir)
    expect(fs.statSync(dir).mode & 0o777).toBe(0o700)
    expect(fs.statSync(path.join(dir, 'secret')).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(dir)).toEqual(['secret'])
  })

  it('that somebody emptied is an error, not an empty key', () => {
    fs.writeFileSync(path.join(parent, 'secret'), '')
    expect(() => readOrMakeSecret(parent)).toThrow('holds no usable secret')
  })
})
