import type { Behaviour } from '@/core/sim/sim'
import type { BlockKind } from './block-kind'
import { cacheBehaviour } from './cache/behaviour'
import { cache } from './cache/cache'
import { cdnBehaviour } from './cdn/behaviour'
import { cdn } from './cdn/cdn'
import { clientBehaviour } from './client/behaviour'
import { client } from './client/client'
import { databaseBehaviour } from './database/behaviour'
import { database } from './database/database'
import { dnsBehaviour } from './dns/behaviour'
import { dns } from './dns/dns'
import { loadBalancerBehaviour } from './load-balancer/behaviour'
import { loadBalancer } from './load-balancer/load-balancer'
import { queueBehaviour } from './queue/behaviour'
import { queue } from './queue/queue'
import { rateLimiterBehaviour } from './rate-limiter/behaviour'
import { rateLimiter } from './rate-limiter/rate-limiter'
import { serviceBehaviour } from './service/behaviour'
import { service } from './service/service'
import { shardRouterBehaviour } from './shard-router/behaviour'
import { shardRouter } from './shard-router/shard-router'
import { unknownBehaviour } from './unknown/behaviour'
import { unknown } from './unknown/unknown'
import { workerBehaviour } from './worker/behaviour'
import { worker } from './worker/worker'

/**
 * What a run does with the blocks of each kind. Apart from the registry of kinds, so that a page which draws a design and
 * computes it ahead does not load the engine's part of every kind.
 */
const behaviours = new Map([
  of(client, clientBehaviour),
  of(dns, dnsBehaviour),
  of(loadBalancer, loadBalancerBehaviour),
  of(rateLimiter, rateLimiterBehaviour),
  of(service, serviceBehaviour),
  of(cache, cacheBehaviour),
  of(cdn, cdnBehaviour),
  of(database, databaseBehaviour),
  of(shardRouter, shardRouterBehaviour),
  of(queue, queueBehaviour),
  of(worker, workerBehaviour),
  of(unknown, unknownBehaviour),
])

/** The behaviour of a kind by its id, or that of the pass-through `unknown` kind. */
export const behaviourOfKind = (id: string): Behaviour => behaviours.get(id) ?? (unknownBehaviour as Behaviour)

/** A run hands every behaviour settings of its own kind, with the defaults filled in: see `configOf`. */
function of<C>(kind: BlockKind<C>, behaviour: Behaviour<C>): [string, Behaviour] {
  return [kind.kind, behaviour as Behaviour]
}
