import { interviewAccess } from '@/server/access'
import { protectedProcedure, router } from '@/server/trpc'
import { appendInput, createInput, interviewIdInput, renameInput, sinceInput } from './interview-input'
import { appendEvents, createInterview, finishInterview, removeInterview, renameInterview } from './mutations'
import { interviewSince, listInterviews, openInterview, replayPage } from './queries'

export const interviewRouter = router({
  /** Begins an interview; gives its id. */
  create: protectedProcedure
    .input(createInput)
    .mutation(({ ctx, input }) => createInterview(ctx.db, ctx.principal.userId, input)),

  /** The caller's interviews, the one last worked on first: with the time worked, and the score where there is one. */
  list: protectedProcedure.query(({ ctx }) => listInterviews(ctx.db, ctx.principal.userId)),

  /** One interview as it is now, with the number of its newest event, and the caller's role in it. */
  get: protectedProcedure.input(interviewIdInput).query(async ({ ctx, input }) => {
    const { ownerId, role } = await interviewAccess(ctx, input.id, 'viewer')
    return { ...(await openInterview(ctx.db, ownerId, input.id)), role }
  }),

  /** Adds events to the log; see `appendEvents`. Owner and interviewer may each send events of their own kinds. */
  append: protectedProcedure.input(appendInput).mutation(async ({ ctx, input }) => {
    const { ownerId, role, userId } = await interviewAccess(ctx, input.id, 'interviewer')
    return appendEvents(ctx.db, ownerId, input, role === 'owner' ? null : userId)
  }),

  /** Events after `seq`, for a second tab and after a time offline. */
  since: protectedProcedure.input(sinceInput).query(async ({ ctx, input }) => {
    const { ownerId } = await interviewAccess(ctx, input.id, 'viewer')
    return interviewSince(ctx.db, ownerId, input.id, input.seq)
  }),

  /** A page of the log, from the event after `seq` on, for everybody who may see the interview. */
  replay: protectedProcedure.input(sinceInput).query(({ ctx, input }) => replayPage(ctx, input.id, input.seq)),

  /** The server's clock, ms since 1970: browsers keep the difference to their own. */
  time: protectedProcedure.query(() => ({ serverNowMs: Date.now() })),

  finish: protectedProcedure.input(interviewIdInput).mutation(async ({ ctx, input }) => {
    const { ownerId } = await interviewAccess(ctx, input.id, 'owner')
    return finishInterview(ctx.db, ownerId, input.id)
  }),

  rename: protectedProcedure
    .input(renameInput)
    .mutation(({ ctx, input }) => renameInterview(ctx.db, ctx.principal.userId, input.id, input.title)),

  remove: protectedProcedure
    .input(interviewIdInput)
    .mutation(({ ctx, input }) => removeInterview(ctx.db, ctx.principal.userId, input.id)),
})
