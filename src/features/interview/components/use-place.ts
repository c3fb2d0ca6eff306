'use client'

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { pointedAtSchema } from '@/core/interview/interjections'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import type { Selection } from '@/features/canvas/selection'
import { useLiveRoom } from '../client'
import type { Place } from '../live/live-input'
import { useChosenTarget } from './use-chosen-target'

/** After the last key somebody is no longer typing, ms. */
const TYPING_MS = 2500

/**
 * After the event that is being handled: these listeners stand below React's own, and a render between the two would put
 * the old text back into the very field that is typed in.
 */
const afterEvent = (work: () => void) => void setTimeout(work, 0)

/**
 * Tells those who watch where the person of this page is: the step, what is chosen or written in, and whether they type.
 * @returns what is chosen or written in
 */
export function useTellPlace(
  root: RefObject<HTMLElement | null>,
  where: { state: InterviewState; selection: Selection; step: StepId },
): ChangeTarget | null {
  const room = useLiveRoom()
  const { step } = where
  const [last, setLast] = useState<{ step: StepId; thing: ChangeTarget | null }>({ step, thing: null })
  const isTyping = useIsTyping(root)
  const onTarget = useCallback((thing: ChangeTarget | null) => afterEvent(() => setLast({ step, thing })), [step])
  useChosenTarget(root, where, onTarget)
  // what was chosen in another step is no longer in sight
  const thing = last.step === step ? last.thing : null
  const at = useMemo<Place['at']>(() => pointedAtSchema.safeParse(thing).data ?? null, [thing])
  useEffect(() => {
    room.setPlace({ step, at, isTyping })
  }, [room, step, at, isTyping])
  return thing
}

function useIsTyping(root: RefObject<HTMLElement | null>): boolean {
  const [isTyping, setIsTyping] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    const element = root.current
    if (!element) return
    const onInput = () => {
      afterEvent(() => setIsTyping(true))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setIsTyping(false), TYPING_MS)
    }
    element.addEventListener('input', onInput)
    return () => {
      element.removeEventListener('input', onInput)
      clearTimeout(timer.current)
    }
  }, [root])
  return isTyping
}
