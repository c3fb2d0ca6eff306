import { protectedProcedure, router } from '@/server/trpc'
import { keepNote, removeNote } from './mutations'
import { keepInput, notesInput, removeInput } from './note-input'
import { privateNotes } from './queries'

/** Private notes. Each change answers with all of the caller's own. */
export const notesRouter = router({
  list: protectedProcedure.input(notesInput).query(({ ctx, input }) => privateNotes(ctx, input.interview)),

  keep: protectedProcedure.input(keepInput).mutation(async ({ ctx, input }) => {
    await keepNote(ctx, input)
    return privateNotes(ctx, input.interview)
  }),

  remove: protectedProcedure.input(removeInput).mutation(async ({ ctx, input }) => {
    await removeNote(ctx, input)
    return privateNotes(ctx, input.interview)
  }),
})
