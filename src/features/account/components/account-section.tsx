import type { ReactNode } from 'react'

export interface AccountSectionProps {
  title: string
  /** One sentence on what this is for. */
  about: string
  children: ReactNode
}

export function AccountSection({ title, about, children }: AccountSectionProps) {
  return (
    <section className="grid gap-3 border-t border-line py-5 sm:grid-cols-[220px_1fr] sm:gap-6">
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="text-ink-2">{about}</p>
      </div>
      <div className="flex max-w-[420px] flex-col items-start gap-3">{children}</div>
    </section>
  )
}
