import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { NetworkBrowser } from './network-browser'
import { makeDataDir, ServerProcess } from './server-process'

const data = makeDataDir()
const dir = path.join(data.dir, 'data')
let started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.map((server) => server.kill('SIGKILL')))
  started = []
})
afterAll(data.remove)

/** Until the end of the test. */
function start(env: Record<string, string> = {}): ServerProcess {
  const server = new ServerProcess({ DRYRUN_DATA_DIR: dir, ...env })
  started.push(server)
  return server
}

const ada = { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' }

describe('the server', () => {
  describe('that is up', () => {
    let first: ServerProcess
    let address: string

    beforeAll(async () => {
      first = new ServerProcess({ DRYRUN_DATA_DIR: dir })
      address = await first.ready()
    })
    // All later starts find its data, and a killed server's at that.
    afterAll(() => first.kill('SIGKILL'))

    it('has made its secret and its data for its owner alone, and answers that it is well', async () => {
      expect(fs.statSync(dir).mode & 0o777).toBe(0o700)
      expect(fs.statSync(path.join(dir, 'secret')).mode & 0o777).toBe(0o600)
      expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' })
      expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ status: 'ready' })
    })

    it('sends what keeps pages from being framed, sniffed and fed from elsewhere', async () => {
      const { headers } = await fetch(`${address}/sign-in`)
      expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
      expect(headers.get('content-security-policy')).not.toContain('unsafe-eval')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
    })

    it('keeps its data from another, which says why it does not start', async () => {
      const second = start()
      expect(await second.ended).toEqual({ code: 1, signal: null })
      expect(second.output).toContain(`already open in process ${first.child.pid}`)
      expect(second.output).not.toContain('ready at')
      expect((await fetch(`${address}/readyz`)).status).toBe(200)
    })

    it('keeps its port from another, which says which it is', async () => {
      const { port } = new URL(address)
      const second = start({ PORT: port })
      expect(await second.ended).toEqual({ code: 1, signal: null })
      expect(second.output).toContain(`Port ${port} is in use`)
    })
  })

  it('stops cleanly when told to, and a person is still signed in at the next start', async () => {
    const first = start()
    const browser = new NetworkBrowser(await first.ready())
    await browser.mutate('account.signUp', ada)
    await browser.signIn('password', ada)
    expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    const again = new NetworkBrowser(await start().ready())
    for (const [name, value] of browser.cookies) again.setCookie(name, value)
    expect((await again.query('account.me')).data).toMatchObject({ principal: { email: ada.email } })
  })

  it('answers a request that it has begun to read before it stops', async () => {
    const server = start()
    const address = await server.ready()
    const browser = new NetworkBrowser(address)
    await browser.signIn('guest')
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': 'application/json', cookie, expect: '100-continue' }
    const request = http.request(`${address}/api/trpc/account.rename`, { method: 'POST', headers })
    request.write('{"json":{"na')
    await once(request, 'continue')
    const ended = server.kill('SIGTERM')
    const isRefused = () =>
      fetch(`${address}/healthz`).then(
        () => false,
        () => true,
      )
    await vi.waitUntil(isRefused, { timeout: 5000, interval: 20 })
    request.end('me":"Ada"}}')
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    expect(response.statusCode).toBe(200)
    expect(await ended).toEqual({ code: 0, signal: null })
  })

  it('offers the services whose settings are there, and sends their people back to the address that they use', async () => {
    const github = { GITHUB_CLIENT_ID: 'the-id', GITHUB_CLIENT_SECRET: 'the-secret', DRYRUN_TRUST_PROXY: '1' }
    const address = await start(github).ready()
    const page = await (await fetch(`${address}/sign-in`)).text()
    expect(page).toContain('GitHub')
    expect(page).not.toContain('Google')
    const proxy = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'dryrun.example',
      origin: 'https://dryrun.example',
    }
    const csrf = await fetch(`${address}/api/auth/csrf`, { headers: proxy })
    const { csrfToken } = (await csrf.json()) as { csrfToken: string }
    const [token] = csrf.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    expect(token).toMatch(/^__Host-/)
    const answer = await fetch(`${address}/api/auth/signin/github`, {
      method: 'POST',
      headers: {
        ...proxy,
        cookie: csrf.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; '),
      },
      body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/interviews' }),
    })
    const there = new URL(((await answer.json()) as { url: string }).url)
    expect(there.origin + there.pathname).toBe('https://github.com/login/oauth/authorize')
    expect(there.searchParams.get('redirect_uri')).toBe('https://dryrun.example/api/auth/callback/github')
  })

  it.each([
    ['PORT', 'eighty'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DRYRUN_SECRET', 'short'],
  ])('refuses to start with a wrong %s and names it', async (name, value) => {
    const server = start({ [name]: value })
    expect(await server.ended).toEqual({ code: 1, signal: null })
    expect(server.output).toContain(`${name}: `)
  })

  it('waits for a PostgreSQL that is away, and says that it is not ready', async () => {
    const address = await start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }).ready()
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    const ready = await fetch(`${address}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ status: 'database unreachable' })
  })

  it('counts sign-in attempts by the true address, whatever a client claims', async () => {
    const address = await start({ DRYRUN_RATE_FACTOR: '0.1' }).ready() // five attempts an address
    const attempt = async (at: number) => {
      const browser = new NetworkBrowser(address)
      const { csrfToken } = (await (await browser.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
      const body = new URLSearchParams({ csrfToken, json: 'true', email: `${at}@example.org`, password: 'wrong' })
      browser.address = `198.51.100.${at}` // a claim, over a real network
      const response = await browser.fetch('/api/auth/callback/password', { method: 'POST', body })
      return new URL(((await response.json()) as { url: string }).url).searchParams.get('error')
    }
    for (let at = 1; at <= 5; at++) expect(await attempt(at)).toBe('CredentialsSignin')
    expect(await attempt(6)).toBe('TooManyAttempts')
  })
})
