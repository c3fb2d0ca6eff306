import { TRPCError } from '@trpc/server'
import { expect, it } from 'vitest'
import { resetLimits } from '@/server/rate-limit'
import { procedures } from './access-table'
import { inputs } from './procedure-inputs'
import { testDatabase } from './test-database'
import { makePerson } from './test-people'

// What a program that means harm, or is merely wrong, puts into one place of an input that is right otherwise.

const database = testDatabase()
const HOSTILE = [2 ** 53 - 1, -1, 0.5, null, '', '\uD800', 'x'.repeat(5000), {}]
/** Places of one input that are tried, the outermost first. */
const MOST_PLACES = Number(process.env.HOSTILE_PLACES ?? 4)

type Path = (string | number)[]

/** Every place of a value, the outermost first. */
function placesOf(value: unknown): Path[] {
  const places: Path[] = [[]]
  for (const place of places) {
    const inner = place.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value)
    if (places.length >= MOST_PLACES || typeof inner !== 'object' || inner === null) continue
    for (const key of Object.keys(inner)) places.push([...place, key])
  }
  return places.slice(0, MOST_PLACES)
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[key] = withAt(copy[key], rest, put)
  return copy
}

/** The first answer of the one that is left out ends the caller. */
const tried = procedures.filter((procedure) => procedure !== 'account.remove')

it.each(tried)(
  '%s answers or refuses whatever stands in its input, and never fails over it',
  async (procedure) => {
    const failures: string[] = []
    const owner = await makePerson(database.db)
    const input = await inputs[procedure]!(database.db, owner)
    const call = procedure.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], owner.call)
    for (const place of placesOf(input)) {
      for (const put of HOSTILE) {
        resetLimits()
        try {
          await (call as (given: unknown) => Promise<unknown>)(withAt(input, place, put))
        } catch (error) {
          const isRefused = error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR'
          if (!isRefused)
            failures.push(`${place.join('.')} = ${JSON.stringify(put)?.slice(0, 40)}: ${String(error).slice(0, 900)}`)
        }
      }
    }
    expect(failures).toEqual([])
  },
  60_000,
)
