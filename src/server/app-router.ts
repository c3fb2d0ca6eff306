import { accountRouter } from '@/features/account/router'
import { drillsRouter } from '@/features/drills/router'
import { estimatesRouter } from '@/features/estimates/router'
import { interviewFileRouter } from '@/features/interview-file/router'
import { interviewRouter } from '@/features/interview/router'
import { liveRouter } from '@/features/interview/live/router'
import { reviewRouter } from '@/features/review/router'
import { sharingRouter } from '@/features/sharing/router'
import { createCallerFactory, router } from './trpc'

/** Every procedure there is. The one file of the server that knows features: each adds one line. */
export const appRouter = router({
  account: accountRouter,
  estimates: estimatesRouter,
  interview: interviewRouter,
  live: liveRouter,
  interviewFile: interviewFileRouter,
  review: reviewRouter,
  sharing: sharingRouter,
  drills: drillsRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures in this process: `createCaller(context).account.me()`. */
export const createCaller = createCallerFactory(appRouter)
