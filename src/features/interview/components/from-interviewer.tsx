'use client'

import { Clock, Hand, MessageCircleQuestion, Zap } from 'lucide-react'
import { useState } from 'react'
import { type Interjection, isAnswerable } from '@/core/interview/interjections'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import type { InterviewState } from '@/core/interview/state'
import { Button } from '@/ui/button'
import { Textarea } from '@/ui/input'
import { curveballEffect, interjectionTitle, interjectionWords, isOpen } from './interjection-text'
import type { Dispatch } from './step-props'

export interface FromInterviewerProps {
  state: InterviewState
  dispatch: Dispatch
  isReadOnly: boolean
}

const icons = { question: MessageCircleQuestion, attention: Hand, time: Clock, curveball: Zap } as const

/** What the interviewer said and did, beside the step: what waits for an answer first, the rest folded away. */
export function FromInterviewer({ state, dispatch, isReadOnly }: FromInterviewerProps) {
  const { interjections } = state
  if (interjections.length === 0) return null
  const open = interjections.filter(isOpen)
  const done = interjections.filter((each) => !isOpen(each))
  const cards = (list: readonly Interjection[]) => (
    <ul className="flex flex-col gap-2">
      {list.toReversed().map((each) => (
        <InterjectionCard key={each.id} {...{ state, dispatch, isReadOnly }} interjection={each} />
      ))}
    </ul>
  )
  return (
    <section aria-label="From the interviewer" className="flex flex-col gap-2 border-b border-line p-3">
      {open.length > 0 && cards(open)}
      {done.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm text-ink-2">
            {open.length > 0 ? 'Earlier' : 'From the interviewer'} ({done.length})
          </summary>
          <div className="pt-2">{cards(done)}</div>
        </details>
      )}
    </section>
  )
}

function InterjectionCard({
  interjection,
  state,
  dispatch,
  isReadOnly,
}: FromInterviewerProps & { interjection: Interjection }) {
  const { id, what, seenAtMs, answers } = interjection
  const Icon = icons[what.kind]
  const effect = curveballEffect(state, interjection)
  const words = interjectionWords(interjection)
  return (
    <li className="flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2" data-interjection={id}>
      <p className="flex items-start gap-1.5 font-semibold">
        <Icon size={14} aria-hidden className="mt-0.5 shrink-0 text-info" />
        {interjectionTitle(state, interjection)}
      </p>
      {words && <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{words}</p>}
      {effect && <p className="text-ink-2">{effect}</p>}
      {answers.map((answer) => (
        <p key={answer.atMs} className="border-s-2 border-accent ps-2 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {answer.text}
        </p>
      ))}
      {!isReadOnly && (
        <Reply
          onAnswer={
            isAnswerable(interjection) && answers.length === 0
              ? (text) => dispatch({ type: 'interjection-answered', id, text })
              : null
          }
          onNoted={seenAtMs === null ? () => void dispatch({ type: 'interjection-seen', id }) : null}
        />
      )}
    </li>
  )
}

interface ReplyProps {
  /** Null: it asks for no answer, or has one. */
  onAnswer: ((text: string) => boolean) | null
  /** Null: it was noticed already. */
  onNoted: (() => void) | null
}

function Reply({ onAnswer, onNoted }: ReplyProps) {
  const [text, setText] = useState('')
  const send = () => {
    if (text.trim() && onAnswer?.(text.trim())) setText('')
  }
  if (!onAnswer && !onNoted) return null
  return (
    <form
      className="flex w-full flex-col items-start gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {onAnswer && (
        <Textarea
          aria-label="Your answer"
          rows={2}
          maxLength={INTERVIEW_LIMITS.textChars}
          placeholder="Your answer"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
          }}
        />
      )}
      <div className="flex gap-1.5">
        {onAnswer && (
          <Button size="sm" type="submit" disabled={text.trim() === ''}>
            Answer
          </Button>
        )}
        {onNoted && (
          <Button size="sm" variant={onAnswer ? 'quiet' : 'default'} onClick={onNoted}>
            Noted
          </Button>
        )}
      </div>
    </form>
  )
}
