import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { estimateText, MOST_SHEET_CHARS } from '../core/estimate/sheet-document'
import { estimateErrors, estimateLines } from './estimate-lines'
import type { Terminal } from './terminal'

const USAGE = `usage: npm run -s estimate -- sheet.txt [--json]
  What every line "name = expression" of a sheet comes to; "-" reads it from the standard input, "#" starts a remark.
  --json   as one JSON object: value, p5, p50 and p95 in s, B, USD or plain, their unit, and what is wrong and where`

/** At most four bytes a character. */
const MOST_BYTES = 4 * MOST_SHEET_CHARS

/** `npm run -s estimate -- sheet.txt`: 0 where every cell has a value, 1 where one has none, 2 where it was not understood. */
export async function main(args: string[], { stdin, stdout, stderr }: Terminal): Promise<number> {
  const asked = readArguments(args)
  if (asked === null) {
    stderr.write(`${USAGE}\n`)
    return 2
  }
  const text = await readSheet(asked.file, stdin).catch((error: Error) => error)
  if (text instanceof Error) {
    stderr.write(`cannot be read: ${text.message}\n`)
    return 1
  }
  const estimated = estimateText(text)
  if (!estimated.ok) {
    const { line, message } = estimated
    stderr.write(line === null ? `${message}\n` : `line ${line}: ${message}\n`)
    return 1
  }
  const { document, lines } = estimated
  stdout.write(asked.json ? `${JSON.stringify(document, null, 2)}\n` : `${estimateLines(lines).join('\n')}\n`)
  const errors = estimateErrors(lines)
  for (const error of errors) stderr.write(`${error}\n`)
  return errors.length > 0 ? 1 : 0
}

async function readSheet(file: string, stdin: Terminal['stdin']): Promise<string> {
  if (file === '-') return readInput(stdin)
  const { size } = await stat(file)
  // reading it would only say the same
  return size > MOST_BYTES ? ' '.repeat(MOST_SHEET_CHARS + 1) : readFile(file, 'utf8')
}

async function readInput(stdin: Terminal['stdin']): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of stdin) {
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
