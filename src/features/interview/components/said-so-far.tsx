import { Check, CircleDashed } from 'lucide-react'
import type { Interjection } from '@/core/interview/interjections'
import type { InterviewState } from '@/core/interview/state'
import { curveballEffect, interjectionWords, pointedAtName } from './interjection-text'

/** What the interviewer has said and done, the newest first, and what came of it. */
export function SaidSoFar({ state }: { state: InterviewState }) {
  const { interjections } = state
  if (interjections.length === 0) return null
  return (
    <section aria-labelledby="said-so-far">
      <h3 id="said-so-far" className="text-sm font-semibold text-ink-2">
        Said so far
      </h3>
      <ul className="mt-1 flex flex-col gap-2">
        {interjections.toReversed().map((each) => (
          <li key={each.id} className="flex items-start gap-1.5">
            {each.seenAtMs === null ? (
              <CircleDashed size={14} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
            ) : (
              <Check size={14} aria-hidden className="mt-0.5 shrink-0 text-good" />
            )}
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <p>{whatText(state, each)}</p>
              <p className="text-sm text-ink-3">{outcomeText(each)}</p>
              {each.answers.map((answer) => (
                <p key={answer.atMs} className="border-s-2 border-accent ps-2 whitespace-pre-wrap">
                  {answer.text}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function whatText(state: InterviewState, interjection: Interjection): string {
  const { what } = interjection
  if (what.kind === 'attention') return `Pointed at ${pointedAtName(state, what.target)}`
  if (what.kind === 'time') return `Gave ${what.minutes} more minutes`
  return [interjectionWords(interjection), curveballEffect(state, interjection)].filter(Boolean).join(' · ')
}

function outcomeText({ seenAtMs, answers, atMs }: Interjection): string {
  if (seenAtMs === null) return 'Not noticed yet'
  const noticed = `Noticed after ${seconds(seenAtMs - atMs)}`
  const [first] = answers
  return first ? `${noticed}, answered after ${seconds(first.atMs - atMs)}` : noticed
}

const seconds = (ms: number) => {
  const s = Math.max(0, Math.round(ms / 1000))
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`
}
