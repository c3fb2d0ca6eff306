'use client'

import { History } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { useSimulation } from '@/features/simulation/use-simulation'
import { buttonClass } from '@/ui/button'
import { Badge } from '@/ui/display'
import { useReplay, useReplayClock, useReplayPlayer } from '../replay'
import { withMoment } from '../replay-href'
import type { ExtraPanel } from './interview-body'
import { ReadOnlyInterview } from './read-only-interview'
import { ReplayTimeline } from './replay-timeline'
import { PastRunButton, PastRunStrip, usePastRun } from './past-run'
import { isCanvasStep } from './step-names'

export interface ReplayScreenProps {
  id: string
  title: string
  problem: CandidateProblem
  /** Where the way out of the replay leads: its report, or for somebody else's interview nothing. */
  reportHref: string | null
  /** What else stands in the side panel: comments, the form of a review. */
  panels?: readonly ExtraPanel[]
  /** Stands in the replay without a place of its own, such as what puts marks on the axis. */
  children?: ReactNode
}

/** An interview as it stood at a moment, in the candidate's own components, with the time axis below. */
export function ReplayScreen({ id, title, problem, reportHref, panels, children }: ReplayScreenProps) {
  const player = useReplayPlayer()
  const state = useReplay((view) => view.state)
  const targets = useReplay((view) => view.targets)
  const pinned = useReplay((view) => view.pinned)
  const reading = useReplayClock()
  const simulation = useSimulation()
  const past = usePastRun()
  const step = pinned ?? state.clock.step
  useMomentInAddress()
  return (
    <ReadOnlyInterview
      id={id}
      title={title}
      problem={problem}
      state={state}
      reading={reading}
      step={step}
      onStepChange={(next) => player.pin(next === state.clock.step ? null : next)}
      marked={targets}
      onTarget={player.choose}
      status={<ReplayBadge />}
      aside={reportHref && <ReportLink href={reportHref}>Report</ReportLink>}
      extraPanels={panels}
      simulation={simulation}
      run={<PastRunButton past={past} simulation={simulation} />}
      foot={
        <>
          {isCanvasStep(step) && <PastRunStrip past={past} simulation={simulation} />}
          <ReplayTimeline />
          {children}
        </>
      }
    />
  )
}

function ReplayBadge() {
  return (
    <span className="shrink-0 max-lg:hidden">
      <Badge icon={<History size={12} aria-hidden />} title="You look back at this interview: nothing can be changed.">
        Replay
      </Badge>
    </span>
  )
}

function ReportLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonClass('default')}>
      {children}
    </Link>
  )
}

/** While it plays the address is written no more often than this, ms. */
const ADDRESS_EVERY_MS = 1000

/** Keeps the moment in the address, so that it can be kept and sent. */
function useMomentInAddress(): void {
  const player = useReplayPlayer()
  useEffect(() => {
    let written = player.getState().seq
    let timer: ReturnType<typeof setTimeout> | null = null
    const write = () => {
      timer = null
      const { seq } = player.getState()
      if (seq === written) return
      written = seq
      history.replaceState(history.state, '', withMoment(new URL(location.href), seq))
    }
    const stop = player.subscribe(() => {
      if (player.getState().seq !== written)
        timer ??= setTimeout(write, player.getState().isPlaying ? ADDRESS_EVERY_MS : 150)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [player])
}
