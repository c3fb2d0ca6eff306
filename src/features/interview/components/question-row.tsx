'use client'

import { CircleHelp, Hourglass, MessageSquareText } from 'lucide-react'
import type { Question } from '@/core/interview/state'
import { Button } from '@/ui/button'
import { GrowingText } from '@/ui/growing-text'
import { flushDrafts } from '@/ui/use-draft'
import type { StepProps } from './step-props'

export interface QuestionRowProps extends StepProps {
  question: Question
  index: number
}

/**
 * A question, and beneath it what the interviewer said. Enter asks it (and, as everywhere, makes the next row). Once asked
 * it stands as it was asked.
 */
export function QuestionRow({ question, index, dispatch, isReadOnly }: QuestionRowProps) {
  const isNoted = question.status === 'noted'
  const field = `question-text-${question.id}`

  function ask() {
    if (!isNoted || isReadOnly) return
    flushDrafts()
    // What was just typed reaches this component with the next rendering only; the field has it now.
    const text = (document.getElementById(field) as HTMLTextAreaElement | null)?.value.trim()
    if (text) dispatch({ type: 'question-asked', id: question.id, text })
  }

  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <GrowingText
          plain
          id={field}
          className="flex-1"
          label={`Question ${index + 1}`}
          placeholder={index === 0 ? 'How many links are read for one that is made?' : undefined}
          value={question.text}
          maxLength={500}
          readOnly={isReadOnly || !isNoted}
          onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && ask()}
          onCommit={(text) => dispatch({ type: 'requirement-changed', id: question.id, patch: { text } })}
        />
        {isNoted && !isReadOnly && (
          <Button size="sm" title="Ask (Enter)" aria-label={`Ask question ${index + 1}`} onClick={ask}>
            Ask
          </Button>
        )}
      </div>
      <div role="status">
        <Answer question={question} />
      </div>
    </div>
  )
}

function Answer({ question }: { question: Question }) {
  const line = 'ms-1.5 flex items-start gap-1.5 rounded-sm px-2 py-1'
  switch (question.status) {
    case 'noted':
      return null
    case 'waiting':
      return (
        <p className={`${line} text-ink-3`}>
          <Hourglass size={14} aria-hidden className="mt-0.5 shrink-0" />
          Asked. The answer comes when the server has it.
        </p>
      )
    case 'unanswered':
      return (
        <p className={`${line} bg-sunken text-ink-2`}>
          <CircleHelp size={14} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            <span className="font-medium">Interviewer:</span> that is not something I can tell you. Decide for yourself
            and write down what you assume.
          </span>
        </p>
      )
    case 'answered':
      return question.facts.map(({ fact, text }) => (
        <p key={fact} className={`${line} bg-accent-soft text-ink`}>
          <MessageSquareText size={14} aria-hidden className="mt-0.5 shrink-0 text-accent-strong" />
          <span>
            <span className="font-medium text-accent-strong">Interviewer:</span> {text}
          </span>
        </p>
      ))
  }
}
