import { blockKinds, type RegisteredKind } from '@/core/blocks/registry'
import type { Block, Design, Link } from '@/core/design/schema'

/** Small designs that the traits of a kind ask for, so that a new kind has one without a word here. */

const first = (trait: keyof RegisteredKind['traits']) => blockKinds.find((kind) => kind.traits[trait] === true)!.kind
const CLIENT = first('startsRequests')
export const SERVICE = blockKinds.find((kind) => kind.traits.computes === true && kind.traits.consumes !== true)!.kind
const STORE = first('stores')
const QUEUE = first('buffers')
const WORKER = first('consumes')

/** Few enough that a cache has seen them all within a short run, where it comes to that at each of its instances. */
const keysFor = ({ traits, instances }: RegisteredKind) => ({
  count: traits.caches ? Math.max(1, Math.round(300 / instances({}))) : 300,
  zipf: 0.9,
})

/**
 * A kind with its defaults, called `it`, among neighbours wired as its traits ask, which overload after it where it has
 * servers of its own.
 */
export function designAround(kind: RegisteredKind, ratePerS: number): Design {
  const blocks: Block[] = [{ id: 'users', kind: CLIENT }]
  const links: Link[] = []
  const add = (id: string, of: string, config?: Block['config']) =>
    blocks.push({ id, kind: of, ...(config && { config }) })
  const wire = (from: string, to: string, settings: Partial<Link> = {}) =>
    links.push({ id: `l${links.length + 1}`, from, to, ...settings })
  const { traits } = kind
  const keys = keysFor(kind)
  if (!traits.startsRequests) add('it', kind.kind)
  if (traits.startsRequests) {
    add('api', SERVICE)
    wire('users', 'api')
  } else if (traits.balances || traits.routesByKey || traits.resolves) {
    add('a', SERVICE)
    // twice the room, so that it is plain which of the two overloads
    add('b', SERVICE, { concurrency: 16 })
    wire('users', 'it')
    wire('it', 'a')
    wire('it', 'b')
  } else if (traits.fronts) {
    add('a', SERVICE)
    wire('users', 'it')
    wire('it', 'a')
  } else if (traits.consumes) {
    add('queue', QUEUE)
    wire('users', 'queue')
    wire('queue', 'it')
  } else if (traits.buffers) {
    add('work', WORKER)
    wire('users', 'it')
    wire('it', 'work')
  } else if (traits.caches) {
    add('api', SERVICE, { instances: 50, serviceTime: 0, holdsWorker: false })
    add('db', STORE, { concurrency: 1000, connectionLimit: null })
    wire('users', 'api')
    wire('api', 'it')
    wire('api', 'db', { step: 2, when: 'miss' })
  } else {
    wire('users', 'it')
  }
  return {
    format: 'dryrun-design',
    version: 1,
    title: kind.name,
    blocks,
    links,
    requests: [
      { id: 'read', kind: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS }, keys },
      { id: 'write', kind: 'write', from: 'users', arrivals: { type: 'poisson', ratePerS: ratePerS / 10 }, keys },
    ],
  }
}
