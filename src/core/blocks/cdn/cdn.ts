import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { SECONDS_A_MONTH } from '@/core/blocks/cost'
import { optionLabel } from '@/core/blocks/option-label'
import { formatNumber } from '@/core/units/format'
import { type CdnConfig, cdnConfig } from './config'
import { cdnPreview } from './preview'

export const cdn: BlockKind<CdnConfig> = {
  kind: 'cdn',
  name: 'CDN',
  family: 'caching',
  icon: 'globe',
  alsoCalled: ['cdn', 'cloudfront', 'akamai', 'fastly', 'cloudflare', 'edge cache', 'content delivery network'],
  purpose: 'Answers near the clients what it has fetched before, and asks the origin behind it for the rest.',
  traits: { caches: true, fronts: true },
  config: cdnConfig,
  // the bytes that leave are paid for at the client, whoever sends them
  cost: (_, usage) => [{ price: 'cdn-10k-requests', quantity: (usage.arrivalsPerS * SECONDS_A_MONTH) / 1e4 }],
  summary: (config) => `${formatNumber(config.edges)} edges, ${optionLabel(config.policy)}`,
  holds: (config) => ({ items: config.capacityItems * config.edges }),
  instances: (config) => config.edges,
  survivesOneLoss: (config) => config.edges > 1,
  readsTimeOfDay: (config) => config.ttlS !== null,
  division: {
    servers: () => Infinity,
    // each edge gets as much as before, and so holds the same
    divide: (config, factor) => ({ ...config, edges: partOf(config.edges, factor) }),
  },
  preview: cdnPreview,
  warnings: (config, name) => {
    if (config.ttlS !== null || config.purgesOnWrite) return []
    return [
      {
        id: 'stale-for-ever',
        severity: 'warning',
        text: `${name} keeps what it has fetched for ever: nobody sees what is written later.`,
        fix: 'Set a time to live, or let writes purge their keys.',
      },
    ]
  },
}
