import { type BlockLoad, type BlockPreview, delayOnly, type Flow, PASSES_ON } from '@/core/blocks/block-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import { meanS, NO_TIME, oneOf, residualOf } from '@/core/queueing/time-mix'
import type { DnsConfig } from './config'

/** Answers that resolvers keep, all endpoints being up. Exact for Poisson traffic. */
export const dnsPreview: BlockPreview<DnsConfig> = {
  routing: (config, load) => {
    return load.flows.map((flow) => ({
      ...PASSES_ON,
      hitRatio: askedFor(config, load, flow).fresh,
      shares: sharesOf(config, load, flow),
    }))
  },
  load: (config, load) => {
    const lookUp = timeOfDistribution(config.lookUpTime)
    const figures = delayOnly(load, NO_TIME)
    return {
      ...figures,
      flows: load.flows.map((flow) => {
        const { fresh, asks, waits } = askedFor(config, load, flow)
        const time = oneOf([
          { chance: fresh, time: NO_TIME },
          { chance: asks, time: lookUp },
          { chance: waits, time: residualOf(lookUp) },
        ])
        return { time, pReject: 0 }
      }),
    }
  },
  availability: (config, _, instanceUp) => kOfN(1, config.instances, instanceUp),
}

/**
 * What a request finds at its resolver: in each cycle one asks, those who come before the answer wait for it, and those who
 * come within its time to live find it fresh.
 */
function askedFor(config: DnsConfig, load: BlockLoad, flow: Flow): { fresh: number; asks: number; waits: number } {
  const name = nameOf(config, load, flow)
  const ratePerS = load.flows.reduce((sum, other) => {
    return sum + (nameOf(config, load, other) === name ? other.ratePerS : 0)
  }, 0)
  const each = ratePerS / config.resolvers
  const meanwhile = each * meanS(timeOfDistribution(config.lookUpTime))
  const cycle = 1 + meanwhile + each * config.ttlS
  return { fresh: (each * config.ttlS) / cycle, asks: 1 / cycle, waits: meanwhile / cycle }
}

/** Flows with the same endpoints share their answers. */
function nameOf({ policy }: DnsConfig, { links }: BlockLoad, { request, region }: Flow): string {
  const open = links.map(({ requests }) => (requests === null || requests.includes(request) ? 1 : 0))
  return `${open.join('')} ${policy === 'nearest' ? region : ''}`
}

function sharesOf({ policy, weights }: DnsConfig, { links }: BlockLoad, { request, region }: Flow): number[] {
  const open = links.map(({ requests }) => requests === null || requests.includes(request))
  const places = [...open.keys()].filter((i) => open[i])
  if (places.length === 0) return links.map(() => 0)
  if (policy === 'round-robin' || policy === 'weighted') {
    const weightOf = (i: number) => (policy === 'weighted' ? (weights?.[links[i]!.to] ?? 1) : 1)
    const total = places.reduce((sum, i) => sum + weightOf(i), 0)
    return links.map((_, i) => {
      if (!open[i]) return 0
      return total === 0 ? 1 / places.length : weightOf(i) / total
    })
  }
  const isNear = (i: number) => region !== null && links[i]!.region === region
  const isCloser = (a: number, b: number) => {
    if (policy === 'failover' || isNear(a) !== isNear(b)) return policy !== 'failover' && isNear(a)
    return links[a]!.oneWayS < links[b]!.oneWayS
  }
  const first = places.reduce((best, i) => (isCloser(i, best) ? i : best))
  return links.map((_, i) => (i === first ? 1 : 0))
}
