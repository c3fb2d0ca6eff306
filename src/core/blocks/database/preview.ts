import type { BlockLoad, BlockPreview, LoadFigures } from '@/core/blocks/block-preview'
import { shardRates } from '@/core/blocks/key-shares'
import { mixedMoments, type Pool, type PoolFigures, responseIn, unevenPool } from '@/core/blocks/pool-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { inParallel } from '@/core/queueing/availability'
import { meanS, sumOf, timeOfTail, NO_TIME, tailFunction, type TimeMix } from '@/core/queueing/time-mix'
import { kthTail } from '@/core/queueing/order-statistics'
import type { DatabaseConfig } from './config'

/** Shards of leaders and followers; the key picks the shard. */
export const databasePreview: BlockPreview<DatabaseConfig> = {
  load: (config, load) => {
    const work = {
      read: timeOfDistribution(config.serviceTimes.read),
      write: timeOfDistribution(config.serviceTimes.write),
    }
    const split = { sharding: config.shardBy, shards: config.shards, vnodes: config.vnodes }
    const ratesOf = (isWrite: boolean) =>
      shardRates(
        split,
        load.flows.filter((flow) => flow.isWrite === isWrite),
      )
    const reads = ratesOf(false)
    const writes = ratesOf(true)
    const toLeader = leaderShare(config)
    const leaders = instancesOf(config, work, scaledRates(reads, toLeader), writes)
    const followers = config.replicas - 1
    // a follower does every write over again
    const others = instancesOf(
      config,
      work,
      scaledRates(reads, followers === 0 ? 0 : (1 - toLeader) / followers),
      writes,
    )
    return together(config, load, { leaders, others, toLeader }, work)
  },
  // a request is about one shard, which serves while one of its replicas does
  availability: (config, _, instanceUp) => inParallel(Array.from({ length: config.replicas }, () => instanceUp)),
}

/** Share of reads that go to leaders. */
function leaderShare({ readFrom, replicas }: DatabaseConfig): number {
  if (readFrom === 'leader' || replicas === 1) return 1
  return readFrom === 'any' ? 1 / replicas : 0
}

const total = (rates: Float64Array) => rates.reduce((sum, rate) => sum + rate, 0)
const scaledRates = (rates: Float64Array, factor: number) => rates.map((rate) => rate * factor)

interface Work {
  read: TimeMix
  write: TimeMix
}

/** One instance of every shard, under its reads and writes. */
function instancesOf(config: DatabaseConfig, work: Work, reads: Float64Array, writes: Float64Array): PoolFigures {
  const service = mixedMoments([
    { ratePerS: total(reads), time: work.read },
    { ratePerS: total(writes), time: work.write },
  ])
  const pool: Pool = {
    instances: config.shards,
    // fewer connections than workers: not all workers can be busy
    serversEach: Math.min(config.concurrency, config.connectionLimit ?? config.concurrency),
    queueLimitEach: config.connectionLimit === null ? null : Math.max(0, config.connectionLimit - config.concurrency),
    patience: null,
    arrivalScv: 1,
    ...service,
  }
  return unevenPool(
    pool,
    reads.map((rate, shard) => rate + writes[shard]!),
  )
}

interface Roles {
  leaders: PoolFigures
  others: PoolFigures
  toLeader: number
}

function together(config: DatabaseConfig, load: BlockLoad, roles: Roles, work: Work): LoadFigures {
  const { leaders, others, toLeader } = roles
  const followers = config.replicas - 1
  const read = {
    time: readTime(roles, work.read),
    pReject: toLeader * leaders.pReject + (1 - toLeader) * others.pReject,
  }
  const write = { time: writeTime(config, leaders, work.write), pReject: leaders.pReject }
  const mean = (leader: number, other: number) => (leader + followers * other) / config.replicas
  return {
    utilisation: mean(leaders.utilisation, others.utilisation),
    peakUtilisation:
      followers === 0 ? leaders.peakUtilisation : Math.max(leaders.peakUtilisation, others.peakUtilisation),
    queueLength:
      leaders.queueLength === null || others.queueLength === null
        ? null
        : leaders.queueLength + followers * others.queueLength,
    backlog: 0,
    carried: load.flows.some((flow) => flow.isWrite)
      ? leaders.carried
      : toLeader * leaders.carried + (1 - toLeader) * others.carried,
    flows: load.flows.map(({ isWrite }) => (isWrite ? write : read)),
  }
}

function writeTime(config: DatabaseConfig, leaders: PoolFigures, work: TimeMix): TimeMix | null {
  return leaders.wait === null ? null : sumOf(responseIn(leaders, leaders.wait, work), acknowledgement(config))
}

function readTime({ leaders, others, toLeader }: Roles, work: TimeMix): TimeMix | null {
  const wait =
    toLeader === 1 ? leaders.wait : toLeader === 0 ? others.wait : eitherWait(leaders.wait, others.wait, toLeader)
  return wait === null ? null : responseIn(leaders, wait, work)
}

function eitherWait(leader: TimeMix | null, other: TimeMix | null, toLeader: number): TimeMix | null {
  if (leader === null || other === null) return null
  return [
    ...leader.map((part) => ({ ...part, weight: part.weight * toLeader })),
    ...other.map((part) => ({ ...part, weight: part.weight * (1 - toLeader) })),
  ]
}

/** What a write waits for beyond its leader: nothing, the fastest follower, or the slowest. */
function acknowledgement(config: DatabaseConfig): TimeMix {
  const followers = config.replicas - 1
  if (config.replication === 'async' || followers === 0) return NO_TIME
  const lag = timeOfDistribution(config.replicationLag)
  const awaited = config.replication === 'sync' ? followers : 1
  if (followers === 1) return lag
  const tail = tailFunction(lag)
  return timeOfTail((t) => kthTail(tail(t), awaited, followers), meanS(lag))
}
