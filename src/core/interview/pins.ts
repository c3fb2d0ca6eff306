import { z } from 'zod'
import { idSchema as designIdSchema } from '@/core/design/schema'
import { itemIdSchema } from './items'

/** What a comment or a level can be pinned to: one thing of the interview, or the moment itself. */
export const pinTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['block', 'link']), id: designIdSchema }),
  z.strictObject({ kind: z.enum(['line', 'cell', 'entity', 'api', 'decision']), id: itemIdSchema }),
  z.strictObject({ kind: z.literal('run'), id: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('moment') }),
])
export type PinTarget = z.infer<typeof pinTargetSchema>
export type PinnedThing = Exclude<PinTarget, { kind: 'moment' }>

/** A thing at a moment. The thing may be gone later: the moment still has it. */
export const pinSchema = z.strictObject({
  /** Number of the newest event then; 0 is before the first. */
  seq: z.int().min(0).max(1e6),
  target: pinTargetSchema,
})
export type Pin = z.infer<typeof pinSchema>

/** The id of what a target names; null for a moment. */
export const targetId = (target: PinTarget): string | null => ('id' in target ? target.id : null)

export const samePin = (a: Pin, b: Pin): boolean =>
  a.seq === b.seq && a.target.kind === b.target.kind && targetId(a.target) === targetId(b.target)

/** Different for pins that are not the same. */
export const pinKey = ({ seq, target }: Pin): string => `${seq}-${target.kind}-${targetId(target) ?? ''}`
