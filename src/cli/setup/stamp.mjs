import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.mjs'

/**
 * Hash of the files and folders named, by what is in them: a fresh clone, a switched branch and an unpacked archive
 * all have times that say nothing.
 * @param {string[]} names relative to the checkout; one that is missing counts as empty
 * @param {(name: string) => boolean} [isLeftOut]
 */
export function hashOf(names, isLeftOut = () => false) {
  const hash = createHash('sha256')
  for (const name of names.flatMap((name) => filesBelow(name, isLeftOut))) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(root, name)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @returns {string[]} */
function filesBelow(name, isLeftOut) {
  const at = path.join(root, name)
  if (isLeftOut(name) || !existsSync(at)) return []
  if (!statSync(at).isDirectory()) return [name]
  return readdirSync(at)
    .sort()
    .flatMap((child) => filesBelow(`${name}/${child}`, isLeftOut))
}

/** Whether the stamp in `file` says `hash`. */
export function hasStamp(file, hash) {
  const at = path.join(root, file)
  return existsSync(at) && readFileSync(at, 'utf8') === hash
}

export function writeStamp(file, hash) {
  const at = path.join(root, file)
  mkdirSync(path.dirname(at), { recursive: true })
  writeFileSync(at, hash)
}
