'use client'

import { Check, ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import type { ClockReading } from '@/core/interview/clock'
import { type StepId, stepOf } from '@/core/interview/outline'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { LazyMenu } from '@/ui/lazy-overlay'
import { budgetText, clockText } from './clock-text'
import { shortStepNames } from './step-names'

type StepTab = ClockReading['steps'][number]

export interface StepTabsProps {
  steps: readonly StepTab[]
  value: StepId
  onValueChange: (step: StepId) => void
}

/** Id of the element that holds the chosen step, for `aria-controls`. */
export const stepPanelId = 'interview-step'

/** What a step took of what was planned for it. */
function usage({ elapsedS: usedS, budgetS }: StepTab) {
  const overS = budgetS ? Math.max(0, usedS - budgetS.max) : 0
  return {
    share: budgetS ? Math.min(1, usedS / budgetS.max) : 0,
    isOver: overS >= 1,
    overText: overS >= 1 ? `+${clockText(overS)}` : null,
    text: budgetS ? `${clockText(usedS)} / ${budgetText(budgetS.max)} min` : clockText(usedS),
  }
}

/**
 * The outline as tabs. The arrows only move the focus and Enter goes there, because entering a step is recorded.
 * On a phone the same is a menu.
 */
export function StepTabs(props: StepTabsProps) {
  return (
    <>
      <StepTabList {...props} />
      <StepMenu {...props} />
    </>
  )
}

function StepTabList({ steps, value, onValueChange }: StepTabsProps) {
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])]
    const at = tabs.indexOf(event.currentTarget)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    tabs.at(next % tabs.length)?.focus()
  }

  return (
    <div ref={list} role="tablist" aria-label="Steps" className="flex h-full min-w-0 items-stretch max-sm:hidden">
      {steps.map((step, index) => {
        const isCurrent = step.id === value
        const used = usage(step)
        return (
          <button
            key={step.id}
            type="button"
            role="tab"
            aria-selected={isCurrent}
            aria-controls={isCurrent ? stepPanelId : undefined}
            title={`${stepOf(step.id).name} (Alt+${index + 1})`}
            tabIndex={isCurrent ? 0 : -1}
            onClick={() => onValueChange(step.id)}
            onKeyDown={onKeyDown}
            className={classNames(
              'relative flex min-w-9 flex-col justify-center px-2 text-start whitespace-nowrap transition-colors lg:min-w-[92px]',
              isCurrent ? 'bg-sunken text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
            )}
          >
            <span className={classNames('text-sm', isCurrent && 'font-semibold')}>
              <span className="lg:hidden">{index + 1} </span>
              <span className={isCurrent ? undefined : 'max-lg:sr-only'}>{shortStepNames[step.id]}</span>
            </span>
            <span className={classNames('text-xs text-ink-3', !isCurrent && 'max-lg:sr-only')}>
              {used.overText ? (
                <>
                  {clockText(step.elapsedS)} <span className="font-medium text-warn">{used.overText}</span>
                </>
              ) : (
                used.text
              )}
            </span>
            <UsageBar share={used.share} isOver={used.isOver} />
          </button>
        )
      })}
    </div>
  )
}

function UsageBar({ share, isOver }: { share: number; isOver: boolean }) {
  return (
    <span aria-hidden className="absolute inset-x-2 bottom-0 h-[3px] overflow-hidden rounded-full bg-line">
      <span
        className={classNames('block h-full', isOver ? 'bg-warn' : 'bg-accent')}
        style={{ width: `${Math.round(share * 1000) / 10}%` }}
      />
    </span>
  )
}

function StepMenu({ steps, value, onValueChange }: StepTabsProps) {
  const at = steps.findIndex((step) => step.id === value)
  const current = steps[at]
  if (!current) return null
  const used = usage(current)
  return (
    <div className="relative flex h-full min-w-0 flex-1 items-center sm:hidden">
      <LazyMenu
        trigger={
          <Button
            variant="quiet"
            className="min-w-0 px-1.5"
            aria-label={`${at + 1} ${shortStepNames[current.id]}: go to a step`}
          >
            <span className="truncate text-ink">
              {at + 1} {shortStepNames[current.id]}
            </span>
            <ChevronDown size={14} aria-hidden className="shrink-0" />
          </Button>
        }
        entries={steps.map((step, index) => ({
          id: step.id,
          label: `${index + 1} ${stepOf(step.id).name}`,
          hint: usage(step).overText ?? usage(step).text,
          icon: <Check size={14} aria-hidden className={step.id === value ? '' : 'invisible'} />,
          onSelect: () => onValueChange(step.id),
        }))}
      />
      <UsageBar share={used.share} isOver={used.isOver} />
    </div>
  )
}
