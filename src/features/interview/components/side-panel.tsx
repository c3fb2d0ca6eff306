'use client'

import { ChevronUp, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button, IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'

export interface SidePanelProps {
  title: string
  /** What is new in it, while it is closed. */
  mark?: ReactNode
  /** Of the panel's element: where the focus goes when someone asks for what is chosen. */
  id: string
  /** Null: open where there is room beside the step, closed where it would cover it. */
  isOpen: boolean | null
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/**
 * What belongs to the selection, or the step's guide: a column at the right, and on narrow screens a sheet from below that
 * takes its room from the step. Never modal and never over what has the focus: the step goes on being worked on.
 */
export function SidePanel({ title, mark, id, isOpen, onOpenChange, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)

  useEffect(() => {
    if (!isOpen) return
    const onKeyDown = (event: KeyboardEvent) => {
      const isInside = panel.current?.contains(document.activeElement) ?? false
      if (event.key === 'Escape' && isInside && !event.defaultPrevented) onOpenChange(false)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isOpen, onOpenChange])

  const handle = <SheetHandle title={title} mark={mark} onOpen={() => onOpenChange(true)} />
  if (isOpen === false) return handle
  const column = (
    <aside
      ref={panel}
      id={id}
      aria-label={title}
      className={classNames(
        'flex min-h-0 shrink-0 flex-col border-line bg-surface print:hidden',
        'max-md:h-[50dvh] max-md:border-t',
        'md:w-(--panel-width) md:border-s',
        isOpen === null && 'max-md:hidden',
      )}
    >
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line ps-3 pe-1">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        <IconButton size="sm" label="Close the panel" onClick={() => onOpenChange(false)}>
          <X size={14} aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" data-undoable="">
        {children}
      </div>
    </aside>
  )
  return isOpen ? (
    column
  ) : (
    <>
      {column}
      {handle}
    </>
  )
}

/** What is left of the sheet on a narrow screen while it is closed. */
function SheetHandle({ title, mark, onOpen }: { title: string; mark: ReactNode; onOpen: () => void }) {
  return (
    <div className="flex shrink-0 justify-center border-t border-line bg-surface md:hidden print:hidden">
      <Button
        variant="quiet"
        className="w-full rounded-none"
        icon={<ChevronUp size={14} aria-hidden />}
        onClick={onOpen}
      >
        <span className="relative px-2">
          {title}
          {mark}
        </span>
      </Button>
    </div>
  )
}
