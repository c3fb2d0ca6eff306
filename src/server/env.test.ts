import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from './env'

describe('settings', () => {
  it('are all optional', () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, DRYRUN_DATA_DIR: path.resolve('data'), DRYRUN_TRUST_PROXY: false })
  })

  it('count as unset when empty', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '', DRYRUN_SECRET: '' })).toMatchObject({ PORT: 3000 })
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DRYRUN_SECRET', 'short'],
    ['DRYRUN_TRUST_PROXY', 'yes'],
    ['DRYRUN_RATE_FACTOR', '0'],
    ['LOG_LEVEL', 'loud'],
    ['DRYRUN_DATADIR', '/data'],
  ])('that are wrong are named: %s=%s', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(EnvError)
    expect(() => parseEnv({ [name]: value })).toThrow(`${name}: `)
  })

  it('that are wrong are all named at once', () => {
    expect(() => parseEnv({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT: .*\n.*LOG_LEVEL: /)
  })

  it('of a sign-in provider come in pairs', () => {
    expect(() => parseEnv({ GITHUB_CLIENT_ID: 'x' })).toThrow('GITHUB_CLIENT_SECRET: is needed with its other half')
    expect(() => parseEnv({ GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' })).not.toThrow()
  })
})
