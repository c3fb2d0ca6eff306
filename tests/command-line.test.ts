import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { Report } from '@/core/design/report'
import { type Design, emptyDesign } from '@/core/design/schema'
import type { SheetDocument } from '@/core/estimate/sheet-document'
import { main as estimate } from '@/cli/estimate'
import { readScored } from '@/cli/read-scored'
import { main as score } from '@/cli/score'
import { main as simulate } from '@/cli/simulate'
import { main as validate } from '@/cli/validate'

// What `npm run -s simulate`, `validate`, `score` and `estimate` say to whoever reads their output with another program.

const DESIGN = 'tests/bench/designs/mm1.json'
const programs = { simulate, validate, score, estimate }
type Program = keyof typeof programs

const run = (program: Program, ...args: string[]) => runWith('', program, ...args)

/** The program in this process: as one of its own it takes two seconds to start. */
async function runWith(input: string, program: Program, ...args: string[]) {
  const said = { stdout: '', stderr: '' }
  const keep = (stream: keyof typeof said) => ({ write: (text: string) => (said[stream] += text) })
  const terminal = { stdin: Readable.from([Buffer.from(input)]), stdout: keep('stdout'), stderr: keep('stderr') }
  return { status: await programs[program](args, terminal), ...said }
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

function runAsProcess(input: string, program: Program, ...args: string[]) {
  const [, ...words] = scripts[program]!.split(' ') // "node file name"
  return spawnSync(process.execPath, [...words, ...args], { encoding: 'utf8', input })
}

it('every program has a script, and is a process with the streams and the status of one', () => {
  for (const name of Object.keys(programs)) expect(scripts[name]).toBe(`node src/cli/tool.mjs ${name}`)
  const { status, stdout, stderr } = runAsProcess('a = 2\nb = a + s\n', 'estimate', '-', '--json')
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^line 2, column 7: .*\n$/) as string })
  expect(JSON.parse(stdout)).toMatchObject({ cells: { a: { value: 2 } } })
})

it('simulate writes one report as JSON and nothing else', () => {
  const { status, stdout, stderr } = runAsProcess('', 'simulate', DESIGN, '--duration', '5', '--json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ seed: 1, blocks: expect.any(Object) as object })
})

it('simulate runs a design that is too large for that as a part of itself, as the screen does, and says so', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'dryrun-')), 'large.json')
  const design: Design = {
    ...emptyDesign('large'),
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'api', kind: 'service', config: { instances: 400, concurrency: 8, serviceTime: 0.001 } },
    ],
    links: [{ id: 'ask', from: 'users', to: 'api' }],
    requests: [{ id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 2e6 } }],
  }
  writeFileSync(file, JSON.stringify(design))
  const { status, stdout } = await run('simulate', file, '--duration', '1', '--warmup', '0.1')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^scaled down: 1 \/ 2 of machines and traffic; bias of mean and p99: read /m)
  expect(stdout).toContain('a part of it was')
})

it('simulate shares replications out over threads, and says the same however many there are', async () => {
  const asked = ['--duration', '5', '--replications', '5', '--json']
  const reports = ['1', '3'].map(async (threads) => {
    const { status, stdout, stderr } = await run('simulate', DESIGN, ...asked, '--threads', threads)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { wallS, ...report } = JSON.parse(stdout) as { wallS: number; replications: number }
    expect(wallS).toBeGreaterThan(0)
    return report
  })
  const [one, three] = await Promise.all(reports)
  expect(one).toMatchObject({ replications: 5 })
  expect(JSON.stringify(three)).toBe(JSON.stringify(one))
})

it('simulate makes no more replications than it takes to be as precise as asked', async () => {
  const { stdout } = await run(
    'simulate',
    DESIGN,
    '--duration',
    '20',
    '--replications',
    '50',
    '--half-width',
    '0.2',
    '--json',
  )
  const { replications, requests } = JSON.parse(stdout) as Report
  const { mean, meanCi95 } = Object.values(requests)[0]!.latencyS
  expect(replications).toBeLessThan(50)
  expect((meanCi95![1] - meanCi95![0]) / 2 / mean!).toBeLessThanOrEqual(0.2)
  expect((await run('simulate', DESIGN, '--half-width', '2')).stderr).toContain('--half-width: 2')
  const { status, stderr } = await run('simulate', '--help')
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('usage: npm run -s simulate -- ') as string,
  })
})

it('simulate --sweep says where the knee is, and gives every load as JSON when asked', async () => {
  const { status, stdout, stderr } = await run('simulate', DESIGN, '--sweep')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^Knee at ×0\.\d+ \(between .*\)/m)
  expect(stdout).toMatch(/^It keeps up with the load up to ×1\.\d+, not at ×1\.\d+: /m)
  const { points } = JSON.parse((await run('simulate', DESIGN, '--sweep', '--json')).stdout) as {
    points: { factor: number }[]
  }
  expect([points[0]!.factor, points.at(-1)!.factor]).toEqual([0.1, 10])
  expect((await run('simulate', DESIGN, '--sweep', '--duration', '5')).status).toBe(2)
})

it('validate writes one line a finding, and ends well when the design opens', async () => {
  const { status, stdout } = await run('validate', DESIGN)
  expect(status).toBe(0)
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^(finding|warning) /)
})

