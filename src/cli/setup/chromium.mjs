import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { prepare, SetupError } from './command.mjs'

const PLACES = [
  // without the windows of a desktop it starts sooner and takes less of the processor for the same pages
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium for the browser tests, installed where that is possible without asking. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new SetupError(`CHROMIUM_PATH names ${named}, which does not exist`)
  }
  return firstPlace() ?? installed() ?? missing()
}

function firstPlace() {
  return PLACES.find((place) => existsSync(place))
}

function installed() {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  console.error('Installing Chromium ...')
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  prepare('apt-get', ['update', '-q'], quiet)
  prepare('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium-headless-shell'], quiet)
  return firstPlace()
}

function missing() {
  throw new SetupError(
    'The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to one',
  )
}
