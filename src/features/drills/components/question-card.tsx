'use client'

import type { ReactNode } from 'react'
import type { PutQuestion } from '../drill-shapes'
import { topicWords, typeWords } from '../words'
import { DrillTimer } from './drill-timer'

export interface QuestionCardProps {
  put: PutQuestion
  /** "3 of 10". */
  place: string
  isOpenBook: boolean
  /** The time that it took, once it is answered. */
  tookS: number | null
  /** The answer, or what came of it. */
  children: ReactNode
}

/** One question: what is asked, what is given, and below it the answer. */
export function QuestionCard({ put: { question, isRepeat }, place, isOpenBook, tookS, children }: QuestionCardProps) {
  const { title, topic, type, text, given, notes, timeS } = question
  return (
    <article className="rounded-md border border-line bg-surface">
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-b border-line px-4 py-1">
        <p className="text-ink-2">
          <span className="font-medium text-ink tabular-nums">{place}</span> · {topicWords[topic]}, {typeWords[type]}
        </p>
        <DrillTimer timeS={timeS} stoppedS={tookS} />
      </header>
      <div className="flex flex-col gap-4 p-4">
        <div>
          <h1 className="pb-1 text-lg font-semibold">{title}</h1>
          <p className="max-w-[64ch] text-md">{text}</p>
          {isRepeat && (
            <p className="pt-1 text-sm text-ink-3">You had these numbers within a month: it counts for nothing.</p>
          )}
        </div>
        {given.length > 0 && <Given given={given} />}
        {isOpenBook && notes !== null && (
          <p className="max-w-[64ch] rounded-md bg-sunken px-3 py-2 text-ink-2">
            <span className="font-medium text-ink">Open book.</span> {notes}{' '}
            <a href="/numbers" target="_blank" rel="noreferrer" className="text-accent underline">
              Reference numbers
            </a>
          </p>
        )}
        {children}
      </div>
    </article>
  )
}

function Given({ given }: { given: QuestionCardProps['put']['question']['given'] }) {
  return (
    <dl className="grid grid-cols-[auto_auto_1fr] gap-x-4 gap-y-1 max-sm:grid-cols-[auto_1fr]">
      {given.map(({ name, value, note }) => (
        <div key={name} className="contents">
          <dt className="font-mono text-sm leading-5 text-ink-2">{name}</dt>
          <dd className="font-medium">{value}</dd>
          <dd className="text-ink-3 max-sm:col-span-2 max-sm:pb-1 max-sm:empty:hidden">{note}</dd>
        </div>
      ))}
    </dl>
  )
}
