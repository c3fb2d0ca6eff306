import { z } from 'zod'
import { MAX_ANSWER_CHARS } from '@/core/drills/answer'
import { drillTopics, levels } from '@/core/drills/drill'
import { MAX_SEED } from '@/core/drills/draw'
import { protectedProcedure, router } from '@/server/trpc'
import { answerQuestion, askLinked, askNext } from './mutations'
import { drillBoard } from './queries'

const level = z.literal(levels)
const wish = z.strictObject({
  topics: z.array(z.enum(drillTopics)).max(drillTopics.length),
  level,
  isOpenBook: z.boolean(),
})
const linked = z.strictObject({
  drill: z.string().min(1).max(40),
  level,
  seed: z.int().min(0).max(MAX_SEED),
  isOpenBook: z.boolean(),
})

/** Short questions: the server puts them, knows when, and grades what comes back. */
export const drillsRouter = router({
  board: protectedProcedure.query(({ ctx }) => drillBoard(ctx.db, ctx.principal.userId)),

  ask: protectedProcedure.input(wish).mutation(({ ctx, input }) => askNext(ctx.db, ctx.principal.userId, input)),

  askLinked: protectedProcedure
    .input(linked)
    .mutation(({ ctx, input: { isOpenBook, ...ref } }) => askLinked(ctx.db, ctx.principal.userId, ref, isOpenBook)),

  answer: protectedProcedure
    .input(z.strictObject({ id: z.uuid(), text: z.string().max(MAX_ANSWER_CHARS).nullable() }))
    .mutation(({ ctx, input }) => answerQuestion(ctx.db, ctx.principal.userId, input)),
})
