import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingPlatformEntries } from '../src/cli/setup/fix-lock.mjs'

interface Lock {
  packages: Record<
    string,
    { version: string; resolved?: string; integrity?: string; optional?: boolean; link?: boolean }
  >
}

const lock = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lock
const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

describe('package-lock.json', () => {
  it('names no registry: everyone installs from their own', () => {
    const named = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)
    expect(named.map(([name]) => name)).toEqual([])
  })

  it('has the binaries of every platform, so that npm ci takes it anywhere', () => {
    expect(missingPlatformEntries(lock.packages)).toEqual({})
  })

  it('is what package.json asks for, to the digit', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies }
    for (const [name, version] of Object.entries(asked)) {
      const pinned = version.replace(/^npm:.*@/, '')
      expect(pinned, name).toMatch(/^\d+\.\d+\.\d+/)
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(pinned)
    }
  })

  // Below these there are published holes; see each project's advisories.
  it.each([
    ['next', '16.4.1'],
    ['react', '19.3.1'],
    ['react-dom', '19.3.1'],
    ['next-auth', '4.24.15'],
    ['@trpc/server', '11.8.0'],
    ['superjson', '1.8.1'],
  ])('has no %s older than %s', (name, floor) => {
    const [have, least] = [lock.packages[`node_modules/${name}`]?.version ?? '0', floor]
    expect(have.localeCompare(least, 'en', { numeric: true }), `${name} ${have}`).toBeGreaterThanOrEqual(0)
  })
})

describe('missingPlatformEntries', () => {
  it('adds what a package names as optional for another platform, unless it is there, also further in', () => {
    const packages = {
      '': { version: '0' },
      'node_modules/a': {
        version: '1.0.0',
        optionalDependencies: { '@a/linux-x64-musl': '1.0.0', '@a/darwin-arm64': '1.0.0' },
      },
      'node_modules/a/node_modules/@a/darwin-arm64': { version: '1.0.0', optional: true },
      'node_modules/b': { version: '2.0.0', optionalDependencies: { plain: '2.0.0', '@b/win32-ia32': '^2.0.0' } },
    }
    expect(missingPlatformEntries(packages)).toEqual({
      'node_modules/@a/linux-x64-musl': {
        version: '1.0.0',
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
        optional: true,
      },
    })
  })
})
