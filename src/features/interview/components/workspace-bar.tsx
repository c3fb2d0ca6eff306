'use client'

import { EllipsisVertical, Flag, Keyboard, PanelRight, Pause, Play, Redo2, Search, Undo2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ClockReading } from '@/core/interview/clock'
import type { StepId } from '@/core/interview/outline'
import { Button, IconButton } from '@/ui/button'
import { LazyMenu } from '@/ui/lazy-overlay'
import type { MenuEntry } from '@/ui/overlay'
import { Mark } from '@/ui/page-shell'
import { InterviewClock } from './interview-clock'
import { StepTabs } from './step-tabs'

/** One thing the bar can do; absent where it cannot be done at all, disabled where only not now. */
export interface BarAction {
  label: string
  isDisabled?: boolean
  onSelect: () => void
}

export interface WorkspaceBarProps {
  title: string
  reading: ClockReading
  /** The step that is shown: not the clock's one where a finished interview is looked at. */
  step: StepId
  onStepChange: (step: StepId) => void
  saveState: ReactNode
  /** Run button of the canvas steps. */
  run?: ReactNode
  undo?: BarAction
  redo?: BarAction
  pause?: BarAction
  finish?: BarAction
  palette: BarAction
  shortcuts: BarAction
  isPanelOpen: boolean
  /** What is new in the panel, shown while it is closed. */
  panelMark?: ReactNode
  onPanelToggle: () => void
  /** The button that shares the interview. */
  share?: ReactNode
  /** Right end of a finished interview: the way to its report. */
  report?: ReactNode
}

/** The workspace's bar: one line, never two. What a narrow screen has no room for goes into a menu. */
export function WorkspaceBar(props: WorkspaceBarProps) {
  const { title, reading, step, onStepChange, saveState, run, undo, redo, pause, finish, palette, share, report } =
    props
  return (
    <header className="flex h-(--bar-height) shrink-0 items-center gap-1 border-b border-line bg-surface px-2 print:hidden">
      <Link
        href="/interviews"
        title="All interviews"
        className="flex size-8 shrink-0 items-center justify-center rounded-md"
      >
        <Mark />
        <span className="sr-only">All interviews</span>
      </Link>
      <h1 className="max-w-52 min-w-0 truncate pe-2 font-semibold max-lg:sr-only" title={title}>
        {title}
      </h1>
      <StepTabs steps={reading.steps} value={step} onValueChange={onStepChange} />
      <span className="min-w-0 flex-1 max-sm:hidden" />
      {saveState}
      <InterviewClock reading={reading} />
      {run}
      <span className="flex shrink-0 items-center max-sm:hidden">
        {undo && <BarButton action={undo} icon={<Undo2 size={16} aria-hidden />} />}
        {redo && <BarButton action={redo} icon={<Redo2 size={16} aria-hidden />} />}
        {pause && (
          <BarButton
            action={pause}
            icon={reading.isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          />
        )}
        <BarButton action={palette} icon={<Search size={16} aria-hidden />} className="max-lg:hidden" />
      </span>
      {/* beside the way to the report a phone has no room for it; the report has it too */}
      {share && <span className={report ? 'max-sm:hidden' : undefined}>{share}</span>}
      {finish && (
        <Button className="max-sm:hidden" onClick={finish.onSelect}>
          <span>
            Finish<span className="max-lg:sr-only"> interview</span>
          </span>
        </Button>
      )}
      {report}
      <IconButton
        label="Guide and inspector"
        pressed={props.isPanelOpen}
        className="max-md:hidden"
        onClick={props.onPanelToggle}
      >
        <span className="relative">
          <PanelRight size={16} aria-hidden />
          {!props.isPanelOpen && props.panelMark}
        </span>
      </IconButton>
      <span className="sm:hidden">
        <LazyMenu
          align="end"
          trigger={
            <IconButton label="More">
              <EllipsisVertical size={16} aria-hidden />
            </IconButton>
          }
          entries={narrowEntries(props)}
        />
      </span>
    </header>
  )
}

function BarButton({ action, icon, className }: { action: BarAction; icon: ReactNode; className?: string }) {
  return (
    <IconButton label={action.label} disabled={action.isDisabled} className={className} onClick={action.onSelect}>
      {icon}
    </IconButton>
  )
}

const entry = (id: string, action: BarAction | undefined, icon: ReactNode): MenuEntry[] =>
  action ? [{ id, label: action.label, icon, disabled: action.isDisabled, onSelect: action.onSelect }] : []

function narrowEntries({ undo, redo, pause, finish, palette, shortcuts, reading }: WorkspaceBarProps): MenuEntry[] {
  return [
    ...entry('undo', undo, <Undo2 size={14} aria-hidden />),
    ...entry('redo', redo, <Redo2 size={14} aria-hidden />),
    ...entry('pause', pause, reading.isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />),
    ...entry('palette', palette, <Search size={14} aria-hidden />),
    ...entry('shortcuts', shortcuts, <Keyboard size={14} aria-hidden />),
    ...entry('finish', finish, <Flag size={14} aria-hidden />),
  ]
}
