import { protectedProcedure, router } from '@/server/trpc'
import { follow, tellPlace } from './follow'
import { followInput, presenceInput } from './live-input'

export const liveRouter = router({
  /** Everything that happens in an interview, as it happens, for its owner and its interviewers. */
  follow: protectedProcedure.input(followInput).subscription(async function* ({ ctx, input, signal }) {
    // a caller in this process may have none
    yield* follow(ctx, input, signal ?? new AbortController().signal)
  }),

  /** Where the caller is just now, for those who watch; it is not kept. */
  place: protectedProcedure.input(presenceInput).mutation(({ ctx, input }) => tellPlace(ctx, input)),
})
