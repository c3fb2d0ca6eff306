import { type BlockPreview, type BlockLoad, delayOnly, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { keyShares } from '@/core/blocks/key-shares'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import type { Spread } from '@/core/queueing/balanced-station'
import type { LoadBalancerConfig } from './config'

const SPREADS: Record<LoadBalancerConfig['policy'], (config: LoadBalancerConfig) => Spread> = {
  'round-robin': () => 'round-robin',
  'weighted-round-robin': () => 'round-robin',
  random: () => 'random',
  'least-connections': () => 'least-connections',
  'power-of-two': ({ choices }) => ({ bestOf: choices }),
  // the key picks, which is chance unless some keys are hot; the shares say how much
  'consistent-hash': () => 'random',
}

/** Points of an instance on the ring of consistent hashing. */
const RING_POINTS = 100

/** Picks one instance among those of all blocks it links to; itself it only delays. */
export const loadBalancerPreview: BlockPreview<LoadBalancerConfig> = {
  routing: (config, load) => load.flows.map((flow) => routingOf(config, load, flow)),
  load: (config, load) => delayOnly(load, timeOfDistribution(config.overhead)),
  availability: (config, _, instanceUp) => kOfN(1, config.instances, instanceUp),
}

function routingOf(config: LoadBalancerConfig, load: BlockLoad, flow: BlockLoad['flows'][number]): FlowRouting {
  // layer 4 cannot tell classes apart
  const open = load.links.map(
    ({ requests }) => config.layer === 4 || requests === null || requests.includes(flow.request),
  )
  const targets = load.links.map((link, i) => (open[i] ? link.targets : 0))
  const over = targets.reduce((sum, count) => sum + count, 0)
  if (over === 0) return { ...PASSES_ON, shares: targets }
  if (config.policy === 'consistent-hash') return hashed(targets, over, flow)
  const weights = targets.map((count, i) => count * weightOf(config, load.links[i]!.to))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    ...PASSES_ON,
    shares: weights.map((weight) => weight / total),
    spread: { how: SPREADS[config.policy](config), over, shares: null },
  }
}

function weightOf(config: LoadBalancerConfig, to: string): number {
  return config.policy === 'weighted-round-robin' ? (config.weights?.[to] ?? 1) : 1
}

function hashed(targets: readonly number[], over: number, { keys }: BlockLoad['flows'][number]): FlowRouting {
  const each = keyShares({ sharding: 'hash-ring', shards: over, vnodes: RING_POINTS }, keys)
  let first = 0
  const shares = targets.map((count) => each.subarray(first, (first += count)))
  return {
    ...PASSES_ON,
    shares: shares.map((own) => own.reduce((sum, share) => sum + share, 0)),
    spread: { how: 'random', over, shares },
  }
}
