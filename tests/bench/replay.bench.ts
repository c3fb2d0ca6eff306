import { fold } from '@/core/interview/reduce'
import { Replay } from '@/core/interview/replay'
import { initialState } from '@/core/interview/state'
import { content } from '@/server/content'
import { round } from './figures'
import { longInterview } from './long-interview'

const EVENTS = 3000
const MINUTE_MS = 60_000
const DISTANCES = [10, 50, 250, EVENTS]
const ROUNDS = 15

/** How long the core takes to open an interview at minute 40 and to jump about in it, by the distance of kept states. */
export async function benchReplay(report: (line: object) => void): Promise<void> {
  const problem = await content.problem('shortener')
  const { good } = await content.references('shortener')
  if (!problem || !good) throw new Error('the shortener has no good reference')
  const log = longInterview(good, problem, EVENTS)
  const atMs = (log[0]?.at ?? 0) + 40 * MINUTE_MS
  for (let round = 0; round < 3; round++) fold(initialState(), log)
  for (const every of DISTANCES) {
    const opened = Array.from({ length: ROUNDS }, () =>
      timed(() => {
        const replay = new Replay(log, { every })
        return replay.stateAt(replay.seqAt(atMs))
      }),
    )
    const replay = new Replay(log, { every })
    replay.stateAt(replay.lastSeq)
    const jumps = log.map((_, i) => timed(() => replay.stateAt((i * 1237) % (EVENTS + 1)))).sort((a, b) => a - b)
    report({
      bench: 'replay',
      events: log.length,
      every,
      openMinute40Ms: round(opened.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!),
      jumpMedianMs: round(jumps[Math.floor(jumps.length / 2)]!),
      jumpP99Ms: round(jumps[Math.floor(jumps.length * 0.99)]!),
      jumpMaxMs: round(jumps.at(-1)!),
    })
  }
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
