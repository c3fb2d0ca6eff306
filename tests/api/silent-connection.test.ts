import net from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { postgresPool } from '@/server/database/postgres-pool'
import { PrismaClient } from '@/server/generated/client'

/** The way to a database on which connections can be lost without a word, as a firewall or a host that dies loses them. */
class Way {
  readonly #server: net.Server
  readonly #sockets = new Set<net.Socket>()

  private constructor(server: net.Server) {
    this.#server = server
  }

  static async to(url: URL): Promise<Way> {
    const server = net.createServer()
    const way = new Way(server)
    server.on('connection', (near) => {
      const far = net.connect(Number(url.port), url.hostname)
      for (const socket of [near, far]) way.#sockets.add(socket.on('error', () => undefined))
      near.pipe(far).pipe(near)
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
    return way
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port
  }

  /** Nothing goes through the connections there are any more, and neither end hears of it; new ones are well. */
  lose(): void {
    for (const socket of this.#sockets) socket.unpipe().pause()
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}

const PATIENCE_MS = 500
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Two connections to one database: over a way that can be lost, and straight. */
async function connect() {
  const url = new URL(inject('postgres')!.url)
  const way = await Way.to(url)
  const straight = new Client({ connectionString: url.href })
  await straight.connect()
  const pool = postgresPool(Object.assign(new URL(url), { port: way.port }).href, {
    patienceMs: PATIENCE_MS,
    onConnectionError: () => undefined,
  })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  closing.push(
    () => way.close(),
    () => straight.end(),
    () => pool.end(),
    () => prisma.$disconnect(),
  )
  return { way, straight, prisma }
}

describe.skipIf(inject('postgres') === null)('a connection that is lost without a word', () => {
  it('is given up, and what comes next goes over another', async () => {
    const { way, prisma } = await connect()
    await prisma.$queryRaw`SELECT 1`
    way.lose()
    await expect(prisma.$queryRaw`SELECT 2`).rejects.toThrow()
    expect(await prisma.$queryRaw`SELECT 3 AS n`).toEqual([{ n: 3 }])
  })

  it('leaves no lock behind', async () => {
    const { way, straight, prisma } = await connect()
    const locked = new Promise<void>((resolve, reject) => {
      prisma
        .$transaction(async (tx) => {
          await tx.$queryRaw`SELECT pg_advisory_xact_lock(1)::text`
          way.lose()
          resolve()
          await tx.$queryRaw`SELECT 1`
        })
        .catch(reject)
    })
    await locked
    const takesIt = async () =>
      (await straight.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock(1) AS taken')).rows[0]?.taken
    expect(await takesIt()).toBe(false)
    await vi.waitFor(async () => expect(await takesIt()).toBe(true), 10_000)
  })
})
