'use client'

import type { QuestionRef } from '@/core/drills/question'
import { Button } from '@/ui/button'
import { useHydrated } from '@/ui/use-hydrated'
import type { RoundPlan } from '../use-drill-round'
import { counted, levelWords } from '../words'

export interface LinkedStartProps {
  refs: readonly QuestionRef[]
  isOpenBook: boolean
  isWaiting: boolean
  onBegin: (plan: RoundPlan) => void
}

/** The questions of a link: the same for everybody who has it. */
export function LinkedStart({ refs, isOpenBook, isWaiting, onBegin }: LinkedStartProps) {
  const isHydrated = useHydrated()
  const { level } = refs[0]!
  const begin = () => onBegin({ topics: [], level, isOpenBook, length: null, linked: refs })
  return (
    <section className="flex flex-col items-start gap-3 rounded-md border border-line bg-surface p-4">
      <h2 className="text-md font-semibold">{counted(refs.length, 'question')} from a link</h2>
      <p className="max-w-[64ch] text-ink-2">
        Whoever has this link gets the same questions with the same numbers. {levelWords[level]} numbers,{' '}
        {isOpenBook ? 'open' : 'closed'} book. What you answer is yours alone.
      </p>
      <Button variant="primary" size="lg" disabled={!isHydrated || isWaiting} onClick={begin}>
        Start
      </Button>
    </section>
  )
}
