import Link from 'next/link'
import { questionsText } from '@/core/drills/question-link'
import { Badge } from '@/ui/display'
import type { AnsweredQuestion } from '../drill-shapes'

/** So many are in sight; the rest opens. */
const AT_ONCE = 8

/** The newest answers, each beside what is right. */
export function DrillHistory({ history }: { history: readonly AnsweredQuestion[] }) {
  return (
    <section aria-labelledby="drill-history">
      <h2 id="drill-history" className="pb-1 text-lg font-semibold">
        Your answers
      </h2>
      <AnswerList answers={history.slice(0, AT_ONCE)} />
      {history.length > AT_ONCE && (
        <details className="pt-2">
          <summary className="min-h-8 cursor-pointer text-ink-2">{history.length - AT_ONCE} before these</summary>
          <AnswerList answers={history.slice(AT_ONCE)} />
        </details>
      )}
    </section>
  )
}

function AnswerList({ answers }: { answers: readonly AnsweredQuestion[] }) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {answers.map((one) => (
        <AnswerLine key={one.id} one={one} />
      ))}
    </ul>
  )
}

function AnswerLine({ one: { ref, title, text, answer, truth, points, isRepeat, atMs } }: { one: AnsweredQuestion }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-60 flex-1">
        <Link
          href={`/drills?ask=${questionsText([ref])}`}
          className="font-medium hover:underline"
          title={`${text} Ask this again.`}
        >
          {title}
        </Link>
        <p className="[overflow-wrap:anywhere] text-ink-2">
          {answer === null ? 'You did not know' : `You: ${answer}`} · exact: {truth}
        </p>
      </div>
      <span className="text-sm text-ink-3">{dayOf(atMs)}</span>
      {isRepeat && <Badge title="You had these numbers within a month">repeated</Badge>}
      <Badge tone={points >= 80 ? 'good' : points > 0 ? 'warn' : 'bad'}>{points} points</Badge>
    </li>
  )
}

/** The same on the server and in the browser, whatever the zone: in UTC. */
const dayOf = (atMs: number): string =>
  new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
