import { z } from 'zod'

/** Whatever the file says: nothing is known of it. */
export const unknownConfig = z.record(z.string(), z.unknown())
export type UnknownConfig = z.infer<typeof unknownConfig>
