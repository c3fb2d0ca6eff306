import type { ReactNode } from 'react'

/** A line of the arrivals of a request class: what it is, and its field. */
export function ArrivalsLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[1fr_136px] gap-x-3">
      <span className="pt-1.5 text-ink-2">{label}</span>
      {children}
    </div>
  )
}
