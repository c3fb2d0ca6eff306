import { type BlockKind, partOf, type SettingWarning } from '@/core/blocks/block-kind'
import { HOURS_A_MONTH, serverHours } from '@/core/blocks/cost'
import { formatNumber } from '@/core/units/format'
import { type RateLimiterConfig, rateLimiterConfig } from './config'
import { rateLimiterPreview } from './preview'

/** The smallest store that a shared count is kept in. */
const COUNT_STORE_GIB = 1.5

export const rateLimiter: BlockKind<RateLimiterConfig> = {
  kind: 'rate-limiter',
  name: 'Rate limiter',
  family: 'routing',
  icon: 'gauge',
  alsoCalled: ['rate limiter', 'rate limiting', 'limiter', 'throttle', 'throttler'],
  purpose: 'Turns requests away beyond a limit, so that what stands behind it gets no more than it can serve.',
  traits: { fronts: true, limits: true },
  config: rateLimiterConfig,
  cost: (config) => [
    ...serverHours(config.instances, 1),
    ...(config.counts === 'shared'
      ? [{ price: 'cache-gib-hour' as const, quantity: COUNT_STORE_GIB * HOURS_A_MONTH }]
      : []),
  ],
  summary: ({ limit, windowS, countBy }) => {
    const window = windowS === 1 ? 's' : `${formatNumber(windowS)} s`
    return `${formatNumber(limit)}/${window}${countBy === 'key' ? ' a key' : ''}`
  },
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
  division: {
    servers: () => Infinity,
    // a key has its own traffic, however many others there are
    divide: (config, factor) =>
      config.countBy === 'all'
        ? {
            ...config,
            limit: partOf(config.limit, factor),
            burst: config.burst === null ? null : partOf(config.burst, factor),
          }
        : null,
  },
  preview: rateLimiterPreview,
  warnings: (config, name) => [...localLimit(config, name), ...moreInstancesThanLimit(config, name)],
}

function localLimit({ counts, instances, limit }: RateLimiterConfig, name: string): SettingWarning[] {
  if (counts !== 'local' || instances === 1) return []
  return [
    {
      id: 'local-limit',
      severity: 'warning',
      text: `Each of the ${formatNumber(instances)} instances of ${name} counts by itself: together they let ${formatNumber(instances * limit)} requests a window through, not ${formatNumber(limit)}.`,
      fix: 'Share the count, or give each instance its share of the limit.',
    },
  ]
}

function moreInstancesThanLimit(
  { counts, instances, limit, algorithm }: RateLimiterConfig,
  name: string,
): SettingWarning[] {
  const counted = algorithm !== 'token-bucket' && algorithm !== 'leaky-bucket'
  if (counts !== 'local-share' || !counted || instances <= limit) return []
  return [
    {
      id: 'limit-below-instances',
      severity: 'error',
      text: `${name} has more instances than its limit has requests: some of them let nobody through.`,
      fix: 'Share the count, or use fewer instances.',
    },
  ]
}
