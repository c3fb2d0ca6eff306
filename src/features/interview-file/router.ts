import { z } from 'zod'
import { takePoint } from '@/server/rate-limit'
import { protectedProcedure, router, tooMany } from '@/server/trpc'
import { importInterview } from './mutations'
import { importedExtras, interviewFileOf, scoreTextOf } from './queries'

const id = z.string().min(1).max(64)

export const interviewFileRouter = router({
  /** A finished interview of one's own as a file. */
  save: protectedProcedure.input(z.strictObject({ id })).query(({ ctx, input }) => interviewFileOf(ctx, input.id)),

  /** Such a file as a finished interview of one's own. */
  open: protectedProcedure.input(z.strictObject({ file: z.unknown() })).mutation(async ({ ctx, input }) => {
    const waitS = await takePoint('openFile', ctx.principal.userId)
    if (waitS !== null) throw tooMany(waitS)
    return importInterview(ctx.db, ctx.principal.userId, input.file)
  }),

  /** What came with an imported interview besides its log; null for one that was taken here. */
  came: protectedProcedure.input(z.strictObject({ id })).query(({ ctx, input }) => importedExtras(ctx, input.id)),

  /** The newest score as text, the same bytes that `npm run -s score -- --json` writes. */
  score: protectedProcedure.input(z.strictObject({ id })).query(({ ctx, input }) => scoreTextOf(ctx, input.id)),
})
