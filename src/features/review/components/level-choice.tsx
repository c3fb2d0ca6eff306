'use client'

import { useId } from 'react'
import { LEVELS, type Level, type ReviewCriterion } from '@/core/content/rubric'
import type { GivenLevel } from '@/core/scoring/review'
import { Badge, Kbd } from '@/ui/display'
import { levelWords } from './level-text'

export interface LevelChoiceProps {
  criterion: ReviewCriterion
  level: GivenLevel | null
  /** What somebody who aims at the chosen position is expected to show; null: no position is chosen. */
  expected: { level: Level; of: string } | null
  onChoose: (level: GivenLevel) => void
}

const card =
  'flex cursor-pointer gap-2 rounded-md border border-line px-2 py-1.5 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent'

/** The four levels by their anchors, and "not observed": one of them, or none yet. */
export function LevelChoice({ criterion, level, expected, onChoose }: LevelChoiceProps) {
  const name = useId()
  const radio = (value: GivenLevel) => (
    <input
      type="radio"
      name={name}
      value={value}
      data-level={value}
      checked={level === value}
      onChange={() => onChoose(value)}
      className="mt-1 size-3.5 shrink-0 accent-(--accent)"
    />
  )
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="sr-only">Level of {criterion.name}</legend>
      {LEVELS.map((value) => (
        <label key={value} className={card}>
          {radio(value)}
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-center gap-x-1.5 font-medium">
              <Kbd>{value}</Kbd> {levelWords[value]}
              {expected?.level === value && <Badge tone="info">expected of {expected.of}</Badge>}
            </span>
            <span className="block text-ink-2">{criterion.anchors[value - 1]}</span>
          </span>
        </label>
      ))}
      <label className={card}>
        {radio('not-observed')}
        <span className="flex items-center gap-1.5 font-medium">
          <Kbd>N</Kbd> not observed
        </span>
      </label>
    </fieldset>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('textarea, select, input:not([type=radio]), [contenteditable]') !== null

export interface LevelKeys {
  onLevel: (level: GivenLevel) => void
  /** By so many criteria. */
  onMove: (by: 1 | -1) => void
  onPin?: () => void
}

/** Keys inside a form of levels: 1 to 4 and N give, P pins, Enter goes on. Single letters, so only where the focus is here. */
export function onLevelKey(event: KeyboardEvent, { onLevel, onMove, onPin }: LevelKeys): void {
  if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return
  const level = LEVELS.find((each) => String(each) === event.key)
  const isOnRadio = event.target instanceof HTMLInputElement
  if (level !== undefined) onLevel(level)
  else if (event.key.toLowerCase() === 'n') onLevel('not-observed')
  else if (event.key.toLowerCase() === 'p' && onPin) onPin()
  else if (event.key === 'Enter' && isOnRadio) onMove(event.shiftKey ? -1 : 1)
  else return
  event.preventDefault()
}
