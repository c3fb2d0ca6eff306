import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { expect, it, vi } from 'vitest'
import { findPostgres, startCluster } from '../../src/cli/setup/postgres.mjs'
import type { LoggedEvent } from '@/features/interview/sync-types'
import { EventStream } from './event-stream'
import { NetworkBrowser } from './network-browser'
import { startedServers } from './started-servers'

const { start, killAll } = startedServers({ DRYRUN_SECRET: 'of two servers that know the same people: 0123456789' })

/** The same person, as another of the servers sees them. */
function at(address: string, browser: NetworkBrowser): NetworkBrowser {
  const there = new NetworkBrowser(address)
  for (const [name, value] of browser.cookies) there.setCookie(name, value)
  return there
}

async function begin(address: string) {
  const [owner, interviewer] = [new NetworkBrowser(address), new NetworkBrowser(address)]
  await owner.signIn('guest')
  await interviewer.signIn('guest')
  const created = await owner.mutate('interview.create', { problem: 'shortener', mode: 'practice', minutes: 45 })
  const { id } = created.data as { id: string }
  const link = { subject: { kind: 'interview', id }, role: 'interviewer', label: 'for a test', expiry: 'week' }
  const { token } = (await owner.mutate('sharing.createLink', link)).data as { token: string }
  await interviewer.mutate('sharing.accept', { token })
  return { owner, interviewer, id }
}

const page = () => randomUUID()
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** A page that comes back whenever its stream is cut, and keeps what it was sent. */
class Watcher {
  readonly seqs: number[] = []
  #isGone = false
  #stream: EventStream | null = null
  readonly #keeping: Promise<void>

  constructor(browser: NetworkBrowser, id: string) {
    this.#keeping = this.#keep(browser, id)
  }

  async #keep(browser: NetworkBrowser, id: string): Promise<void> {
    let lastEventId: string | null = null
    const take = (events: LoggedEvent[]) => this.seqs.push(...events.map((event) => event.seq))
    const own = page()
    while (!this.#isGone) {
      this.#stream = await EventStream.open(browser, { id, seq: 0, page: own, lastEventId }, take).catch(() => null)
      await (this.#stream?.ended ?? new Promise((resolve) => setTimeout(resolve, 100)))
      lastEventId = this.#stream?.lastEventId ?? lastEventId
    }
  }

  async close(): Promise<void> {
    this.#isGone = true
    await this.#stream?.close()
    await this.#keeping
  }
}

it('ends its streams and stops within ten seconds when told to', async () => {
  const server = start()
  const { owner, interviewer, id } = await begin(await server.ready())
  const seen: number[] = []
  const streams = await Promise.all(
    [owner, interviewer, interviewer].map((browser) =>
      EventStream.open(browser, { id, seq: 0, page: page() }, (events) => seen.push(events.length)),
    ),
  )
  await vi.waitUntil(() => seen.length === 3, 10_000)
  const toldMs = Date.now()
  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(Date.now() - toldMs).toBeLessThan(10_000)
  await Promise.all(streams.map((stream) => stream.ended))
})

const postgres = findPostgres()

it('two processes on one PostgreSQL show everybody everything once, also when connections are cut and it starts anew', async ({
  skip,
}) => {
  if ('missing' in postgres) return skip(postgres.missing)
  const cluster = await startCluster(postgres.bin)
  try {
    const env = { DATABASE_URL: cluster.url }
    const first = await start(env).ready()
    const second = await start(env).ready()
    const { owner, interviewer, id } = await begin(first)
    const places = [first, second, first, second, second]
    const watchers = places.map((address) => new Watcher(at(address, interviewer), id))
    const owners = [at(first, owner), at(second, owner)]
    /** Saved in turn through either process, again until it is: what was saved twice counts once. */
    let saved = 0
    const save = async (n: number) => {
      const event = { id: randomUUID(), ageMs: 0, payload: { type: 'step-entered', step: 'scaling' } }
      for (;;) {
        const browser = owners[n % 2]!
        const answer = await browser.mutate('interview.append', { id, events: [event], baseSeq: 0 }).catch(() => null)
        if (answer?.data) {
          saved++
          return
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    const saveAll = async (count: number) => {
      for (let n = 0; n < count; n++) await save(n)
    }
    const haveAll = (count: number) =>
      vi.waitUntil(() => watchers.every(({ seqs }) => seqs.length >= count), { timeout: 40_000, interval: 20 })

    await saveAll(20)
    await haveAll(21)
    // every connection there is, those that listen among them, again and again while people write
    const cutting = (async () => {
      for (let round = 0; round < 5; round++) {
        const client = new Client({ connectionString: cluster.url })
        await client.connect()
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and backend_type = 'client backend'`)
        await client.end()
        const goesOnAt = saved + 4
        await vi.waitUntil(() => saved >= goesOnAt, { timeout: 40_000, interval: 5 })
      }
    })()
    await Promise.all([cutting, saveAll(30)])
    await haveAll(51)
    await cluster.crash()
    const writing = saveAll(10)
    await cluster.begin()
    await writing
    await haveAll(61)
    for (const { seqs } of watchers) expect(seqs).toEqual(upTo(61))
    await Promise.all(watchers.map((watcher) => watcher.close()))
  } finally {
    await killAll()
    await cluster.stop()
  }
}, 180_000)
