'use client'

import { type ReactNode, useEffect, useRef } from 'react'

export interface KeepsFocusProps {
  /** What is shown in it: another object whenever something may be gone. */
  of: unknown
  labelledBy?: string
  children: ReactNode
}

/** Around a list that loses things by buttons in it: where the focus went with one, whoever works by keys goes on from here. */
export function KeepsFocus({ of, labelledBy, children }: KeepsFocusProps) {
  const box = useRef<HTMLElement>(null)
  const last = useRef<EventTarget | null>(null)
  useEffect(() => {
    const element = box.current
    const onFocus = ({ target }: FocusEvent) => {
      last.current = target
    }
    element?.addEventListener('focusin', onFocus)
    return () => element?.removeEventListener('focusin', onFocus)
  }, [])
  const shown = useRef(of)
  useEffect(() => {
    if (shown.current === of) return
    shown.current = of
    const isGone = last.current instanceof Element && !last.current.isConnected
    if (isGone && document.activeElement === document.body) box.current?.focus()
  }, [of])
  return (
    <section ref={box} tabIndex={-1} aria-labelledby={labelledBy} className="flex w-full flex-col gap-2 outline-none">
      {children}
    </section>
  )
}
