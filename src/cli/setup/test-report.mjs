import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.mjs'

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, wallS: number, failures: string[] }} Part
 */

/** One check without tests inside: formatting, lint, types. */
export function partOfCheck(name, isGood, wallS) {
  const failures = isGood ? [] : [name]
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, wallS, failures }
}

/** Reads what Vitest's JSON reporter wrote. A run that wrote nothing, or ended badly with all tests passed, failed. */
export function partOfVitest(name, file, endedWell, wallS) {
  if (!existsSync(file)) return partOfCheck(name, false, wallS)
  const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const failures = testResults.flatMap(({ name: at, status, assertionResults }) => {
    const test = path.relative(root, at)
    const failed = assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName }) => `${test}: ${fullName}`)
    return failed.length === 0 && status === 'failed' ? [test] : failed // a file that could not be loaded has no tests
  })
  const skipped = testResults.flatMap((one) => one.assertionResults).filter(({ status }) => isSkipped(status)).length
  return finish({ name, passed: numPassedTests, failures, skipped, endedWell, wallS })
}

const isSkipped = (status) => ['pending', 'skipped', 'todo', 'disabled'].includes(status)

/** Reads what Playwright's JSON reporter wrote. */
export function partOfPlaywright(name, file, endedWell, wallS) {
  if (!existsSync(file)) return partOfCheck(name, false, wallS)
  const { suites, stats } = JSON.parse(readFileSync(file, 'utf8'))
  const failures = suites.flatMap(specsOf).filter(({ ok }) => !ok)
  const names = failures.map(({ file: test, title }) => `${test}: ${title}`)
  return finish({ name, passed: stats.expected, failures: names, skipped: stats.skipped, endedWell, wallS })
}

function specsOf(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}

function finish({ name, passed, failures, skipped, endedWell, wallS }) {
  const all = !endedWell && failures.length === 0 ? [`${name}: ended badly, see above`] : failures
  return { name, passed, failed: all.length, skipped, wallS, failures: all }
}

/** The whole run for people, the counts in the last line. */
export function summary(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0)
  const width = Math.max(...parts.map(({ name }) => name.length))
  const lines = parts.map(({ name, passed, failed, skipped, wallS }) =>
    [
      failed > 0 ? '✗' : '✓',
      name.padEnd(width),
      `${String(passed).padStart(5)} passed`,
      `${String(failed).padStart(4)} failed`,
      skipped > 0 ? `${skipped} skipped` : '',
      `${Math.round(wallS)} s`.padStart(7),
    ].join('  '),
  )
  const failures = parts.flatMap((part) => part.failures).map((failure) => `  ✗ ${failure}`)
  const total = `${sum('passed')} passed, ${sum('failed')} failed`
  return ['', ...lines, ...(failures.length > 0 ? ['', ...failures] : []), '', total].join('\n')
}
