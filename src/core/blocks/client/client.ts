import type { BlockKind } from '@/core/blocks/block-kind'
import { SECONDS_A_MONTH } from '@/core/blocks/cost'
import { type ClientConfig, clientConfig } from './config'
import { clientPreview } from './preview'

export const client: BlockKind<ClientConfig> = {
  kind: 'client',
  name: 'Client',
  family: 'traffic',
  icon: 'users',
  alsoCalled: [
    'client',
    'user',
    'browser',
    'mobile',
    'mobile app',
    'web app',
    'phone',
    'customer',
    'device',
    'visitor',
    'frontend',
    'front end',
    'spa',
    'actor',
  ],
  purpose: 'The people and programs that send requests and wait for the answers.',
  traits: { startsRequests: true },
  config: clientConfig,
  cost: (_, usage) => [{ price: 'egress-gb', quantity: (usage.responseBytesPerS * SECONDS_A_MONTH) / 1e9 }],
  summary: () => '',
  // clients are not part of what can fail
  instances: () => 0,
  survivesOneLoss: () => true,
  preview: clientPreview,
}
