'use client'

import { useEffect, useState } from 'react'
import type { PlacedEvent } from '@/core/interview/replay'
import type { ChangeTarget } from '@/core/interview/replay-change'
import { failureText } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { EmptyState, Progress } from '@/ui/display'
import { ReplayProvider } from '../replay'
import { loadLog } from '../replay-log'
import { ReplayScreen, type ReplayScreenProps } from './replay-screen'

export interface ReplayLoaderProps extends ReplayScreenProps {
  /** The moment that the address asks for: number or id of an event; null: the beginning. */
  at: string | null
  /** The thing that the address asks for at that moment. */
  thing?: ChangeTarget | null
}

type Loading = { events: PlacedEvent[] } | { ratio: number } | { failure: string }

/** Fetches the log of an interview, and shows it. */
export function ReplayLoader(props: ReplayLoaderProps) {
  const [attempt, setAttempt] = useState(1)
  return <LoadedReplay key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />
}

function LoadedReplay({ at, thing, onRetry, ...screen }: ReplayLoaderProps & { onRetry: () => void }) {
  const { id } = screen
  const [loading, setLoading] = useState<Loading>({ ratio: 0 })
  useEffect(() => {
    let isOver = false
    const show = (next: Loading) => !isOver && setLoading(next)
    loadLog(id, 0, (ratio) => ratio < 1 && show({ ratio })).then(
      (events) => show({ events }),
      (error: unknown) => show({ failure: failureText(error) }),
    )
    return () => {
      isOver = true
    }
  }, [id])

  if ('events' in loading) {
    return (
      <ReplayProvider events={loading.events} seq={seqOf(loading.events, at)} thing={thing ?? undefined}>
        <ReplayScreen {...screen} />
      </ReplayProvider>
    )
  }
  if ('failure' in loading) {
    return (
      <EmptyState title="The interview could not be fetched." action={<Button onClick={onRetry}>Try again</Button>}>
        {loading.failure}
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-2 p-4" role="status">
      <p className="text-ink-2">Opening the replay of {screen.title} …</p>
      {loading.ratio > 0 && <Progress value={loading.ratio} label="Fetched" />}
    </div>
  )
}

/** A link may name an event by its number, or by its id as evidence does. */
function seqOf(events: readonly PlacedEvent[], at: string | null): number {
  const wanted = /^\d+$/.test(at ?? '') ? Number(at) : events.find((event) => event.id === at)?.seq
  return Math.max(1, Math.min(events.length, wanted ?? 1))
}
