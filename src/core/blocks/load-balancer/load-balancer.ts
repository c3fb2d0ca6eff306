import type { BlockKind } from '@/core/blocks/block-kind'
import { type LoadBalancerConfig, loadBalancerConfig } from './config'

export const loadBalancer: BlockKind<LoadBalancerConfig> = {
  kind: 'load-balancer',
  name: 'Load balancer',
  family: 'routing',
  icon: 'split',
  purpose: 'Spreads requests over all instances of the blocks it links to and leaves out dead ones.',
  traits: { balances: true },
  config: loadBalancerConfig,
  summary: (config) => `${config.policy.replaceAll('-', ' ')}, L${config.layer}`,
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
}
