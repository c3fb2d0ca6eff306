import { createServer } from 'node:http'

/** Docker, systemd and most others wait 10 s after SIGTERM before they kill. */
const DRAIN_MS = 8000
const SWEEP_MS = 50
const HEADERS_TIMEOUT_MS = 20_000
const REQUEST_TIMEOUT_MS = 60_000

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port']

/**
 * Serves the build in the current directory until SIGTERM or SIGINT; the settings are checked by then.
 *
 * Not `next start`, for two reasons: that believes any client about X-Forwarded-For, which would let one evade every limit
 * on attempts; and it cuts requests off when told to stop, or waits for ever for a stream that stays open.
 */
export async function serve() {
  process.env.NODE_ENV = 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { default: next } = await import('next')
  const port = Number(process.env.PORT || 3000)
  const host = process.env.DRYRUN_HOST || undefined
  const app = next({ dev: false, dir: process.cwd(), port, hostname: host ?? 'localhost' })
  await app.prepare()
  const handle = app.getRequestHandler()
  const trustsProxy = process.env.DRYRUN_TRUST_PROXY === '1'
  const server = createServer((request, response) => {
    if (!isAddress(request.url))
      return void response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad request')
    if (!trustsProxy) for (const name of FORWARDED) delete request.headers[name] // Next writes the true ones
    void handle(request, response)
  })
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  await listen(server, port, host)
  await firstRequest(server)
  console.log(`Dryrun is ready at http://${host ?? 'localhost'}:${server.address().port}`)
  const stop = () => void stopServing(server)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** Whether what was asked for can be read as text that the database can hold: otherwise Next or a page would fail over it. */
function isAddress(url) {
  try {
    return !decodeURIComponent(url.split('?', 1)[0]).includes('\0') && !/%00/.test(url)
  } catch {
    return false
  }
}

function listen(server, port, host) {
  return new Promise((resolve) => {
    server.once('error', (error) => {
      const why = error.code === 'EADDRINUSE' ? `Port ${port} is in use: stop what uses it or set PORT` : error.message
      console.error(why)
      process.exit(1)
    })
    server.listen({ port, host }, () => resolve(undefined))
  })
}

/** Next opens the data (instrumentation.ts) before its first answer, not before: ask, so that "ready" is true when said. */
async function firstRequest(server) {
  const { address, family, port } = server.address()
  const isAny = address === '::' || address === '0.0.0.0'
  const host = isAny ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  await fetch(`http://${host}:${port}/readyz`)
}

/** Ends the streams, which never would, lets requests under way finish, then closes the database. */
async function stopServing(server) {
  globalThis.dryrunStopStreams?.() // set by lifecycle.ts, which lives in Next's own module graph
  const drained = new Promise((resolve) => server.close(resolve))
  // A browser keeps its connection after an answer: nothing more will come over it.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const impatience = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await drained
  clearInterval(sweep)
  clearTimeout(impatience)
  await globalThis.dryrunStop?.()
  process.exit(0)
}
