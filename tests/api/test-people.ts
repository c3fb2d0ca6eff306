import { randomUUID } from 'node:crypto'
import { type AppRouter, createCaller } from '@/server/app-router'
import type { PrismaClient } from '@/server/generated/client'
import { log } from '@/server/log'
import type { Principal } from '@/server/principal'

export type Caller = ReturnType<typeof createCaller>
export type { AppRouter }

/** Someone who calls procedures without a network in between. */
export interface Person {
  principal: Principal
  userId: string
  call: Caller
  /** Whose streams end with `signal`, as they do when a browser goes. */
  callUntil: (signal: AbortSignal) => Caller
}

const personOf = (db: PrismaClient, principal: Principal): Person => ({
  principal,
  userId: principal.userId,
  call: callerFor(db, principal),
  callUntil: (signal) => callerFor(db, principal, signal),
})

/** Calls as `principal`, or as nobody. */
export function callerFor(db: PrismaClient, principal: Principal | null, signal?: AbortSignal): Caller {
  return createCaller({ db, principal, address: '192.0.2.1', requestId: randomUUID(), log: log() }, { signal })
}

export async function makeGuest(db: PrismaClient): Promise<Person> {
  const { id } = await db.user.create({ data: { kind: 'guest' } })
  const principal: Principal = { userId: id, kind: 'guest', email: null, name: null, tokenVersion: 0 }
  return personOf(db, principal)
}

/** A registered person without a password; sign-in.test.ts makes real ones. */
export async function makePerson(db: PrismaClient, name = 'Someone'): Promise<Person> {
  const email = `${randomUUID()}@example.org`
  const { id } = await db.user.create({ data: { kind: 'registered', email, name } })
  const principal: Principal = { userId: id, kind: 'registered', email, name, tokenVersion: 0 }
  return personOf(db, principal)
}
