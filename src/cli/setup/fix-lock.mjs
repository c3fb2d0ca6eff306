// After each `npm install`: node src/cli/setup/fix-lock.mjs
//
// A registry mirror that carries binaries of some platforms only makes npm write a lock without the others, and then
// `npm ci` refuses that lock everywhere. This adds the missing optional entries, which npm skips on other platforms.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './command.mjs'

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * @typedef {{ version: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {Record<string, LockEntry>} LockPackages
 */

/**
 * The entries of platform packages that others name as optional and the lock lacks.
 * @param {LockPackages} packages
 * @returns {LockPackages}
 */
export function missingPlatformEntries(packages) {
  const missing = {}
  for (const [at, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isPinned = /^\d+\.\d+\.\d+/.test(version) // as platform packages always are
      const platform = platformOf(name)
      if (isPinned && platform && !isInLock(packages, at, name)) {
        missing[`node_modules/${name}`] = { version, ...platform, optional: true }
      }
    }
  }
  return missing
}

/** Whether npm would find `name` from the package at `at`: in its own node_modules or in any above. */
function isInLock(packages, at, name) {
  const inside = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
  if (packages[inside]) return true
  if (at === '') return false
  const above = at.lastIndexOf('/node_modules/')
  return isInLock(packages, above < 0 ? '' : at.slice(0, above), name)
}

/** `@next/swc-linux-x64-musl` says itself where it runs. */
function platformOf(name) {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = SYSTEMS.filter((system) => words.includes(system))
  const cpu = PROCESSORS.filter((processor) => words.includes(processor))
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : []
  if (os.length === 0 && cpu.length === 0) return undefined
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(libc.length > 0 && os.includes('linux') ? { libc } : {}),
  }
}

function fixLock() {
  const file = path.join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingPlatformEntries(lock.packages)
  const all = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(all)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} entries added to package-lock.json`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) fixLock()
