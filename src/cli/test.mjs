// npm test: everything there is to check, from whatever state the checkout is in.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './setup/build.mjs'
import { findChromium } from './setup/chromium.mjs'
import { runMain, runPackage, SetupError } from './setup/command.mjs'
import { ensureGenerated } from './setup/generate.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'
import { partOfCheck, partOfPlaywright, partOfVitest, summary } from './setup/test-report.mjs'

const SOURCES = ['src', 'tests', 'prisma', 'playwright.config.ts', 'prisma.config.ts', 'vitest.config.ts']
const reports = mkdtempSync(path.join(os.tmpdir(), 'dryrun-reports-'))

/** @type {import('./setup/test-report.mjs').Part[]} */
const parts = []

/** Runs one part and keeps its result; the next one runs whatever comes out. */
function part(name, work, toPart = partOfCheck) {
  console.log(`\n── ${name}`)
  const startedMs = Date.now()
  const isGood = work()
  parts.push(toPart(name, isGood, (Date.now() - startedMs) / 1000))
  return isGood
}

function vitest(name, project) {
  const file = path.join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  part(
    name,
    () => runPackage('vitest', args),
    (...result) => partOfVitest(name, file, ...result.slice(1)),
  )
}

function playwright(name, chromium) {
  const file = path.join(reports, 'playwright.json')
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file, CI: '1' }
  const run = () => runPackage('@playwright/test:playwright', ['test', '--reporter=list,json'], env)
  part(name, run, (...result) => partOfPlaywright(name, file, ...result.slice(1)))
}

function isBuilt() {
  try {
    ensureBuilt()
    return true
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return false
  }
}

await runMain(() => {
  checkNodeVersion()
  ensureInstalled()
  ensureGenerated()
  // Found, or said to be missing, before minutes are spent on the rest.
  const chromium = findChromium()

  part('format', () => runPackage('@biomejs/biome', ['format', ...SOURCES]))
  part('lint', () => runPackage('oxlint', ['--type-aware', ...SOURCES]))
  part('types', () => {
    const isGenerated = runPackage('next', ['typegen'])
    const isWhole = runPackage('typescript:tsc', ['--noEmit'])
    // Core again, without DOM and Node: what it cannot see there it must not use.
    return runPackage('typescript:tsc', ['--noEmit', '-p', 'src/core/tsconfig.json']) && isGenerated && isWhole
  })
  vitest('unit, contract, oracle', 'unit')
  vitest('api', 'api')
  vitest('storage on PostgreSQL', 'postgres')
  if (part('build', isBuilt)) {
    vitest('server', 'server')
    playwright('browser', chromium)
  }

  rmSync(reports, { recursive: true })
  console.log(summary(parts))
  if (parts.some(({ failed }) => failed > 0)) process.exit(1)
})
