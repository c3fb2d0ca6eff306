import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDesign } from '@/core/design/schema'
import { makeToken } from '@/server/access-token'
import { NetworkBrowser } from './network-browser'
import { makeDataDir, ServerProcess } from './server-process'

/** Routes whose address has one part to fill in, found in the tree: a new one is a case here by itself. */
function routesWith(part: string): string[] {
  const app = path.join(import.meta.dirname, '../../src/app')
  return fs
    .readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.split(path.sep).join('/')}`)
    .filter((file) => file.includes(part) && /\/(page\.tsx|route\.tsx?)$/.test(file))
    .map((file) => path.posix.dirname(file).replaceAll(/\/\([^)]*\)/g, ''))
    .sort()
}

const byToken = routesWith('[token]')
const byInterview = routesWith('/interview/[id]')

const SCRIPT = '<script>alert("shared")</script>'

const data = makeDataDir()
let server: ServerProcess
let origin: string
let owner: NetworkBrowser

beforeAll(async () => {
  server = new ServerProcess({ DRYRUN_DATA_DIR: path.join(data.dir, 'data'), LOG_LEVEL: 'trace' })
  origin = await server.ready()
  owner = new NetworkBrowser(origin)
  await owner.signIn('guest')
  await owner.mutate('account.rename', { name: SCRIPT })
})
afterAll(async () => {
  await server.kill('SIGKILL')
  data.remove()
})

interface Link {
  id: string
  token: string
}

async function made<T>(procedure: string, input: unknown): Promise<T> {
  const { data: answer, error } = await owner.mutate(procedure, input)
  if (error) throw new Error(`${procedure}: ${error.message}`)
  return answer as T
}

async function shareDesign(): Promise<Link> {
  const { id } = await made<{ id: string }>('sharing.shareDesign', { design: emptyDesign(SCRIPT) })
  return made('sharing.createLink', { subject: { kind: 'design', id }, role: 'viewer', label: '', expiry: 'day' })
}

async function makeInterview(): Promise<string> {
  const { id } = await made<{ id: string }>('interview.create', { problem: 'shortener', mode: 'practice', minutes: 45 })
  await made('interview.rename', { id, title: SCRIPT })
  return id
}

async function shareInterview(): Promise<Link> {
  const id = await makeInterview()
  return made('sharing.createLink', { subject: { kind: 'interview', id }, role: 'viewer', label: '', expiry: 'day' })
}

const visit = (route: string, token: string) => fetch(origin + route.replace('[token]', token))

describe('an address that is no text', () => {
  it.each(['/s/%E0%A4%A', '/api/trpc/%FF', '/interviews/compare?a=%00&b=x'])(
    '%s is refused before anything fails over it',
    async (address) => {
      expect((await owner.fetch(address)).status).toBe(400)
    },
  )

  it('is none with a stray % among what is asked for', async () => {
    expect((await fetch(`${origin}/sign-in?next=/100%`)).status).toBe(200)
  })
})

describe('a page of an interview', () => {
  it('is there at all', () => {
    expect(byInterview).toContain('/interview/[id]/report')
  })

  it.each(byInterview)('%s sends whoever is not signed in to sign in, and shows a stranger nothing', async (route) => {
    expect(route.match(/\[/g), 'a route of an interview has no other part to fill in').toHaveLength(1)
    const address = route.replace('[id]', await makeInterview())
    const asNobody = await new NetworkBrowser(origin).fetch(address, { redirect: 'manual' })
    expect(asNobody.status).toBeGreaterThanOrEqual(300)
    expect(await asNobody.text()).not.toContain('alert(')
    const stranger = new NetworkBrowser(origin)
    await stranger.signIn('guest')
    const answer = await stranger.fetch(address, { redirect: 'manual' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('alert(')
    // Nothing is wrong with the address: its owner is let in, or sent on to where it is shown.
    expect([200, 307]).toContain((await owner.fetch(address, { redirect: 'manual' })).status)
  })
})

describe('a page, picture or file behind a link', () => {
  it('is there at all', () => {
    expect(byToken).toContain('/s/[token]')
  })

  it.each(byToken)(
    '%s opens by a link that counts, tells nobody where it is, and is gone once it is revoked',
    async (route) => {
      expect(route.match(/\[/g), 'a route by token has no other part to fill in').toHaveLength(1)
      const { id, token } = await shareDesign()
      const answer = await visit(route, token)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('x-robots-tag')).toContain('noindex')
      // What is revoked must not live on in a cache.
      expect(answer.headers.get('cache-control') ?? '').toMatch(/no-store|no-cache|max-age=0|private/)
      // A JSON file holds the words as they are; what a browser draws must not.
      if (!answer.headers.get('content-type')?.includes('json')) expect(await answer.text()).not.toContain(SCRIPT)
      await made('sharing.revokeLink', { id })
      const afterwards = await visit(route, token)
      expect(afterwards.status).toBe(404)
      expect(await afterwards.text()).not.toContain('alert(')
    },
  )

  it.each(byToken)('%s opens nothing by a token that was never made, or is none', async (route) => {
    for (const token of [
      makeToken(),
      'short',
      'x'.repeat(2000),
      '%00',
      '..%2f..%2faccount',
      encodeURIComponent(SCRIPT),
    ]) {
      const { status } = await visit(route, token)
      expect([400, 404, 414], token).toContain(status)
    }
  })

  // A page in somebody's frame can be clicked without being seen.
  it('may be framed only where it is made for it', async () => {
    const { token } = await shareDesign()
    for (const route of ['/', '/account', '/canvas', ...byInterview, ...byToken]) {
      const { headers } = await visit(route.replace('[id]', 'none'), token)
      const isFrameable = !headers.get('content-security-policy')?.includes("frame-ancestors 'none'")
      expect(isFrameable, route).toBe(route === '/embed/[token]')
      expect(headers.get('x-frame-options'), route).toBe(isFrameable ? null : 'DENY')
    }
  })

  it('shows the words of an invitation as words', async () => {
    const page = await (await visit('/s/[token]', (await shareInterview()).token)).text()
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain(SCRIPT)
  })

  it('stands in no log, however much is logged and whatever goes wrong', async () => {
    const { id, token } = await shareInterview()
    const browser = new NetworkBrowser(origin)
    await visit('/s/[token]', token)
    await browser.mutate('sharing.open', { token })
    await browser.mutate('sharing.accept', { token })
    await browser.query('sharing.open', { token })
    await browser.mutate('sharing.open', { token, more: token })
    await owner.mutate('sharing.accept', { token })
    await owner.mutate('sharing.revokeLink', { id })
    await visit('/s/[token]', token)
    await browser.mutate('sharing.open', { token })
    await visit('/s/[token]/nothing', token)
    expect(server.output).toContain('a procedure refused')
    expect(server.output).not.toContain(token)
  })
})
