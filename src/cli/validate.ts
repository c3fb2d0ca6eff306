import { readFile } from 'node:fs/promises'
import { findingsOf } from '../core/design/findings'
import { parseDesignText } from '../core/design/validate'

/**
 * `npm run -s validate -- design.json`: every problem with its path, one a line, and exit status 1 where there is one.
 * Warnings and findings of a design that opens are printed too and change nothing about the status.
 */
async function main(files: string[]): Promise<number> {
  if (files.length === 0) {
    console.error('usage: npm run -s validate -- design.json ...')
    return 2
  }
  let status = 0
  for (const file of files) status = Math.max(status, await validate(file, files.length > 1 ? `${file}: ` : ''))
  return status
}

async function validate(file: string, prefix: string): Promise<number> {
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
  for (const { severity, text: said, fix } of findingsOf(parsed.design))
    console.log(`${prefix}finding (${severity}): ${said} ${fix}`)
  return 0
}

// whoever reads only the first lines (`| head`) closes the pipe: that is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2))
