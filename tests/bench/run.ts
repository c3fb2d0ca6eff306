/**
 * `npm run bench [name ...]`: what the issues ask to measure, one JSON line a figure. Never a test: these machines are
 * shared, so that only ratios within one run mean much.
 */
import { benchCanvas } from './canvas/canvas'
import { benchEngine } from './engine.bench'
import { benchLive } from './live.bench'
import { benchPreview } from './preview'
import { benchReplay } from './replay.bench'
import { benchServer, withServer } from './server.bench'
import { benchSheet } from './sheet'
import { benchSheetScreen, benchSheetScripts } from './sheet-screen.bench'

type Report = (line: object) => void

const benches: Record<string, (report: Report) => void | Promise<void>> = {
  engine: benchEngine,
  preview: (report) => benchPreview().forEach(report),
  sheet: (report) => benchSheet().forEach(report),
  replay: benchReplay,
  canvas: benchCanvas,
  server: benchServer,
  'sheet-screen': (report) =>
    withServer(async (address, browser) => {
      report(await benchSheetScreen(address, browser))
      report(await benchSheetScripts(address, browser))
    }),
  live: benchLive,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench((line) => console.log(JSON.stringify(line)))
}
