import { type BlockPreview, weightless } from '@/core/blocks/block-preview'
import type { ClientConfig } from './config'

/** Requests leave it as they come; it is no part of what can fail. */
export const clientPreview: BlockPreview<ClientConfig> = {
  load: (_, load) => weightless(load),
  availability: () => 1,
}
