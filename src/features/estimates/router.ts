import { takePoint } from '@/server/rate-limit'
import { protectedProcedure, router, tooMany } from '@/server/trpc'
import { checkSheetInput } from './check-sheet-input'
import { createSheet, removeSheet, updateSheet } from './mutations'
import { checkSheet, listSheets, readSheet } from './queries'
import { createSheetInput, savedSheetIdInput, updateSheetInput } from './saved-sheet-input'

/** Sheets that a person saved on the server. What is worked on stays in the browser until they save it. */
export const estimatesRouter = router({
  list: protectedProcedure.query(({ ctx }) => listSheets(ctx.db, ctx.principal.userId)),

  read: protectedProcedure
    .input(savedSheetIdInput)
    .query(({ ctx, input }) => readSheet(ctx.db, ctx.principal.userId, input.id)),

  create: protectedProcedure.input(createSheetInput).mutation(async ({ ctx, input }) => {
    const waitS = await takePoint('share', ctx.principal.userId)
    if (waitS !== null) throw tooMany(waitS)
    return createSheet(ctx.db, ctx.principal.userId, input)
  }),

  update: protectedProcedure
    .input(updateSheetInput)
    .mutation(({ ctx, input }) => updateSheet(ctx.db, ctx.principal.userId, input)),

  /** A mutation though nothing is kept: a sheet is too long for an address. */
  check: protectedProcedure.input(checkSheetInput).mutation(async ({ ctx, input }) => {
    const waitS = await takePoint('check', ctx.principal.userId)
    if (waitS !== null) throw tooMany(waitS)
    return checkSheet(ctx.db, ctx.principal.userId, input)
  }),

  remove: protectedProcedure
    .input(savedSheetIdInput)
    .mutation(({ ctx, input }) => removeSheet(ctx.db, ctx.principal.userId, input.id)),
})
