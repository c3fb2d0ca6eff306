'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { Pin, PinTarget } from '@/core/interview/pins'
import type { InterviewState } from '@/core/interview/state'
import { useInterview, useInterviewStore, useLive } from '@/features/interview/client'
import { rowTarget } from '@/features/interview/components/use-chosen-target'
import { pinTargetOf, targetName } from '../pin-name'
import { CommentsPanel } from './comments-panel'
import type { PinPlace } from './use-pin-place'

/** The comments beside an interview that goes on: a new one is pinned to the moment, and to what was gone into last. */
export function LiveComments({ interviewId }: { interviewId: string }) {
  const state = useInterview((view) => view.state)
  const { sync } = useInterviewStore()
  const changes = useLive((view) => (view.isOpen ? view.comments : null))
  const target = useTouchedThing(state)
  const place = useMemo<PinPlace>(() => {
    const nameOf = (pin: Pin) => (pin.target.kind === 'moment' ? `Moment ${pin.seq}` : targetName(state, pin.target))
    return {
      here: { seq: sync.seq, target },
      hereName: target.kind === 'moment' ? 'this moment' : targetName(state, target),
      nameOf,
      show: null,
    }
  }, [state, sync, target])
  return <CommentsPanel interviewId={interviewId} place={place} changes={changes} />
}

const moment: PinTarget = { kind: 'moment' }

/** The row or block on this page that was gone into last; elsewhere than in the side panel, the moment. */
function useTouchedThing(state: InterviewState): PinTarget {
  const [target, setTarget] = useState(moment)
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  })
  useEffect(() => {
    const listener = ({ target: touched }: Event) => {
      if (!(touched instanceof Element) || touched.closest('aside, header, [role=dialog]')) return
      setTarget(touchedThing(latest.current, touched))
    }
    const ended = new AbortController()
    document.addEventListener('focusin', listener, { signal: ended.signal })
    document.addEventListener('click', listener, { signal: ended.signal })
    return () => ended.abort()
  }, [])
  return target
}

function touchedThing({ design, ...rest }: InterviewState, element: Element): PinTarget {
  const id = element.closest<HTMLElement>('.react-flow__node, .react-flow__edge')?.dataset.id
  if (id !== undefined && design.blocks.some((block) => block.id === id)) return { kind: 'block', id }
  if (id !== undefined && design.links.some((link) => link.id === id)) return { kind: 'link', id }
  return pinTargetOf(rowTarget({ design, ...rest }, element))
}
