'use client'

import { useMemo } from 'react'
import { cellHistory, type CellVersion } from '@/core/interview/cell-history'
import { classNames } from '@/ui/class-names'
import { useReplay, useReplayPlayer } from '../replay'
import { clockText } from './clock-text'

export interface CellHistoryProps {
  cellId: string
  /** The interview's id, which makes its draws. */
  seed: string
}

const words: Record<CellVersion['what'], string> = {
  written: 'Written',
  changed: 'Changed',
  renamed: 'Renamed',
  explained: 'Note',
  removed: 'Removed',
}

/** How a cell of the sheet came about, for whoever looks back: each text it had, with the way to that moment. */
export function CellHistory({ cellId, seed }: CellHistoryProps) {
  const replay = useReplay((view) => view.replay)
  const seq = useReplay((view) => view.seq)
  const { goTo } = useReplayPlayer()
  const { versions, left } = useMemo(() => cellHistory(replay, cellId, seed), [replay, cellId, seed])
  const shown = versions.findLast((version) => version.seq <= seq)
  return (
    <section aria-label="How it came about">
      <p aria-hidden className="mb-1 text-xs font-medium text-ink-3">
        How it came about
      </p>
      {left > 0 && <p className="text-xs text-ink-3">{left} earlier versions are not shown.</p>}
      <ol className="flex flex-col">
        {versions.map((version) => (
          <li key={version.seq} aria-current={version === shown ? 'step' : undefined}>
            <button
              type="button"
              onClick={() => goTo(version.seq)}
              title="Go to this moment"
              className={classNames(
                'grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-e-sm border-s-2 py-1 ps-2 text-start hover:bg-sunken',
                version === shown ? 'border-accent' : 'border-line',
                version.seq > seq && 'text-ink-3',
              )}
            >
              <span className="text-xs leading-[19px] text-ink-3 tabular-nums">
                {clockText((version.atMs - replay.atMs(1)) / 1000)}
              </span>
              <VersionText version={version} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function VersionText({ version: { what, name, src, note, display } }: { version: CellVersion }) {
  return (
    <span className="min-w-0">
      <span className="flex items-baseline gap-2 text-xs text-ink-3">
        {words[what]}
        <span className="flex-1" />
        <span className="text-sm text-ink-2">{display}</span>
      </span>
      <span
        className={classNames(
          'block text-sm/[19px] [overflow-wrap:anywhere]',
          what === 'removed' && 'line-through',
          what !== 'explained' && 'font-mono',
        )}
      >
        {what === 'explained' ? note : `${name === '' ? '' : `${name} = `}${src}`}
      </span>
    </span>
  )
}
