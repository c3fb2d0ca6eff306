import type { BlockKind } from '@/core/blocks/block-kind'
import { HOURS_A_MONTH } from '@/core/blocks/cost'
import { optionLabel } from '@/core/blocks/option-label'
import { type LoadBalancerConfig, loadBalancerConfig } from './config'
import { loadBalancerPreview } from './preview'

export const loadBalancer: BlockKind<LoadBalancerConfig> = {
  kind: 'load-balancer',
  name: 'Load balancer',
  family: 'routing',
  icon: 'split',
  alsoCalled: [
    'load balancer',
    'loadbalancer',
    'balancer',
    'lb',
    'elb',
    'alb',
    'nlb',
    'elastic load balancing',
    'nginx',
    'haproxy',
    'envoy',
    'traefik',
    'proxy',
    'ingress',
    'gateway',
  ],
  purpose: 'Spreads requests over all instances of the blocks it links to and leaves out dead ones.',
  traits: { balances: true },
  config: loadBalancerConfig,
  cost: (config, usage) => [
    { price: 'load-balancer-hour', quantity: config.instances * HOURS_A_MONTH },
    { price: 'load-balancer-unit-hour', quantity: (usage.arrivalsPerS / 1000) * HOURS_A_MONTH },
  ],
  summary: (config) => `${policyWords(config)}, L${config.layer}`,
  instances: (config) => config.instances,
  looksAtLoad: ({ policy }) => policy === 'least-connections' || policy === 'power-of-two',
  survivesOneLoss: (config) => config.instances > 1,
  preview: loadBalancerPreview,
}

const policyWords = ({ policy, choices }: LoadBalancerConfig): string =>
  policy === 'power-of-two' && choices !== 2 ? `Best of ${choices}` : optionLabel(policy)
