import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { type PriceList, priceListSchema } from '../core/content/prices'
import { findingsBeside } from '../core/chain/sheet-beside'
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '../core/design/report'
import type { Design } from '../core/design/schema'
import { createSweep } from '../core/design/sweep'
import { DEFAULT_SWEEP_OPTIONS } from '../core/design/sweep-options'
import { parseDesignText } from '../core/design/validate'
import type { Sheet } from '../core/estimate/sheet'
import { readSheetBeside } from './read-sheet'
import { reportLines } from './report-lines'
import { simulateInThreads } from './simulate-in-threads'
import { sweepLines } from './sweep-lines'
import type { Terminal } from './terminal'

const USAGE = `usage: npm run -s simulate -- design.json [options]
  --duration 60      simulated seconds that are measured
  --warmup 10        simulated seconds before that; unless given as long as it takes to settle
  --seed 1           an integer
  --replications 1   runs with streams of their own, put together
  --half-width 0.01  of the replications make only as many as it takes to know every mean to this share of itself
  --max-requests 2000000  a design with more of them is simulated as a part of itself, if it can be divided; 1e12: never
  --threads 2        that make replications at the same time; as many as there are cores unless given
  --sheet est.txt    a sheet of estimates: what it and the design say against each other is among the findings
  --share 0.25       the part of the estimated service that the design holds; all of it unless given
  --sweep            instead of one run, one for each of many loads, from 0.1 to 10 times the design's own
  --json             the whole report as one JSON object`

/** The number of an option; undefined when it is not one within its limits. */
function numberOf(text: string | undefined, otherwise: number, [least, most]: [number, number]): number | undefined {
  if (text === undefined) return otherwise
  const value = text.trim() === '' ? NaN : Number(text)
  return value >= least && value <= most ? value : undefined
}

interface Asked {
  /** File of a sheet of estimates. */
  sheet: string | undefined
  share: number
  json: boolean
  sweep: boolean
  threads: number
  options: RunOptions
}

type Arguments = (Asked & { file: string }) | { problem: string }

function readArguments(args: string[]): Arguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        duration: text,
        warmup: text,
        seed: text,
        replications: text,
        'half-width': text,
        threads: text,
        'max-requests': text,
        sheet: text,
        share: text,
        sweep: flag,
        json: flag,
      },
    })
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` }
  }
  const { values, positionals } = parsed
  const [file] = positionals
  if (file === undefined || positionals.length > 1) return { problem: USAGE }
  const durationS = numberOf(values.duration, DEFAULT_RUN_OPTIONS.durationS, [1e-6, 1e6])
  if (durationS === undefined)
    return { problem: `--duration: ${values.duration} is not a number of seconds up to 10^6` }
  const warmupS = values.warmup === undefined ? undefined : numberOf(values.warmup, 0, [0, 1e6])
  if (values.warmup !== undefined && warmupS === undefined)
    return { problem: `--warmup: ${values.warmup} is not a number of seconds up to 10^6` }
  const seed = numberOf(values.seed, DEFAULT_RUN_OPTIONS.seed, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])
  if (seed === undefined || !Number.isInteger(seed)) return { problem: `--seed: ${values.seed} is not an integer` }
  const replications = numberOf(values.replications, DEFAULT_RUN_OPTIONS.replications, [1, 1000])
  if (replications === undefined || !Number.isInteger(replications)) {
    return { problem: `--replications: ${values.replications} is not an integer from 1 to 1000` }
  }
  const asked = values['half-width']
  const halfWidth = asked === undefined ? undefined : numberOf(asked, 0, [1e-6, 0.999_999])
  if (asked !== undefined && halfWidth === undefined)
    return { problem: `--half-width: ${asked} is not a share between 0 and 1` }
  const most = values['max-requests']
  const maxRequests = numberOf(most, DEFAULT_RUN_OPTIONS.maxRequests!, [1, 1e12])
  if (maxRequests === undefined) return { problem: `--max-requests: ${most} is not a number from 1 to 10^12` }
  const threads = numberOf(values.threads, availableParallelism(), [1, 256])
  if (threads === undefined || !Number.isInteger(threads))
    return { problem: `--threads: ${values.threads} is not an integer from 1 to 256` }
  const share = numberOf(values.share, 1, [1e-9, 1])
  if (share === undefined) return { problem: `--share: ${values.share} is not a number from 0 to 1` }
  if (
    values.sweep &&
    (values.duration ?? values.warmup ?? values.replications ?? asked ?? values.sheet) !== undefined
  ) {
    return { problem: '--sweep chooses durations by the load: of the other options it takes --seed and --json' }
  }
  const [json, sweep] = [values.json === true, values.sweep === true]
  const options = {
    durationS,
    seed,
    replications,
    maxRequests,
    ...(warmupS !== undefined && { warmupS }),
    ...(halfWidth !== undefined && { halfWidth }),
  }
  return { file, json, sweep, threads, options, share, sheet: values.sheet }
}

async function loadPrices(): Promise<PriceList> {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
  return priceListSchema.parse(parseYaml(await readFile(path.join(root, 'content/prices.yaml'), 'utf8')))
}

/** `npm run -s simulate -- design.json`: the report of one run, as tables for people or as JSON. */
export async function main(args: string[], { stdout, stderr }: Terminal): Promise<number> {
  const read = readArguments(args)
  if ('problem' in read) {
    stderr.write(`${read.problem}\n`)
    return 2
  }
  const text = await readFile(read.file, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) {
    stderr.write(`cannot be read: ${text.message}\n`)
    return 1
  }
  const parsed = parseDesignText(text)
  if (!parsed.ok) {
    for (const { path: where, message } of parsed.problems) stderr.write(`${where}: ${message}\n`)
    return 1
  }
  for (const { path: where, message } of parsed.warnings) stderr.write(`warning ${where}: ${message}\n`)
  const sheet = await readSheetBeside(read.sheet)
  if (sheet instanceof Error) {
    stderr.write(`cannot be read: ${sheet.message}\n`)
    return 1
  }
  const lines = read.sweep ? sweep(parsed.design, read) : await run(parsed.design, sheet, read)
  for (const line of lines) stdout.write(`${line}\n`)
  return 0
}

async function run(design: Design, sheet: Sheet | null, asked: Asked): Promise<string[]> {
  const { json, options, threads, share } = asked
  const report = await simulateInThreads(design, options, { threads, prices: await loadPrices() })
  const { costPerMonthUsd } = report
  if (sheet)
    report.findings = findingsBeside(report.findings, design, sheet, { shareOfService: share, costPerMonthUsd })
  return json ? [JSON.stringify(report)] : reportLines(design, report)
}

function sweep(design: Design, { json, options }: Asked): string[] {
  const going = createSweep(design, { ...DEFAULT_SWEEP_OPTIONS, seed: options.seed })
  while (!going.step({ maxEvents: 1_000_000 }));
  const result = going.result()
  return json ? [JSON.stringify(result)] : sweepLines(design, result)
}
