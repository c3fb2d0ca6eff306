import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { estimateText, MOST_SHEET_CHARS } from '../core/estimate/sheet-document'
import { estimateErrors, estimateLines } from './estimate-lines'

const USAGE = `usage: npm run -s estimate -- sheet.txt [--json]
  What every line "name = expression" of a sheet comes to; "-" reads it from the standard input, "#" starts a remark.
  --json   as one JSON object: value, p5, p50 and p95 in s, B, USD or plain, their unit, and what is wrong and where`

/** At most four bytes a character. */
const MOST_BYTES = 4 * MOST_SHEET_CHARS

/** `npm run -s estimate -- sheet.txt`: 0 where every cell has a value, 1 where one has none, 2 where it was not understood. */
async function main(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if (asked === null) {
    console.error(USAGE)
    return 2
  }
  const text = await readSheet(asked.file).catch((error: Error) => error)
  if (text instanceof Error) {
    console.error(`cannot be read: ${text.message}`)
    return 1
  }
  const estimated = estimateText(text)
  if (!estimated.ok) {
    const { line, message } = estimated
    console.error(line === null ? message : `line ${line}: ${message}`)
    return 1
  }
  const { document, lines } = estimated
  process.stdout.write(asked.json ? `${JSON.stringify(document, null, 2)}\n` : `${estimateLines(lines).join('\n')}\n`)
  const errors = estimateErrors(lines)
  for (const error of errors) console.error(error)
  return errors.length > 0 ? 1 : 0
}

async function readSheet(file: string): Promise<string> {
  if (file === '-') return readInput()
  const { size } = await stat(file)
  // reading it would only say the same
  return size > MOST_BYTES ? ' '.repeat(MOST_SHEET_CHARS + 1) : readFile(file, 'utf8')
}

async function readInput(): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part)
    bytes += part.length
    if (bytes > MOST_BYTES) break
  }
  return Buffer.concat(parts).toString('utf8')
}

function readArguments(args: string[]): { file: string; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    const [file] = positionals
    return file === undefined || positionals.length > 1 ? null : { file, json: values.json === true }
  } catch {
    return null
  }
}

// whoever reads only the first lines (`| head`) closes the pipe: that is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2))
