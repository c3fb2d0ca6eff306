import type { BlockKind } from '@/core/blocks/block-kind'
import { type UnknownConfig, unknownConfig } from './config'
import { unknownPreview } from './preview'

/** Stands in for every kind this version does not know: keeps its data, passes requests on, and a finding says so. */
export const unknown: BlockKind<UnknownConfig> = {
  kind: 'unknown',
  name: 'Unknown block',
  family: 'compute',
  icon: 'circle-question-mark',
  alsoCalled: [],
  purpose: 'A kind that this version does not know. It keeps its settings and passes requests on at once.',
  traits: {},
  config: unknownConfig,
  cost: () => [],
  summary: () => 'kind not known here',
  instances: () => 1,
  // nothing is known about it, so nothing is claimed against it
  survivesOneLoss: () => true,
  preview: unknownPreview,
}
