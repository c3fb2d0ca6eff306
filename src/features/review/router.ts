import { z } from 'zod'
import { interviewAccess } from '@/server/access'
import { protectedProcedure, router } from '@/server/trpc'
import { boardsRouter } from './boards/router'
import { calibrationRouter } from './calibration/router'
import { commentsRouter } from './comments/router'
import { levelsRouter } from './levels/router'
import { reportOf, rescore } from './mutations'
import { notesRouter } from './notes/router'
import { curveballsOf, scoreAccess, scoringRun } from './queries'

const id = z.string().min(1).max(64)

export const reviewRouter = router({
  levels: levelsRouter,
  comments: commentsRouter,
  notes: notesRouter,
  boards: boardsRouter,
  calibration: calibrationRouter,

  /** The score of a finished interview, or how far the server is with it; asking sets it to work. Ask again until ready. */
  report: protectedProcedure.input(z.strictObject({ id })).query(async ({ ctx, input }) => {
    const { ownerId } = await scoreAccess(ctx, input.id)
    return reportOf(ctx.db, ownerId, input.id)
  }),

  /** Scores it anew; what was scored before stays. */
  rescore: protectedProcedure.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
    const { ownerId } = await interviewAccess(ctx, input.id, 'owner')
    return rescore(ctx.db, ownerId, input.id)
  }),

  /** The whole report of one of the server's runs, by the id that `report` gives. */
  run: protectedProcedure.input(z.strictObject({ interview: id, run: id })).query(async ({ ctx, input }) => {
    const { ownerId } = await scoreAccess(ctx, input.interview)
    return scoringRun(ctx.db, ownerId, input.interview, input.run)
  }),

  /** What became of each curveball, as far as the log shows it. */
  curveballs: protectedProcedure.input(z.strictObject({ id })).query(({ ctx, input }) => curveballsOf(ctx, input.id)),
})
