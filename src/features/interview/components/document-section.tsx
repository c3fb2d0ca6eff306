import type { ReactNode } from 'react'
import { classNames } from '@/ui/class-names'

export interface DocumentSectionProps {
  id: string
  title: string
  /** One line under the title. */
  hint?: string
  /** Right of the title: a count, a switch. */
  aside?: ReactNode
  children: ReactNode
}

/** One headed part of a step's document. */
export function DocumentSection({ id, title, hint, aside, children }: DocumentSectionProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1">
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h3 id={id} className="text-md font-semibold">
          {title}
        </h3>
        {aside && <span className="text-sm text-ink-3">{aside}</span>}
        {hint && <p className="w-full text-ink-3">{hint}</p>}
      </header>
      {children}
    </section>
  )
}

export interface DocumentColumnProps {
  title: string
  isWide?: boolean
  children: ReactNode
}

/** The column in which a step's document stands. */
export function DocumentColumn({ title, isWide, children }: DocumentColumnProps) {
  return (
    <div
      className={classNames(
        // Room at the end: what is written last can be scrolled clear of what floats at the foot.
        'mx-auto flex w-full flex-col gap-6 px-4 pt-4 pb-48 md:px-6',
        isWide ? 'max-w-[1080px]' : 'max-w-[880px]',
      )}
    >
      <h2 className="sr-only">{title}</h2>
      {children}
    </div>
  )
}
