import { describe, expect, it } from 'vitest'
import { NetworkBrowser } from './network-browser'
import { startedServers } from './started-servers'

const { start } = startedServers()

describe('a server with settings', () => {
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
