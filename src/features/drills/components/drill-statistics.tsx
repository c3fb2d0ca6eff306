import { ENOUGH_RANGES, WANTED_SHARE } from '@/core/drills/calibration'
import { formatNumber, formatRatio, unknownText } from '@/core/units/format'
import { EmptyState } from '@/ui/display'
import { IntervalBar } from '@/ui/interval-bar'
import { ScrollRegion } from '@/ui/scroll-region'
import type { DrillBoard } from '../drill-shapes'
import { counted, topicWords } from '../words'
import { DrillHistory } from './drill-history'

/** How well somebody estimates: whether their ranges hold, how far off they are, and what they answered. */
export function DrillStatistics({ board }: { board: DrillBoard }) {
  if (board.answers === 0 && board.history.length === 0 && board.inInterviews.ranges === 0)
    return (
      <EmptyState title="No answers yet">
        Your first ten questions take about ten minutes. From then on this shows how far off you are by topic, and, from{' '}
        {ENOUGH_RANGES} ranges on, whether your 90 % ranges hold in nine of ten cases.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-6">
      <Calibration board={board} />
      <ByTopic board={board} />
      <DrillHistory history={board.history} />
    </div>
  )
}

const VERDICTS = {
  'too narrow': 'Your ranges are too narrow: you are surer than you may be.',
  'too wide': 'Your ranges hold more than they have to: you may dare narrower ones.',
  agrees: 'That agrees with nine of ten.',
} as const

function Calibration({ board: { calibration, inInterviews } }: { board: DrillBoard }) {
  return (
    <section aria-labelledby="drill-calibration" className="flex flex-col gap-3">
      <h2 id="drill-calibration" className="text-lg font-semibold">
        Do your ranges hold?
      </h2>
      {calibration.ranges === 0 && (
        <p className="text-ink-2">
          No ranges in drills yet. They are asked for under Data, Waiting, Reliability and Numbers.
        </p>
      )}
      <Held calibration={calibration} what="held the value." />
      <Held
        calibration={inInterviews}
        what="in your finished interviews, each an assumption, held what the problem goes by."
      />
    </section>
  )
}

interface HeldProps {
  calibration: DrillBoard['calibration']
  /** What becomes of "3 of 4 ranges". */
  what: string
}

function Held({ calibration: { ranges, hits, share, interval, verdict }, what }: HeldProps) {
  if (share === null || interval === null) return null
  return (
    <div>
      <p className="max-w-[68ch] text-ink-2">
        {hits} of {counted(ranges, 'range')} {what}{' '}
        {verdict === null ? `Not enough of them to say more: ${ENOUGH_RANGES - ranges} to go.` : VERDICTS[verdict]}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-2">
        <span className="text-lg font-semibold tabular-nums">{formatRatio(roundShare(share))}</span>
        <IntervalBar value={share} interval={interval} from={0} to={1} mark={WANTED_SHARE} />
        <span className="text-ink-3">
          95 % interval {formatRatio(roundShare(interval[0]))} to {formatRatio(roundShare(interval[1]))}; the line is at{' '}
          {formatRatio(WANTED_SHARE)}
        </span>
      </div>
    </div>
  )
}

const roundShare = (share: number): number => Math.round(share * 100) / 100
/** "×1.6": powers of ten as a factor. */
const factorText = (dex: number | null): string =>
  dex === null ? unknownText : `×${formatNumber(10 ** dex, { figures: 2, scale: 'grouped' })}`

const head = 'px-3 py-1.5 text-end font-medium'
const cell = 'px-3 py-1.5 text-end'

function ByTopic({ board: { figures } }: { board: DrillBoard }) {
  return (
    <section aria-labelledby="drill-topics">
      <h2 id="drill-topics" className="pb-1 text-lg font-semibold">
        By topic
      </h2>
      <p className="max-w-[68ch] pb-1 text-ink-2">
        Off by: half of your numbers are nearer than this factor. Leaning: above ×1 they are rather too high. Both are
        known from five numbers on.
      </p>
      <ScrollRegion label="Figures by topic">
        <table className="w-full max-w-[640px]">
          <thead className="text-sm text-ink-2">
            <tr>
              <th scope="col" className="py-1.5 text-start font-medium">
                Topic
              </th>
              <th scope="col" className={head}>
                Answers
              </th>
              <th scope="col" className={head}>
                Points on average
              </th>
              <th scope="col" className={head}>
                Off by
              </th>
              <th scope="col" className={head}>
                Leaning
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ topic, answers, credit, medianDex, leanDex }) => (
              <tr key={topic} className="border-t border-line">
                <th scope="row" className="py-1.5 text-start font-normal">
                  {topicWords[topic]}
                </th>
                <td className={cell}>{answers}</td>
                <td className={cell}>{credit === null ? unknownText : Math.round(100 * credit)}</td>
                <td className={cell}>{factorText(medianDex)}</td>
                <td className={cell}>{factorText(leanDex)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
