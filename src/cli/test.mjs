// npm test: everything there is to check, from whatever state the checkout is in.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findChromium } from './setup/chromium.mjs'
import { beginAside, runMain, runPackage } from './setup/command.mjs'
import { ensureGenerated } from './setup/generate.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'
import { partOfCheck, partOfPlaywright, partOfVitest, summary } from './setup/test-report.mjs'

const SOURCES = ['src', 'tests', 'prisma', 'playwright.config.ts', 'prisma.config.ts', 'vitest.config.ts']
const reports = mkdtempSync(path.join(os.tmpdir(), 'dryrun-reports-'))

/** @type {import('./setup/test-report.mjs').Part[]} */
const parts = []

/** Runs one part and keeps its result; the next one runs whatever comes out. */
async function part(name, work, toPart = partOfCheck) {
  console.log(`\n── ${name}`)
  const startedMs = Date.now()
  const isGood = await work()
  parts.push(toPart(name, isGood, (Date.now() - startedMs) / 1000))
  return isGood
}

function vitest(name, project) {
  const file = path.join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  return part(
    name,
    () => runPackage('vitest', args),
    (...result) => partOfVitest(name, file, ...result.slice(1)),
  )
}

function playwright(name, chromium) {
  const file = path.join(reports, 'playwright.json')
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file, CI: '1' }
  const run = () => runPackage('@playwright/test:playwright', ['test', '--reporter=list,json'], env)
  return part(name, run, (...result) => partOfPlaywright(name, file, ...result.slice(1)))
}

await runMain(async () => {
  checkNodeVersion()
  ensureInstalled()
  ensureGenerated()
  // Found, or said to be missing, before minutes are spent on the rest.
  const chromium = findChromium()

  await part('format', () => runPackage('@biomejs/biome', ['format', ...SOURCES]))
  await part('lint', () => runPackage('oxlint', ['--type-aware', ...SOURCES]))
  await part('types', () => {
    const isGenerated = runPackage('next', ['typegen'])
    const isWhole = runPackage('typescript:tsc', ['--noEmit'])
    // Core again, without DOM and Node: what it cannot see there it must not use.
    return runPackage('typescript:tsc', ['--noEmit', '-p', 'src/core/tsconfig.json']) && isGenerated && isWhole
  })
  // Much of a build is the work of one thread: it has room beside tests that need none, and what it says comes in its place.
  const isBuilt = beginAside('src/cli/build.mjs')
  await vitest('unit, contract, oracle', 'unit')
  await vitest('api', 'api')
  await vitest('storage on PostgreSQL', 'postgres')
  if (await part('build', isBuilt)) {
    await vitest('server', 'server')
    await playwright('browser', chromium)
  }

  rmSync(reports, { recursive: true })
  console.log(summary(parts))
  if (parts.some(({ failed }) => failed > 0)) process.exit(1)
})
