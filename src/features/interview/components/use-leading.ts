'use client'

import { createContext, useContext, useState } from 'react'
import type { StepId } from '@/core/interview/outline'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { stepShowing } from '../step-showing'

export interface Leading {
  /** What is led to: another list each time; null when that is over. */
  led: readonly ChangeTarget[] | null
  /** Goes to the step that shows it, where it is to be marked. */
  lead: (thing: ChangeTarget) => void
}

/** Leads to things of the interview on this page, each until another step is gone to. */
export function useLeading(step: StepId, goToStep: (step: StepId) => void): Leading {
  const [led, setLed] = useState<{ step: StepId; things: readonly ChangeTarget[] } | null>(null)
  // whoever goes on to another step has seen it
  if (led && led.step !== step) setLed(null)
  return {
    led: led?.step === step ? led.things : null,
    lead: (thing) => {
      const place = stepShowing(thing, step)
      if (place !== step) goToStep(place)
      setLed({ step: place, things: [thing] })
    },
  }
}

/** The step as what stands beside it knows it. */
export interface BesideStep extends Pick<Leading, 'lead'> {
  /** What was gone into or selected last, in the interview; null: nothing. */
  chosen: ChangeTarget | null
}

const BesideContext = createContext<BesideStep | null>(null)

export const BesideProvider = BesideContext.Provider

/** Null where nothing can be led to. */
export const useBesideStep = (): BesideStep | null => useContext(BesideContext)
