import { protectedProcedure, router } from '@/server/trpc'
import { adjustInput, interviewInput, saveInput, startInput } from './level-input'
import { adjustLevel, saveReview, startReview, submitReview } from './mutations'
import { reviewDesk, submittedMatrix } from './queries'

/** Levels that people give. Until a review is submitted, nothing here tells its reviewer what anybody else thinks. */
export const levelsRouter = router({
  /** All that a reviewer works with: the criteria with their anchors, and the own review as far as it is. */
  desk: protectedProcedure.input(interviewInput).query(({ ctx, input }) => reviewDesk(ctx, input.interview)),

  start: protectedProcedure.input(startInput).mutation(async ({ ctx, input }) => {
    await startReview(ctx, input.interview, input.hideName)
    return reviewDesk(ctx, input.interview)
  }),

  /** Keeps what changed of a draft. */
  save: protectedProcedure.input(saveInput).mutation(({ ctx, input }) => saveReview(ctx, input)),

  submit: protectedProcedure.input(interviewInput).mutation(async ({ ctx, input }) => {
    await submitReview(ctx, input.interview)
    return reviewDesk(ctx, input.interview)
  }),

  /** What was submitted beside what the evidence suggests, for the owner and for reviewers who have submitted. */
  matrix: protectedProcedure.input(interviewInput).query(({ ctx, input }) => submittedMatrix(ctx, input.interview)),

  /** Another level beside the submitted one, with the reason. */
  adjust: protectedProcedure.input(adjustInput).mutation(async ({ ctx, input }) => {
    await adjustLevel(ctx, input)
    return submittedMatrix(ctx, input.interview)
  }),
})
