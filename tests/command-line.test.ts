import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Report } from '@/core/design/report'

// What `npm run -s simulate` and `npm run -s validate` say to whoever reads their output with another program.

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const DESIGN = 'tests/bench/designs/mm1.json'

function run(script: string, ...args: string[]) {
  const [, ...words] = scripts[script]!.split(' ') // "node file name"
  return spawnSync(process.execPath, [...words, ...args], { encoding: 'utf8' })
}

it('simulate writes one report as JSON and nothing else', () => {
  const { status, stdout, stderr } = run('simulate', DESIGN, '--duration', '5', '--json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ seed: 1, blocks: expect.any(Object) as object })
})

it('simulate shares replications out over threads, and says the same however many there are', () => {
  const asked = ['--duration', '5', '--replications', '5', '--json']
  const [one, three] = ['1', '3'].map((threads) => {
    const { status, stdout, stderr } = run('simulate', DESIGN, ...asked, '--threads', threads)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { wallS, ...report } = JSON.parse(stdout) as { wallS: number; replications: number }
    expect(wallS).toBeGreaterThan(0)
    return report
  })
  expect(one).toMatchObject({ replications: 5 })
  expect(JSON.stringify(three)).toBe(JSON.stringify(one))
})

it('simulate makes no more replications than it takes to be as precise as asked', () => {
  const { stdout } = run(
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
  expect(run('simulate', DESIGN, '--half-width', '2').stderr).toContain('--half-width: 2')
})

it('simulate --sweep says where the knee is, and gives every load as JSON when asked', () => {
  const { status, stdout, stderr } = run('simulate', DESIGN, '--sweep')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^Knee at ×0\.\d+ \(between .*\)/m)
  expect(stdout).toMatch(/^It keeps up with the load up to ×1\.\d+, not at ×1\.\d+: /m)
  const { points } = JSON.parse(run('simulate', DESIGN, '--sweep', '--json').stdout) as { points: { factor: number }[] }
  expect([points[0]!.factor, points.at(-1)!.factor]).toEqual([0.1, 10])
  expect(run('simulate', DESIGN, '--sweep', '--duration', '5').status).toBe(2)
})

it('validate writes one line a finding, and ends well when the design opens', () => {
  const { status, stdout } = run('validate', DESIGN)
  expect(status).toBe(0)
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^(finding|warning) /)
})

it('what cannot be read is said on stderr, in one line', () => {
  for (const script of ['simulate', 'validate']) {
    const { status, stdout, stderr } = run(script, 'no-such-design.json')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^cannot be read: .*no-such-design\.json'\n$/)
  }
})
