import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { findingsBeside } from '../core/chain/sheet-beside'
import { findingsOf } from '../core/design/findings'
import { designJsonSchema } from '../core/design/json-schema'
import { parseDesignText } from '../core/design/validate'
import type { Sheet } from '../core/estimate/sheet'
import { readSheetBeside } from './read-sheet'
import type { Terminal } from './terminal'

/**
 * `npm run -s validate -- design.json [--sheet estimates.txt]`: every problem with its path, one a line, and exit status 1 where
 * there is one. With a sheet also what it and the design say against each other.
 * Warnings and findings of a design that opens are printed too and change nothing about the status.
 * `--schema` prints what a design file may hold as a JSON Schema instead.
 */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal
  const asked = readArguments(args)
  if (asked?.isSchema) {
    stdout.write(`${JSON.stringify(designJsonSchema(), null, 2)}\n`)
    return 0
  }
  if (asked === null || asked.files.length === 0) {
    stderr.write('usage: npm run -s validate -- design.json ... [--sheet estimates.txt] | --schema\n')
    return 2
  }
  const sheet = await readSheetBeside(asked.sheet)
  if (sheet instanceof Error) {
    stderr.write(`cannot be read: ${sheet.message}\n`)
    return 1
  }
  const { files } = asked
  let status = 0
  for (const file of files) {
    const prefix = files.length > 1 ? `${file}: ` : ''
    status = Math.max(status, await validate({ file, sheet, prefix }, terminal))
  }
  return status
}

function readArguments(args: string[]): { files: string[]; sheet: string | undefined; isSchema: boolean } | null {
  try {
    const options = { sheet: { type: 'string' }, schema: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    return { files: positionals, sheet: values.sheet, isSchema: values.schema === true }
  } catch {
    return null
  }
}

interface Checked {
  file: string
  sheet: Sheet | null
  /** Before every line: which file it is about. */
  prefix: string
}

async function validate({ file, sheet, prefix }: Checked, { stdout, stderr }: Terminal): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) {
    stderr.write(`${prefix}cannot be read: ${text.message}\n`)
    return 1
  }
  const parsed = parseDesignText(text)
  for (const { path, message } of parsed.warnings) stdout.write(`${prefix}warning ${path}: ${message}\n`)
  if (!parsed.ok) {
    for (const { path, message } of parsed.problems) stdout.write(`${prefix}${path}: ${message}\n`)
    return 1
  }
  const { design } = parsed
  const own = findingsOf(design)
  const findings = sheet ? findingsBeside(own, design, sheet, { shareOfService: 1, costPerMonthUsd: null }) : own
  for (const { severity, text: said, fix } of findings) stdout.write(`${prefix}finding (${severity}): ${said} ${fix}\n`)
  return 0
}
