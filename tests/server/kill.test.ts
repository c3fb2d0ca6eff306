import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { STEP_IDS } from '@/core/interview/outline'
import type { AppendResult, LoggedEvent } from '@/features/interview/sync-types'
import { NetworkBrowser } from './network-browser'
import { makeDataDir, ServerProcess } from './server-process'

const ROUNDS = 4
const TABS = 3
/** The server is killed once this many more saves are acknowledged: never at rest, each round somewhere else. */
const ACKNOWLEDGED_BEFORE_KILL = [1, 17, 40, 65]

let data: ReturnType<typeof makeDataDir>
let server: ServerProcess
let browser: NetworkBrowser
let interviewId: string

interface SentEvent {
  id: string
  ageMs: number
  payload: object
}

/** A change of step: the one event that an interview takes any number of. */
function newEvent(): SentEvent {
  const step = STEP_IDS[Math.floor(Math.random() * STEP_IDS.length)]
  return { id: randomUUID(), ageMs: 0, payload: { type: 'step-entered', step } }
}

async function start(): Promise<void> {
  server = new ServerProcess({ DRYRUN_DATA_DIR: path.join(data.dir, 'data') })
  const cookies = browser?.cookies ?? new Map()
  browser = new NetworkBrowser(await server.ready())
  for (const [name, value] of cookies) browser.setCookie(name, value)
}

beforeAll(async () => {
  data = makeDataDir()
  await start()
  expect(await browser.signIn('guest')).toBeNull()
  const created = await browser.mutate('interview.create', { problem: 'shortener', mode: 'practice', minutes: 45 })
  interviewId = (created.data as { id: string }).id
}, 120_000)

afterAll(async () => {
  await server.kill('SIGKILL')
  data.remove()
})

/** Sends one event. @returns its place in the log, or null when no answer came */
async function save(event: SentEvent): Promise<number | null> {
  const sent = browser.mutate('interview.append', { id: interviewId, events: [event], baseSeq: 0 })
  const answer = await sent.catch(() => null) // the server is gone
  if (answer === null) return null
  const outcome = (answer.data as AppendResult | undefined)?.outcomes[0]
  if (outcome === undefined || 'refused' in outcome) throw new Error(`a save was refused: ${JSON.stringify(answer)}`)
  return outcome.seq
}

async function readLog(): Promise<LoggedEvent[]> {
  const { data: newer } = await browser.query('interview.since', { id: interviewId, seq: 0 })
  const { events } = newer as { events: LoggedEvent[] | null }
  if (events === null) throw new Error('the log is longer than one answer: make the test shorter')
  return events
}

it(`loses nothing it acknowledged and doubles nothing when killed ${ROUNDS} times in the middle of saving`, async () => {
  const acknowledged = new Map<string, number>()
  for (const target of ACKNOWLEDGED_BEFORE_KILL.slice(0, ROUNDS)) {
    const unanswered: SentEvent[] = []
    const enough = acknowledged.size + target
    let killNow = () => {}
    const isEnough = new Promise<void>((resolve) => (killNow = resolve))
    const tab = async (): Promise<void> => {
      for (;;) {
        const event = newEvent()
        const seq = await save(event)
        if (seq === null) return void unanswered.push(event)
        acknowledged.set(event.id, seq)
        if (acknowledged.size === enough) killNow()
      }
    }
    const tabs = Array.from({ length: TABS }, tab)
    await isEnough
    await server.kill('SIGKILL')
    await Promise.all(tabs)
    expect(unanswered).toHaveLength(TABS)

    await start()
    const stored = new Map((await readLog()).map(({ id, seq }) => [id, seq]))
    for (const [id, seq] of acknowledged) expect(stored.get(id)).toBe(seq)
    // What got no answer may or may not be there. Sent again, it is there once.
    for (const event of unanswered) {
      const seq = await save(event)
      if (stored.has(event.id)) expect(seq).toBe(stored.get(event.id))
      acknowledged.set(event.id, seq ?? Number.NaN)
    }
    const log = await readLog()
    expect(log.filter(({ id }) => acknowledged.has(id))).toHaveLength(acknowledged.size)
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1))
  }
}, 300_000)
