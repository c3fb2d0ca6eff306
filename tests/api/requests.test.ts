import { describe, expect, it } from 'vitest'
import { exampleDesign } from '@/features/canvas/example-design'
import { appRouter } from '@/server/app-router'
import { MAX_BATCH_SIZE } from '@/server/requests/handle-trpc'
import { MAX_BODY_BYTES, MAX_FILE_BYTES, MAX_JSON_DEPTH } from '@/server/requests/request-body'
import { everyRowText } from './every-row'
import { readResult, TestBrowser } from './test-browser'
import { testDatabase } from './test-database'

const database = testDatabase()
const json = { 'content-type': 'application/json' }

const calls = (count: number) =>
  `/api/trpc/${Array.from({ length: count }, () => 'account.me').join(',')}?batch=1&input={}`

/** JSON of as many brackets one inside another. */
const deep = (depth: number) => `{"json":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

function post(browser: TestBrowser, path: string, body: BodyInit, headers: Record<string, string> = json) {
  return browser.fetch(`/api/trpc/${path}`, { method: 'POST', headers, body })
}

async function guest(): Promise<TestBrowser> {
  const browser = new TestBrowser()
  await browser.signIn('guest')
  return browser
}

async function tokenVersions(): Promise<number[]> {
  return (await database.db.user.findMany({ select: { tokenVersion: true } })).map(({ tokenVersion }) => tokenVersion)
}

describe('a request', () => {
  it('over 2 MB is refused as too large, whether it says its size or not', async () => {
    const body = JSON.stringify({ json: { name: 'x'.repeat(MAX_BODY_BYTES) } })
    const said = await readResult(await post(await guest(), 'account.rename', body))
    expect(said).toMatchObject({ status: 413, error: { data: { code: 'PAYLOAD_TOO_LARGE' } } })
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(1024 * 1024)))
      },
    })
    const init = { method: 'POST', headers: json, body: chunks, duplex: 'half' } as RequestInit
    const unsaid = await readResult(await (await guest()).fetch('/api/trpc/account.rename', init))
    expect(unsaid).toMatchObject({ status: 413, error: { data: { code: 'PAYLOAD_TOO_LARGE' } } })
  })

  it('that opens a file may be larger, and no other beside it', async () => {
    const browser = await guest()
    const body = (bytes: number) => JSON.stringify({ json: { file: 'x'.repeat(bytes) } })
    const read = await readResult(await post(browser, 'interviewFile.open', body(MAX_BODY_BYTES)))
    expect(read).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining('This file cannot be opened') },
    })
    const tooLarge = await readResult(await post(browser, 'interviewFile.open', body(MAX_FILE_BYTES)))
    expect(tooLarge).toMatchObject({ status: 413 })
    const beside = await readResult(await post(browser, 'interviewFile.open,account.rename', body(MAX_BODY_BYTES)))
    expect(beside).toMatchObject({ status: 413 })
  })

  it(`of more than ${MAX_BATCH_SIZE} calls is refused, of ${MAX_BATCH_SIZE} answered`, async () => {
    const browser = await guest()
    expect((await browser.fetch(calls(MAX_BATCH_SIZE))).status).toBe(200)
    const refused = await browser.fetch(calls(MAX_BATCH_SIZE + 1))
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('BAD_REQUEST')
  })

  it('of JSON that nests too deep is refused before it is parsed, in a body and in an address', async () => {
    const browser = await guest()
    for (const depth of [MAX_JSON_DEPTH + 1, 20_000]) {
      const refused = await readResult(await post(browser, 'account.rename', deep(depth)))
      expect(refused).toMatchObject({ status: 400, error: { message: `JSON may nest at most ${MAX_JSON_DEPTH} deep` } })
    }
    const inAddress = await browser.fetch(
      `/api/trpc/account.read?input=${encodeURIComponent(deep(MAX_JSON_DEPTH + 1))}`,
    )
    expect((await readResult(inAddress)).error?.message).toContain('nest')
    const allowed = await readResult(await post(browser, 'account.rename', deep(MAX_JSON_DEPTH)))
    expect(allowed.error?.message).not.toContain('nest')
  })

  it('counts no brackets inside strings', async () => {
    const name = '{['.repeat(35)
    expect(await (await guest()).mutate('account.rename', { name: `\\"${name}` })).toMatchObject({ status: 200 })
  })

  it('with a character that the database cannot hold is refused', async () => {
    const refused = await (await guest()).mutate('account.rename', { name: 'nul: \u0000' })
    expect(refused).toMatchObject({ status: 400, error: { message: 'Text may not contain the character U+0000' } })
  })

  it('cannot put one value in many places, or in itself', async () => {
    const browser = await guest()
    const depth = 40 // as a tree these are 2 ** 40 values
    const twice = Array.from({ length: depth }, (_, i) => `design${'.l'.repeat(i + 1)}`)
    const nested = twice.reduce<unknown>((inner) => ({ l: inner, r: null }), {})
    for (const [design, equal] of [
      [nested, Object.fromEntries(twice.map((path) => [path, [`${path.slice(0, -1)}r`]]))],
      [{ a: {} }, { design: ['design.a'] }],
    ] as const) {
      const body = JSON.stringify({ json: { design }, meta: { v: 1, referentialEqualities: equal } })
      const refused = await readResult(await post(browser, 'sharing.shareDesign', body))
      expect(refused).toMatchObject({ status: 400, error: { message: expect.stringMatching(/^design: \$/) } })
    }
  })

  it('holds JSON and nothing that superjson could make of it but undefined and -0', async () => {
    const browser = await guest()
    for (const values of [
      { name: ['regexp'] },
      { name: ['bigint'] },
      { name: [['class', 'Guest']] },
      { name: [['undefined'], { a: ['undefined'] }] },
      ['map'],
      'name',
      { '__proto__.name': ['undefined'] },
    ]) {
      const body = JSON.stringify({ json: { name: 'x' }, meta: { v: 1, values } })
      expect(await readResult(await post(browser, 'account.rename', body)), JSON.stringify(values)).toMatchObject({
        status: 400,
        error: { message: expect.not.stringMatching(/stack|destructure|flags/) },
      })
    }
    for (const body of ['null', '5', '[]', '{"json":null}'])
      expect(await readResult(await post(browser, 'account.rename', body)), body).toMatchObject({
        status: 400,
        error: { message: expect.stringMatching(/^input: /) },
      })
    const left = { interview: 'x', ratings: [], summary: undefined, target: undefined }
    expect((await browser.mutate('review.levels.save', left)).error?.data.code).toBe('NOT_FOUND')
    const started = { ...exampleDesign, blocks: exampleDesign.blocks.map((block) => ({ ...block, x: -0 })) }
    expect(await browser.mutate('sharing.shareDesign', { design: started })).toMatchObject({ status: 200 })
  })

  it('that is no JSON is refused with a code, not a crash', async () => {
    const refused = await readResult(await post(await guest(), 'account.rename', '{"json":'))
    expect(refused).toMatchObject({ status: 400 })
  })

  it.each([
    ['a form post', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a multipart post', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['bytes', { 'content-type': 'application/octet-stream' }],
  ])('sent as %s changes nothing', async (_, headers) => {
    const browser = await guest()
    const response = await post(browser, 'account.signOutEverywhere', '{}', headers)
    expect(response.status).toBe(415)
    expect(await tokenVersions()).toEqual([0])
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, from an old browser', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'none' }],
    ['nowhere that can be named', { origin: 'null', 'sec-fetch-site': 'none' }],
  ])('that %s makes the browser send changes nothing', async (_, headers) => {
    const browser = await guest()
    const response = await post(browser, 'account.signOutEverywhere', '{}', { ...json, ...headers })
    expect(response.status).toBe(403)
    expect(await tokenVersions()).toEqual([0])
  })

  // Refused before any procedure is looked for: an honest input would make no difference.
  it('to any mutation is refused where another site sends it, and where a form does', async () => {
    const browser = await guest()
    const before = await everyRowText(database.db)
    const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>
    const mutations = Object.entries(procedures)
      .filter(([, { _def }]) => _def.type === 'mutation')
      .map(([path]) => path)
    expect(mutations.length).toBeGreaterThan(10)
    for (const path of mutations) {
      const fromElsewhere = await post(browser, path, '{}', { ...json, 'sec-fetch-site': 'cross-site' })
      expect(fromElsewhere.status, path).toBe(403)
      const form = await post(browser, path, '--x--', { 'content-type': 'multipart/form-data; boundary=x' })
      expect(form.status, path).toBe(415)
      expect((await browser.fetch(`/api/trpc/${path}?input={}`)).status, path).toBe(405)
    }
    expect(await everyRowText(database.db)).toBe(before)
  })

  it('by GET never changes anything', async () => {
    const browser = await guest()
    expect((await browser.fetch('/api/trpc/account.signOutEverywhere')).status).toBe(405)
    expect(await tokenVersions()).toEqual([0])
  })

  it('past its share is refused with the time to wait, call by call in a batch too', async () => {
    const browser = new TestBrowser()
    for (let sent = 0; sent < 300; sent += MAX_BATCH_SIZE)
      expect((await browser.fetch(calls(MAX_BATCH_SIZE))).status).toBe(200)
    const refused = await browser.query('account.me')
    expect(refused.status).toBe(429)
    expect(refused.error?.message).toMatch(/try again in \d+ s/)
  })
})

describe('an unforeseen failure', () => {
  it('tells the client nothing but where the log has it', async () => {
    const browser = await guest()
    await database.db.$executeRaw`alter table "Design" rename to "DesignAway"`
    try {
      const { status, error } = await browser.query('account.exportAll')
      expect(status).toBe(500)
      expect(error?.message).toMatch(/^Something went wrong on the server/)
      expect(error?.data.requestId).toMatch(/^[0-9a-f-]{36}$/)
      expect(JSON.stringify(error)).not.toMatch(/Design|prisma|stack/i)
    } finally {
      await database.db.$executeRaw`alter table "DesignAway" rename to "Design"`
    }
  })
})
