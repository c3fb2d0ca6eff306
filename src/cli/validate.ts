import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { findingsBeside } from '../core/chain/sheet-beside'
import { findingsOf } from '../core/design/findings'
import { designJsonSchema } from '../core/design/json-schema'
import { parseDesignText } from '../core/design/validate'
import type { Sheet } from '../core/estimate/sheet'
import { readSheetBeside } from './read-sheet'

/**
 * `npm run -s validate -- design.json [--sheet estimates.txt]`: every problem with its path, one a line, and exit status 1 where
 * there is one. With a sheet also what it and the design say against each other.
 * Warnings and findings of a design that opens are printed too and change nothing about the status.
 * `--schema` prints what a design file may hold as a JSON Schema instead.
 */
async function main(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if (asked?.isSchema) {
    console.log(JSON.stringify(designJsonSchema(), null, 2))
    return 0
  }
  if (asked === null || asked.files.length === 0) {
    console.error('usage: npm run -s validate -- design.json ... [--sheet estimates.txt] | --schema')
    return 2
  }
  const sheet = await readSheetBeside(asked.sheet)
  if (sheet instanceof Error) {
    console.error(`cannot be read: ${sheet.message}`)
    return 1
  }
  const { files } = asked
  let status = 0
  for (const file of files) status = Math.max(status, await validate(file, sheet, files.length > 1 ? `${file}: ` : ''))
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

async function validate(file: string, sheet: Sheet | null, prefix: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) {
    console.error(`${prefix}cannot be read: ${text.message}`)
    return 1
  }
  const parsed = parseDesignText(text)
  for (const { path, message } of parsed.warnings) console.log(`${prefix}warning ${path}: ${message}`)
  if (!parsed.ok) {
    for (const { path, message } of parsed.problems) console.log(`${prefix}${path}: ${message}`)
    return 1
  }
  const { design } = parsed
  const own = findingsOf(design)
  const findings = sheet ? findingsBeside(own, design, sheet, { shareOfService: 1, costPerMonthUsd: null }) : own
  for (const { severity, text: said, fix } of findings) console.log(`${prefix}finding (${severity}): ${said} ${fix}`)
  return 0
}

// whoever reads only the first lines (`| head`) closes the pipe: that is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2))
