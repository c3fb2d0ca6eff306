'use client'

import { Clock, Hand } from 'lucide-react'
import { useState } from 'react'
import { isThere, type PointedAt } from '@/core/interview/interjections'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import { stepOf } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { Button } from '@/ui/button'
import { Field, Textarea } from '@/ui/input'
import { useInterview, useInterviewStore } from '../client'
import type { Presence } from '../live/live-message'
import { CurveballForm } from './curveball-form'
import { pointedAtName } from './interjection-text'
import { SaidSoFar } from './said-so-far'
import { newItemId } from './step-props'

export interface InterviewerControlsProps {
  /** Null: not on the page just now. */
  candidate: Presence | null
  /** What the interviewer has chosen on the candidate's screen. */
  chosen: PointedAt | null
}

const MINUTES = [5, 10] as const

/** What an interviewer can say and do; the candidate has it at once. */
export function InterviewerControls({ candidate, ...props }: InterviewerControlsProps) {
  const { dispatch } = useInterviewStore()
  const state = useInterview((view) => view.state)
  // the candidate may have removed it since
  const chosen = props.chosen && isThere(state, props.chosen) ? props.chosen : null
  if (state.phase === 'finished') return <Over state={state} />
  return (
    <div className="flex flex-col gap-4 p-3">
      <Whereabouts candidate={candidate} />
      <AskForm onAsk={(text) => dispatch({ type: 'interviewer-asked', id: newItemId(), text })} />
      <div className="flex flex-col items-start gap-1.5">
        <Button
          icon={<Hand size={14} aria-hidden />}
          disabled={chosen === null}
          title={chosen ? 'The candidate sees it marked.' : 'Choose a block, a link or a row first.'}
          onClick={() => chosen && void dispatch({ type: 'attention-drawn', id: newItemId(), target: chosen })}
        >
          <span className="max-w-60 truncate">
            {chosen ? `Point at ${pointedAtName(state, chosen)}` : 'Point at …'}
          </span>
        </Button>
        <div className="flex gap-1.5">
          {MINUTES.map((minutes) => (
            <Button
              key={minutes}
              icon={<Clock size={14} aria-hidden />}
              disabled={state.minutes === null}
              title={state.minutes === null ? 'This interview is untimed.' : undefined}
              onClick={() => void dispatch({ type: 'time-given', id: newItemId(), minutes })}
            >
              +{minutes} min
            </Button>
          ))}
        </div>
      </div>
      <CurveballForm
        design={state.design}
        chosenBlock={chosen?.kind === 'block' ? chosen.id : null}
        onThrow={(text, curveball) => dispatch({ type: 'curveball-thrown', id: newItemId(), text, curveball })}
      />
      <SaidSoFar state={state} />
    </div>
  )
}

/** What was said stays to be read; there is nobody to say more to. */
function Over({ state }: { state: InterviewState }) {
  return (
    <div className="flex flex-col gap-4 p-3">
      <p className="text-ink-2">The interview is over: comments and notes can still be written.</p>
      <SaidSoFar state={state} />
    </div>
  )
}

function Whereabouts({ candidate }: { candidate: Presence | null }) {
  const state = useInterview((view) => view.state)
  const place = candidate?.place
  const doing = place && [
    stepOf(place.step).name,
    place.at && pointedAtName(state, place.at),
    place.isTyping && 'typing',
  ]
  return (
    <p className="text-ink-2" data-whereabouts="">
      <span className="font-semibold text-ink">{candidate?.name ?? 'The candidate'}</span>
      {doing ? `: ${doing.filter(Boolean).join(', ')}` : ' is not looking at the interview just now.'}
    </p>
  )
}

function AskForm({ onAsk }: { onAsk: (text: string) => boolean }) {
  const [text, setText] = useState('')
  const send = () => {
    if (text.trim() && onAsk(text.trim())) setText('')
  }
  return (
    <form
      className="flex flex-col items-start gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Field label="Ask a question" className="w-full">
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            maxLength={INTERVIEW_LIMITS.textChars}
            placeholder="What happens to reads when this cache is empty?"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={text.trim() === ''}>
        Ask
      </Button>
    </form>
  )
}
