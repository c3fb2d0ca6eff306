import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

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
