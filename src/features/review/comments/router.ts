import { protectedProcedure, router } from '@/server/trpc'
import { answerInput, beginInput, resolveInput, threadsInput } from './comment-input'
import { answerThread, beginThread, resolveThread } from './mutations'
import { threadsOf } from './queries'

/** Comments on a thing of an interview at a moment of it, while it runs and afterwards. Each change answers with all threads. */
export const commentsRouter = router({
  threads: protectedProcedure.input(threadsInput).query(({ ctx, input }) => threadsOf(ctx, input.interview)),

  begin: protectedProcedure.input(beginInput).mutation(async ({ ctx, input }) => {
    await beginThread(ctx, input)
    return threadsOf(ctx, input.interview)
  }),

  answer: protectedProcedure.input(answerInput).mutation(async ({ ctx, input }) => {
    await answerThread(ctx, input)
    return threadsOf(ctx, input.interview)
  }),

  resolve: protectedProcedure.input(resolveInput).mutation(async ({ ctx, input }) => {
    await resolveThread(ctx, input)
    return threadsOf(ctx, input.interview)
  }),
})
