import type { Sheet } from '@/core/estimate/sheet'
import type { SheetFeedback } from '@/core/scoring/sheet-feedback'
import { asSomebody } from '@/features/account/as-somebody'
import { trpcClient } from '@/features/transport/trpc-client'

/** What the server says about a sheet. @throws what it answers */
export const checkSheet = (problem: string, sheet: Sheet): Promise<SheetFeedback[]> =>
  asSomebody(() => trpcClient.estimates.check.mutate({ problem, sheet }))
