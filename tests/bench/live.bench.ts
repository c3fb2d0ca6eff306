import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EventStream } from '../server/event-stream'
import { NetworkBrowser } from '../server/network-browser'
import { makeDataDir, ServerProcess } from '../server/server-process'
import { heldBy, MEMORY_PROBE } from './memory-of'

/** Interviews, streams of each, and in each somebody who is saved once in two seconds, which is a busy candidate. */
const INTERVIEWS = 50
const STREAMS_EACH = 20
const SAVES = 10
const EVERY_MS = 2000
const ROUNDS = 3
/** Connections that were cut are found out, and what they held is let go. */
const SETTLE_MS = 8000

interface Room {
  owner: NetworkBrowser
  interviewer: NetworkBrowser
  id: string
  seq: number
}

/**
 * A thousand streams on one process, with the embedded database: what is lost, how late, and what they leave behind. What
 * is still held after a collection tells that; resident memory also has what the allocators keep for the next time.
 */
export async function benchLive(report: (line: object) => void): Promise<void> {
  const data = makeDataDir()
  const server = new ServerProcess({
    DRYRUN_DATA_DIR: path.join(data.dir, 'data'),
    DRYRUN_RATE_FACTOR: '100000',
    NODE_OPTIONS: MEMORY_PROBE,
  })
  try {
    const address = await server.ready()
    const rooms: Room[] = []
    for (let i = 0; i < INTERVIEWS; i += 1) rooms.push(await makeRoom(address))
    await sleep(SETTLE_MS)
    report({ bench: 'live', idle: await heldBy(server.child) })
    for (let round = 1; round <= ROUNDS; round += 1) {
      const line = await benchRound(rooms, server.child)
      await sleep(SETTLE_MS)
      report({ bench: 'live', round, ...line, after: await heldBy(server.child) })
    }
  } finally {
    await server.kill('SIGTERM')
    data.remove()
  }
}

async function makeRoom(address: string): Promise<Room> {
  const [owner, interviewer] = [new NetworkBrowser(address), new NetworkBrowser(address)]
  for (const browser of [owner, interviewer]) await browser.signIn('guest')
  const created = await owner.mutate('interview.create', { problem: 'shortener', mode: 'practice', minutes: 45 })
  const { id } = created.data as { id: string }
  const link = { subject: { kind: 'interview', id }, role: 'interviewer', label: 'bench', expiry: 'week' }
  const { token } = (await owner.mutate('sharing.createLink', link)).data as { token: string }
  await interviewer.mutate('sharing.accept', { token })
  return { owner, interviewer, id, seq: 1 }
}

async function benchRound(rooms: Room[], server: ChildProcess) {
  const sentMs = new Map<string, number>()
  const lateMs: number[] = []
  const counts: number[] = []
  const openedMs = performance.now()
  const open = ({ interviewer, id, seq }: Room, own: number) => {
    counts[own] = 0
    return EventStream.open(interviewer, { id, seq, page: randomUUID() }, (events) => {
      counts[own]! += events.length
      const nowMs = performance.now()
      for (const event of events) lateMs.push(nowMs - (sentMs.get(event.id) ?? Number.NaN))
    })
  }
  const streams: EventStream[] = []
  // one interview after the other: a thousand at once wait for each other longer than a server waits for a request
  for (const room of rooms) {
    const first = streams.length
    streams.push(...(await Promise.all(Array.from({ length: STREAMS_EACH }, (_, at) => open(room, first + at)))))
  }
  const openS = (performance.now() - openedMs) / 1000
  await Promise.all(
    rooms.map(async (room, at) => {
      await sleep((at / rooms.length) * EVERY_MS)
      for (let save = 0; save < SAVES; save += 1) {
        const event = { id: randomUUID(), ageMs: 0, payload: { type: 'step-entered', step: 'scaling' } }
        sentMs.set(event.id, performance.now())
        const dueMs = performance.now() + EVERY_MS
        await room.owner.mutate('interview.append', { id: room.id, events: [event], baseSeq: room.seq })
        room.seq += 1
        await sleep(Math.max(0, dueMs - performance.now()))
      }
    }),
  )
  await sleep(1000)
  const held = await heldBy(server)
  await Promise.all(streams.map((stream) => stream.close()))
  lateMs.sort((a, b) => a - b)
  const quantile = (ratio: number) => Math.round(lateMs[Math.floor(ratio * (lateMs.length - 1))] ?? Number.NaN)
  return {
    streams: streams.length,
    openS: Math.round(openS * 10) / 10,
    messages: lateMs.length,
    lost: streams.length * SAVES - lateMs.length,
    short: counts.filter((count) => count !== SAVES).length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: quantile(1),
    held,
  }
}
