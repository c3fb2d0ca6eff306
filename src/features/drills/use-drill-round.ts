import { useRef, useState } from 'react'
import type { DrillTopic, Level } from '@/core/drills/drill'
import type { Feedback } from '@/core/drills/feedback'
import type { QuestionRef } from '@/core/drills/question'
import { asSomebody } from '@/features/account/as-somebody'
import { SignInError } from '@/features/account/sign-in'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { PutQuestion } from './drill-shapes'

/** What somebody sets out to do. */
export interface RoundPlan {
  topics: DrillTopic[]
  level: Level
  isOpenBook: boolean
  /** Null: until they stop. */
  length: number | null
  /** The questions of a link, which then are all there are. */
  linked: readonly QuestionRef[] | null
}

export interface Told {
  put: PutQuestion
  feedback: Feedback
}

export type Stage =
  | { at: 'start' }
  | { at: 'question'; put: PutQuestion }
  | { at: 'told'; told: Told }
  /** `hasMore`: they stopped, where there was something left. */
  | { at: 'over'; why: 'done' | 'stopped' | 'nothing-left' }

export interface DrillRound {
  stage: Stage
  plan: RoundPlan | null
  /** What was answered in this round, in order. */
  told: readonly Told[]
  isWaiting: boolean
  begin: (plan: RoundPlan) => void
  /** Sends an answer; null of somebody who does not know. Says why it is not taken yet, or null. */
  answer: (text: string | null) => Promise<string | null>
  next: () => void
  stop: () => void
  leave: () => void
}

/** A round of questions, one after the other. The server puts and grades them; this only remembers where one is. */
export function useDrillRound(onEnd: () => void): DrillRound {
  const [stage, setStage] = useState<Stage>({ at: 'start' })
  const [plan, setPlan] = useState<RoundPlan | null>(null)
  const [told, setTold] = useState<readonly Told[]>([])
  const [isWaiting, setWaiting] = useState(false)
  /** Questions of the link that were tried: one whose drill is gone is passed over. */
  const tried = useRef(0)

  function end(why: 'done' | 'stopped' | 'nothing-left') {
    setStage({ at: 'over', why })
    onEnd()
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    setWaiting(true)
    try {
      return await work()
    } catch (error) {
      toast.error(error instanceof SignInError ? error.message : failureText(error))
      return undefined
    } finally {
      setWaiting(false)
    }
  }

  async function ask(wanted: RoundPlan, asked: number) {
    if (wanted.length !== null && asked >= wanted.length) return end('done')
    const put = await attempt(() => (wanted.linked ? nextLinked(wanted, wanted.linked) : nextChosen(wanted)))
    if (put) setStage({ at: 'question', put })
    else if (put === null) end(wanted.linked && asked > 0 ? 'done' : 'nothing-left')
  }

  async function nextLinked({ isOpenBook }: RoundPlan, refs: readonly QuestionRef[]): Promise<PutQuestion | null> {
    while (tried.current < refs.length) {
      const ref = refs[tried.current]!
      const put = await asSomebody(() => trpcClient.drills.askLinked.mutate({ ...ref, isOpenBook }))
      tried.current++
      if (put) return put
    }
    return null
  }

  return {
    stage,
    plan,
    told,
    isWaiting,
    begin: (wanted) => {
      tried.current = 0
      setPlan(wanted)
      setTold([])
      void ask(wanted, 0)
    },
    answer: async (text) => {
      if (stage.at !== 'question') return null
      const { put } = stage
      const outcome = await attempt(() => trpcClient.drills.answer.mutate({ id: put.id, text }))
      if (!outcome) return null
      if (outcome.state === 'again') return outcome.message
      const one = { put, feedback: outcome.feedback }
      setTold([...told, one])
      setStage({ at: 'told', told: one })
      return null
    },
    next: () => {
      if (plan) void ask(plan, told.length)
    },
    stop: () => end('stopped'),
    leave: () => setStage({ at: 'start' }),
  }
}

const nextChosen = ({ topics, level, isOpenBook }: RoundPlan): Promise<PutQuestion | null> =>
  asSomebody(() => trpcClient.drills.ask.mutate({ topics, level, isOpenBook }))
