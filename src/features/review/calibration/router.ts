import { z } from 'zod'
import { reviewCriterionIdSchema } from '@/core/content/rubric'
import { anchorLevelSchema } from '@/core/scoring/review'
import { protectedProcedure, router } from '@/server/trpc'
import { rateAnchor } from './mutations'
import { anchorToRate, calibrationBoard } from './queries'

const slug = z.string().min(1).max(64)

/** Rating interviews whose levels were agreed before, to see how one rates. Nothing tells a gold level until all are rated. */
export const calibrationRouter = router({
  board: protectedProcedure.query(({ ctx }) => calibrationBoard(ctx.db, ctx.principal.userId)),

  anchor: protectedProcedure
    .input(z.strictObject({ anchor: slug }))
    .query(({ ctx, input }) => anchorToRate(ctx.db, ctx.principal.userId, input.anchor)),

  rate: protectedProcedure
    .input(z.strictObject({ anchor: slug, levels: z.record(reviewCriterionIdSchema, anchorLevelSchema) }))
    .mutation(async ({ ctx, input }) => {
      await rateAnchor(ctx.db, ctx.principal.userId, input)
      return calibrationBoard(ctx.db, ctx.principal.userId)
    }),
})
