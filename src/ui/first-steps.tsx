'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, useRef, useSyncExternalStore } from 'react'
import { Button, IconButton } from './button'
import { classNames } from './class-names'
import { usePaletteGroups } from './commands'

export interface FirstStep {
  title: string
  text: string
}

export interface FirstStepsProps {
  /** Under which this browser remembers how far somebody has read. */
  name: string
  steps: readonly FirstStep[]
  /** Those before it are about something that is over: they are left out. */
  from?: number
  /** Where it floats, in a parent that is positioned. */
  className?: string
}

/**
 * What somebody new needs to know, one step at a time, until they have read it or send it away: then never again in this
 * browser, unless they ask the palette for it. It floats, so nothing moves when it comes or goes, and never takes the focus.
 */
export function FirstSteps({ name, steps, from = 0, className }: FirstStepsProps) {
  const card = useRef<HTMLElement>(null)
  const read = useSyncExternalStore(
    subscribe,
    () => Math.max(from, readSteps(name)),
    () => steps.length,
  )
  const step = steps[read]
  usePaletteGroups(() => [
    {
      heading: 'Hints',
      isMinor: true,
      actions: step
        ? [{ id: 'first-steps', label: 'Hide the first steps', onSelect: () => keepSteps(name, steps.length) }]
        : [{ id: 'first-steps', label: 'Show the first steps', onSelect: () => keepSteps(name, 0) }],
    },
  ])
  if (!step) return null

  function hide() {
    if (card.current?.contains(document.activeElement)) focusMain()
    keepSteps(name, steps.length)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    hide()
  }
  const isLast = read === steps.length - 1
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape bubbles from its buttons
    <section
      ref={card}
      aria-label="First steps"
      onKeyDown={onKeyDown}
      className={classNames(
        'absolute z-20 w-80 max-w-[calc(100%-16px)] rounded-md border border-line bg-raised p-3 text-ink shadow-float print:hidden',
        className,
      )}
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 pt-0.5 font-semibold">{step.title}</p>
        <IconButton size="sm" label="Hide the first steps for good" onClick={hide}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <p className="pt-1 text-ink-2">{step.text}</p>
      <div className="flex items-center gap-2 pt-2">
        <span className="flex-1 text-sm text-ink-3">
          {read + 1} of {steps.length}
        </span>
        {read > from && (
          <Button size="sm" variant="quiet" onClick={() => keepSteps(name, read - 1)}>
            Back
          </Button>
        )}
        <Button size="sm" onClick={isLast ? hide : () => keepSteps(name, read + 1)}>
          {isLast ? 'Got it' : 'Next'}
        </Button>
      </div>
    </section>
  )
}

/** Keys go on from the main part of the page, not from its top. */
function focusMain(): void {
  const main = document.querySelector('main')
  if (!main) return
  main.tabIndex = -1
  main.focus({ preventScroll: true })
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const keyOf = (name: string) => `dryrun-first-steps-${name}`
/** For a browser that keeps nothing: then it lasts as long as the page. */
const kept = new Map<string, number>()

function readSteps(name: string): number {
  return kept.get(name) ?? storedSteps(name)
}

function storedSteps(name: string): number {
  try {
    return Number(localStorage.getItem(keyOf(name))) || 0
  } catch {
    return 0
  }
}

function keepSteps(name: string, read: number): void {
  kept.set(name, read)
  try {
    localStorage.setItem(keyOf(name), String(read))
  } catch {
    // Storage may be forbidden.
  }
  for (const listener of listeners) listener()
}
