import { TRPCError } from '@trpc/server'
import { reviewCriteria, type Rubric } from '@/core/content/rubric'
import { type JudgedCriterion, type ReviewProblem, reviewProblems } from '@/core/scoring/review'

/** @throws {TRPCError} BAD_REQUEST where a pin is behind the last event, which has the number `seq` */
export function checkMoments(ratings: readonly Pick<JudgedCriterion, 'pins'>[], seq: number): void {
  if (ratings.some(({ pins }) => pins.some((pin) => pin.seq > seq)))
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'A pin is at a moment that the interview never came to' })
}

/** @throws {TRPCError} BAD_REQUEST with the criteria that are open, and those whose level needs a pin */
export function checkComplete(ratings: readonly JudgedCriterion[], rubric: Rubric): void {
  const problems = reviewProblems(ratings)
  if (problems.length === 0) return
  const names = new Map(reviewCriteria(rubric).map(({ id, name }) => [id, name]))
  const listed = (which: ReviewProblem['problem']) =>
    problems.flatMap(({ criterion, problem }) => (problem === which ? (names.get(criterion) ?? criterion) : []))
  const [undecided, unpinned] = [listed('undecided'), listed('needs-pin')]
  const said = [
    undecided.length > 0 ? `Decide, be it as not observed: ${undecided.join(', ')}.` : '',
    unpinned.length > 0 ? `Levels 1 and 4 need a pinned moment: ${unpinned.join(', ')}.` : '',
  ]
  throw new TRPCError({ code: 'BAD_REQUEST', message: said.filter((part) => part !== '').join(' ') })
}
