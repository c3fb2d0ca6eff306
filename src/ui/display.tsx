import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Tone = 'neutral' | 'accent' | 'info' | 'good' | 'warn' | 'bad'

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent-strong',
  info: 'bg-info-soft text-info',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

export interface BadgeProps {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
  title?: string
}

/** A word with a tone; the word carries the meaning, the colour only helps. */
export function Badge({ tone = 'neutral', icon, children, title }: BadgeProps) {
  return (
    <span title={title} className={badgeClass(tone)}>
      {icon}
      {children}
    </span>
  )
}

/** A badge that leads to what it names. */
export function BadgeButton({
  tone = 'neutral',
  icon,
  children,
  title,
  onClick,
}: BadgeProps & { onClick: () => void }) {
  return (
    <button
      type="button"
      title={title}
      onClick={onClick}
      className={classNames(
        badgeClass(tone),
        'min-w-0 underline decoration-dotted underline-offset-2 hover:decoration-solid',
      )}
    >
      {icon}
      {children}
    </button>
  )
}

const badgeClass = (tone: Tone): string =>
  classNames(
    'inline-flex items-center gap-1 rounded-sm px-1.5 py-0.5 text-xs font-medium whitespace-nowrap',
    tones[tone],
  )

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-xs text-ink-2">
      {children}
    </kbd>
  )
}

export interface EmptyStateProps {
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Says what is missing, and offers the next action. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-md border border-dashed border-line p-4 text-ink-2">
      <p className="font-medium text-ink">{title}</p>
      {children && <div className="max-w-[60ch]">{children}</div>}
      {action}
    </div>
  )
}

export interface NoticeProps {
  tone: Exclude<Tone, 'neutral' | 'accent'>
  title?: string
  icon?: ReactNode
  children?: ReactNode
  action?: ReactNode
}

/** A message about the whole of what it stands above. */
export function Notice({ tone, title, icon, children, action }: NoticeProps) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={classNames('flex items-start gap-2 rounded-md px-3 py-2', tones[tone])}
    >
      {icon && <span className="pt-0.5">{icon}</span>}
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
      </div>
      {action}
    </div>
  )
}

export interface ProgressProps {
  /** 0..1, or null while it is not known. */
  value: number | null
  label: string
}

export function Progress({ value, label }: ProgressProps) {
  return (
    <div className="flex items-center gap-2">
      <progress
        aria-label={label}
        max={1}
        value={value ?? undefined}
        className="h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  )
}
