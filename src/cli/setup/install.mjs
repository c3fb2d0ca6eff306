import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { prepare, root, SetupError } from './command.mjs'

/** Installs what package-lock.json says unless it is there already. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing packages ...')
  // No package needs its install script: binaries come as packages of their own, and Prisma's engine is WASM.
  if (!prepare('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']))
    throw new SetupError('npm ci failed: see above')
}

/** npm writes down in node_modules what it has put there, and does so last: half an installation has no such file. */
function isInstalled() {
  const written = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(written)) return false
  const installed = readPackages(written)
  return Object.entries(readPackages(path.join(root, 'package-lock.json'))).every(
    ([at, { version, optional }]) => at === '' || optional || installed[at]?.version === version,
  )
}

/** @returns {Record<string, { version: string, optional?: boolean } | undefined>} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
