import { z } from 'zod'

/** Traffic itself is described by the request classes that start here. */
export const clientConfig = z.strictObject({})
export type ClientConfig = z.infer<typeof clientConfig>
