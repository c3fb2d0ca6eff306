import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { GATE_IDS, type GateFigure, gateFigureSchema, gateResultsSchema } from '@/core/content/gates'
import { ENGINE_VERSION } from '@/core/design/engine-version'
import { EVIDENCE_VERSION } from '@/core/scoring/evidence'
import { content } from '@/server/content'

/** `npm run gates`: runs the tests of the score, and writes what they measured into content/gates.json, held or not. */
const file = path.join(os.tmpdir(), `dryrun-gates-${process.pid}`)
const env = { ...process.env, GATES_FILE: file, RANDOM_ALONE: '1000' }
const contract = ['scoring.test.ts', 'scoring-runs.test.ts', 'scoring-random.test.ts']
const calls = [
  ['--project', 'unit', ...contract.map((name) => `tests/contract/${name}`)],
  ['--project', 'api', 'tests/api/scoring.test.ts', '-t', 'until the end'],
]
const failed = calls.filter(
  (args) => spawnSync('npx', ['vitest', 'run', ...args], { stdio: 'inherit', env }).status !== 0,
)
const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
rmSync(file, { force: true })

const last = '\u{10ffff}'
const placeOf = ({ gate, problem, what }: GateFigure) =>
  [String(GATE_IDS.indexOf(gate)).padStart(3, '0'), problem ?? last, what].join('\n')
const figures = lines
  .map((line) => gateFigureSchema.parse(JSON.parse(line)))
  .map((figure) => ({ ...figure, value: Math.round(figure.value * 1e6) / 1e6 }))
  .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
const { figures: all, ...versions } = gateResultsSchema.parse({
  rubricVersion: (await content.rubric()).version,
  evidenceVersion: EVIDENCE_VERSION,
  engineVersion: ENGINE_VERSION,
  figures,
})
const head = Object.entries(versions).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
const rows = all.map((figure) => `  ${JSON.stringify(figure)}`).join(',\n')
writeFileSync(
  new URL('../../content/gates.json', import.meta.url),
  `{\n${head.join('')} "figures": [\n${rows}\n ]\n}\n`,
)

const missing = GATE_IDS.filter((id) => !all.some(({ gate }) => gate === id))
if (missing.length > 0) console.error(`no test measured ${missing.join(', ')}`)
process.exitCode = failed.length + missing.length > 0 ? 1 : 0
