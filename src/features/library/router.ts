import { protectedProcedure, router } from '@/server/trpc'
import { listInterviewRows } from './queries'

export const libraryRouter = router({
  /** The caller's interviews as a list shows them: with the time worked, and the score where there is one. */
  interviews: protectedProcedure.query(({ ctx }) => listInterviewRows(ctx.db, ctx.principal.userId)),
})
