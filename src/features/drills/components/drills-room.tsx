'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { QuestionRef } from '@/core/drills/question'
import { GuestNote } from '@/features/account/components/guest-note'
import { EstimateRooms } from '@/features/estimates/components/estimate-rooms'
import { Button } from '@/ui/button'
import { Kbd, Notice } from '@/ui/display'
import { whenReachable } from '@/ui/fetched-part'
import type { DrillBoard } from '../drill-shapes'
import { type DrillRound, type RoundPlan, useDrillRound } from '../use-drill-round'
import { DrillStart } from './drill-start'
import { DrillStatistics } from './drill-statistics'
import { DueDrills } from './due-drills'
import { LinkedStart } from './linked-start'
import { QuestionCard } from './question-card'
import { RoundSummary } from './round-summary'
import { ToldAnswer } from './told-answer'

// It brings the parser, which whoever only looks at their figures does without.
const AnswerForm = dynamic(
  whenReachable(() => import('./answer-form').then((module) => module.AnswerForm)),
  {
    ssr: false,
    loading: () => <p className="min-h-32 text-ink-3">Opening the answer box…</p>,
  },
)

export interface DrillsRoomProps {
  board: DrillBoard
  /** What a link asks; `damaged` of one that cannot be read. */
  linked: readonly QuestionRef[] | 'damaged' | null
  isOpenBook: boolean
  isGuest: boolean
}

/** Short questions against the clock: before, during and after a round. */
export function DrillsRoom({ board, linked, isOpenBook, isGuest }: DrillsRoomProps) {
  const router = useRouter()
  const round = useDrillRound(() => router.refresh())
  const { stage, plan, told } = round
  if (plan && (stage.at === 'question' || stage.at === 'told')) return <OneQuestion round={round} plan={plan} />
  return (
    <div className="flex flex-col gap-6">
      <div>
        <EstimateRooms title="Drills" />
        <p className="max-w-[68ch] text-ink-2">
          One estimate at a time, half a minute to two. Each is graded by how far it is off, with its working; ranges by
          whether they hold and how much they say.
        </p>
      </div>
      {linked === 'damaged' && stage.at === 'start' && (
        <Notice tone="warn" title="This link cannot be read">
          Part of it is missing. Ask for it again, or start a round of your own.
        </Notice>
      )}
      {stage.at === 'over' && plan ? (
        <RoundSummary told={told} plan={plan} why={stage.why} onAgain={round.leave} />
      ) : Array.isArray(linked) && told.length === 0 ? (
        <LinkedStart refs={linked} isOpenBook={isOpenBook} isWaiting={round.isWaiting} onBegin={round.begin} />
      ) : (
        <DrillStart board={board} isWaiting={round.isWaiting} onBegin={round.begin} />
      )}
      <DueDrills board={board} />
      <DrillStatistics board={board} />
      {isGuest && board.answers > 0 && <GuestNote what="these answers are kept" next="/drills" />}
    </div>
  )
}

function OneQuestion({ round, plan }: { round: DrillRound; plan: RoundPlan }) {
  const { stage, told, isWaiting, answer, next, stop } = round
  useEscape(stop)
  if (stage.at !== 'question' && stage.at !== 'told') return null
  const put = stage.at === 'told' ? stage.told.put : stage.put
  const nth = stage.at === 'told' ? told.length : told.length + 1
  const of = plan.linked?.length ?? plan.length
  return (
    <div className="mx-auto flex w-full max-w-[760px] flex-col gap-3">
      <QuestionCard
        key={put.id}
        put={put}
        place={of === null ? `Question ${nth}` : `${nth} of ${of}`}
        isOpenBook={plan.isOpenBook}
        tookS={stage.at === 'told' ? stage.told.feedback.tookS : null}
      >
        {stage.at === 'told' ? (
          <ToldAnswer
            question={put.question}
            feedback={stage.told.feedback}
            isWaiting={isWaiting}
            isLast={nth === of}
            onNext={next}
          />
        ) : (
          <AnswerForm asked={put.question.asked} isWaiting={isWaiting} onAnswer={answer} />
        )}
      </QuestionCard>
      <div className="flex justify-end">
        <Button variant="quiet" size="sm" onClick={stop}>
          Stop here <Kbd>Esc</Kbd>
        </Button>
      </div>
    </div>
  )
}

/** Escape stops the round, wherever the focus is, unless something above the page took it. */
function useEscape(stop: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !isInDialog) stop()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [stop])
}
