'use client'

import { Eye, Radio } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { type PointedAt, pointedAtSchema } from '@/core/interview/interjections'
import type { StepId } from '@/core/interview/outline'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { useSimulation } from '@/features/simulation/use-simulation'
import { Button } from '@/ui/button'
import { Badge } from '@/ui/display'
import { useInterview, useInterviewClock, useLive, useLiveRoom } from '../client'
import type { Presence } from '../live/live-message'
import type { ExtraPanel } from './interview-body'
import { InterviewerControls } from './interviewer-controls'
import { LiveEnded } from './live-ended'
import { LiveNotices } from './live-notices'
import { ReadOnlyInterview } from './read-only-interview'
import { useLeading } from './use-leading'

export interface LiveScreenProps {
  id: string
  problem: CandidateProblem
  /** What else stands in the side panel. */
  panels?: readonly ExtraPanel[]
}

/** An interview as it happens, for its interviewer, for as long as they may follow it. */
export function LiveScreen(props: LiveScreenProps) {
  const ended = useLive((view) => view.ended)
  return ended ? <LiveEnded id={props.id} ended={ended} /> : <Following {...props} />
}

/** The candidate's own screen to look at, and what can be said and done. */
function Following({ id, problem, panels = [] }: LiveScreenProps) {
  const state = useInterview((view) => view.state)
  const candidate = useCandidate()
  const reading = useInterviewClock()
  const simulation = useSimulation()
  const [pinned, setPinned] = useState<StepId | null>(null)
  const [chosen, setChosen] = useState<ChangeTarget | null>(null)
  const pointable = useMemo(() => pointedAtSchema.safeParse(chosen).data ?? null, [chosen])
  const step = pinned ?? state.clock.step
  const goToStep = (next: StepId) => setPinned(next === state.clock.step ? null : next)
  const { led, lead } = useLeading(step, goToStep)
  useMyPlace(step, pointable)
  const at = candidate?.place.at ?? null
  // marked again when they go elsewhere, not with every key
  const marked = useMemo<readonly ChangeTarget[]>(() => (at ? [at] : []), [at])
  const controls: ExtraPanel = {
    id: 'interviewer',
    label: 'Interviewer',
    isFirst: true,
    content: <InterviewerControls candidate={candidate} chosen={pointable} />,
  }
  return (
    <ReadOnlyInterview
      id={id}
      title={state.title}
      problem={problem}
      state={state}
      reading={reading}
      step={step}
      onStepChange={goToStep}
      marked={led ?? (pinned === null ? marked : undefined)}
      onTarget={setChosen}
      status={<LiveBadge />}
      aside={
        pinned !== null && (
          <Button icon={<Eye size={14} aria-hidden />} onClick={() => setPinned(null)}>
            Follow
          </Button>
        )
      }
      extraPanels={[controls, ...panels]}
      beside={{ lead, chosen }}
      simulation={simulation}
      head={<LiveNotices id={id} />}
    />
  )
}

/** The owner, on the page that they are at; null while there is none. */
function useCandidate(): Presence | null {
  const others = useLive((view) => view.others)
  return others.findLast(({ role }) => role === 'owner') ?? null
}

/** So that the candidate knows that somebody watches. */
function useMyPlace(step: StepId, at: PointedAt | null): void {
  const room = useLiveRoom()
  useEffect(() => room.setPlace({ step, at, isTyping: false }), [room, step, at])
}

function LiveBadge() {
  const isLive = useLive((view) => view.isOpen)
  const isFinished = useInterview((view) => view.state.phase === 'finished')
  if (isFinished) return null
  return (
    <span className="shrink-0" role="status">
      <Badge
        tone={isLive ? 'good' : 'neutral'}
        icon={<Radio size={12} aria-hidden />}
        title={isLive ? 'You see everything as it happens.' : 'Connecting: what is shown may be some seconds old.'}
      >
        {isLive ? 'Live' : 'Connecting'}
      </Badge>
    </span>
  )
}
