import { z } from 'zod'
import { protectedProcedure, router } from '@/server/trpc'
import { agreementBoard } from '../agreement/queries'
import { attemptsOf, compareInterviews, reviewQueue } from './queries'

const id = z.string().min(1).max(64)

/** What people look at between interviews. */
export const boardsRouter = router({
  /** Interviews that the caller is to review, has reviewed, and should discuss. */
  queue: protectedProcedure.query(({ ctx }) => reviewQueue(ctx)),

  /** The caller's finished interviews over time. */
  attempts: protectedProcedure.query(({ ctx }) => attemptsOf(ctx.db, ctx.principal.userId)),

  /** Two interviews on the same problem. */
  compare: protectedProcedure
    .input(z.strictObject({ a: id, b: id }))
    .query(({ ctx, input }) => compareInterviews(ctx, [input.a, input.b])),

  /** How far reviewers agree with each other and with the evidence. */
  agreement: protectedProcedure.query(({ ctx }) => agreementBoard(ctx)),
})
