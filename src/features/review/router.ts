import { z } from 'zod'
import { protectedProcedure, router } from '@/server/trpc'
import { reportOf, rescore } from './mutations'
import { scoringRun } from './queries'

const id = z.string().min(1).max(64)

export const reviewRouter = router({
  /** The score of a finished interview, or how far the server is with it; asking sets it to work. Ask again until ready. */
  report: protectedProcedure
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => reportOf(ctx.db, ctx.principal.userId, input.id)),

  /** Scores it anew; what was scored before stays. */
  rescore: protectedProcedure
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => rescore(ctx.db, ctx.principal.userId, input.id)),

  /** The whole report of one of the server's runs, by the id that `report` gives. */
  run: protectedProcedure
    .input(z.strictObject({ interview: id, run: id }))
    .query(({ ctx, input }) => scoringRun(ctx.db, ctx.principal.userId, input.interview, input.run)),
})
