import type { ReactNode } from 'react'
import { classNames } from './class-names'

export interface ScrollRegionProps {
  label: string
  className?: string
  children: ReactNode
}

/** What is wider than a narrow screen scrolls by itself, also with the keyboard; the page around it stays. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- whoever has no mouse scrolls with the arrows
    <section aria-label={label} tabIndex={0} className={classNames('relative overflow-x-auto', className)}>
      {children}
    </section>
  )
}
