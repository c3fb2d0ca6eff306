import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { SECONDS_A_MONTH } from '@/core/blocks/cost'
import { optionLabel } from '@/core/blocks/option-label'
import { formatDuration } from '@/core/units/format'
import { type DnsConfig, dnsConfig } from './config'
import { dnsPreview } from './preview'

export const dns: BlockKind<DnsConfig> = {
  kind: 'dns',
  name: 'DNS',
  family: 'routing',
  icon: 'waypoints',
  alsoCalled: ['dns', 'route 53', 'route53', 'name server', 'domain name system'],
  purpose:
    'Tells clients which of its endpoints to call. Answers are kept for their time to live, also when the endpoint is down.',
  traits: { resolves: true },
  config: dnsConfig,
  cost: (config, usage) => [
    { price: 'dns-zone-month', quantity: 1 },
    { price: 'dns-million-queries', quantity: (queriesPerS(config, usage.arrivalsPerS) * SECONDS_A_MONTH) / 1e6 },
  ],
  summary: (config) => `${optionLabel(config.policy)}, TTL ${formatDuration(config.ttlS)}`,
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
  division: {
    servers: () => Infinity,
    // each resolver is asked as often as before
    divide: (config, factor) => ({ ...config, resolvers: partOf(config.resolvers, factor) }),
  },
  preview: dnsPreview,
}

/** Resolvers ask once a time to live, and not more often than they are asked. */
function queriesPerS({ ttlS, resolvers }: DnsConfig, arrivalsPerS: number): number {
  return arrivalsPerS / (1 + (arrivalsPerS / resolvers) * ttlS)
}