it('what cannot be read is said on stderr, in one line', async () => {
  for (const program of Object.keys(programs) as Program[]) {
    const { status, stdout, stderr } = await run(program, 'no-such-design.json')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^cannot be read: .*no-such-design\.json'\n$/)
  }
})

const ANCHOR = 'content/anchors/shortener-b.dryrun.json'

it('score says the total, every criterion with its level, and of every item what it stands on and what would raise it', async () => {
  const { status, stdout, stderr } = await run('score', ANCHOR)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(
    /^URL shortener\nThe evidence comes to \d[\d.]* of 100\nrubric \S+, evidence \S+, engine \S+\n/,
  )
  for (const id of ['R', 'E', 'H', 'D', 'S', 'T'])
    expect(stdout).toMatch(new RegExp(`^ {2}${id} {2}.*weighs \\d+ {2}evidence suggests [1-4], `, 'm'))
  expect(stdout).toMatch(
    /^ {2}- .* \(must, missing\): 0 of [\d.]+\n {6}.+\n(?: {6}stands on .+\n)? {6}would raise it: /m,
  )
  expect(stdout).toMatch(/^ {6}stands on scenario normal, run normal\/11, /m)
})

const WORKED = 'content/problems/shortener/references/poor.json'

// Once it is read it is scored like any other.
it('score takes a worked interview of a problem as well, and says where it does not fit', async () => {
  const text = readFileSync(WORKED, 'utf8')
  const problemsOf = async (source: string, slug?: string) => {
    const read = await readScored(WORKED, source, slug)
    return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`)
  }
  expect(await problemsOf(text)).toEqual([])
  expect(await problemsOf(text, 'none')).toEqual(['--problem: there is no problem “none” here'])
  expect((await problemsOf(text.replace('"poor"', '"so-so"')))[0]).toMatch(/^\$\.quality: /)
  const twice = JSON.parse(text) as { design: { blocks: unknown[] } }
  twice.design.blocks.push(...twice.design.blocks)
  expect((await problemsOf(JSON.stringify(twice)))[0]).toMatch(/^\$: does not fit this problem: .*already a block/)
})

it('score says what is wrong with a file and where, and how it is called', async () => {
  const design = await run('score', DESIGN)
  expect({ status: design.status, stdout: design.stdout }).toEqual({ status: 1, stdout: '' })
  expect(design.stderr).toMatch(/^\$\.format: /m)
  const misspelt = await run('score', ANCHOR, '--jsn')
  expect({ status: misspelt.status, stdout: misspelt.stdout }).toEqual({ status: 2, stdout: '' })
  expect(misspelt.stderr).toMatch(/^usage: npm run -s score -- /)
})

it('estimate gives every cell of a sheet as JSON, and what is wrong with a line as one', async () => {
  const sheet = '# A feed\ndau = 100M users\nposts = dau * 2/user/day\nwaits = posts * 10 MB + 3 s\nsize = 5 to 20 kB\n'
  const { status, stdout, stderr } = await runWith(sheet, 'estimate', '-', '--json')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^line 4, column 23: Cannot add these: 2\sPB\/day is data per time, .*\n$/)
  const { cells } = JSON.parse(stdout) as SheetDocument
  expect(Object.keys(cells)).toEqual(['dau', 'posts', 'waits', 'size'])
  expect(cells['dau']).toMatchObject({ value: 1e8, unit: 'users', p5: 1e8, p50: 1e8, p95: 1e8, error: null })
  expect(cells['waits']).toMatchObject({ value: null, display: '—', error: { at: { line: 4, start: 22, end: 23 } } })
  expect(cells['size']!.value! / 1e4).toBeCloseTo(1, 12)
})

it('estimate ends well where every cell has a value, and says how it is called', async () => {
  const { status, stdout, stderr } = await runWith('qps = 100M users * 10/user/day -> req/s\n', 'estimate', '-')
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'qps  11.6\u202fk\u00a0requests/s\n', stderr: '' })
  const empty = await runWith('\n', 'estimate', '-', '--json')
  expect({ status: empty.status, stdout: empty.stdout, stderr: empty.stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'There is nothing in it.\n',
  })
  expect(await run('estimate')).toMatchObject({ status: 2, stdout: '' })
})

it('simulate and validate say what a sheet and the design say against each other', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dryrun-sheet-'))
  const sheet = path.join(folder, 'sheet.txt')
  writeFileSync(sheet, 'dau = 100M users\nqps_peak = dau * 10 requests/user/day\nservers = 138\n')
  const { status, stdout } = await run('simulate', DESIGN, '--duration', '5', '--json', '--sheet', sheet)
  expect(status).toBe(0)
  const { findings } = JSON.parse(stdout) as Report
  const saturates = findings.find(({ id }) => id === 'path-saturates')
  expect(saturates).toMatchObject({ cells: ['qps_peak'], text: expect.stringContaining('You estimated 11.6') })
  expect((await run('validate', DESIGN, '--sheet', sheet)).stdout).toContain(saturates!.text)
  expect(await run('validate', DESIGN, '--sheet', path.join(folder, 'none.txt'))).toMatchObject({ status: 1 })
})
