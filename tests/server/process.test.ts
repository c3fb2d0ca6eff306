import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NetworkBrowser } from './network-browser'
import { ServerProcess } from './server-process'
import { startedServers } from './started-servers'

const { dir, start } = startedServers()

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
})
