'use client'

import { BookOpen, CircleAlert, LayoutTemplate } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import type { EstimateTemplate } from '@/core/estimate/templates'
import { Button } from '@/ui/button'
import { whenReachable } from '@/ui/fetched-part'
import { Popover } from '@/ui/overlay'
import { FiguresMenu } from './figures-menu'
import type { SheetFigures } from '../sheet-figures'

const TemplatePicker = dynamic(
  whenReachable(() => import('./template-picker').then((module) => module.TemplatePicker)),
  {
    ssr: false,
    loading: () => <p className="p-3 text-ink-2">Opening the templates…</p>,
  },
)

export interface SheetToolbarProps {
  figures: SheetFigures
  readOnly: boolean
  onTemplate: (template: EstimateTemplate) => void
  onFirstError: () => void
  onNumbers: (() => void) | undefined
  actions: ReactNode
}

export function SheetToolbar({ figures, readOnly, onTemplate, onFirstError, onNumbers, actions }: SheetToolbarProps) {
  const [picking, setPicking] = useState(false)
  const errors = useSyncExternalStore(figures.subscribe, figures.errors, figures.errors)
  const isSlow = useSyncExternalStore(figures.subscribe, figures.isSlow, figures.isSlow)
  return (
    <div className="flex flex-wrap items-center gap-2 pb-2">
      {!readOnly && (
        <Popover
          open={picking}
          onOpenChange={setPicking}
          trigger={
            <Button size="sm" icon={<LayoutTemplate size={14} aria-hidden />}>
              Templates
            </Button>
          }
        >
          <TemplatePicker
            onPick={(template) => {
              setPicking(false)
              onTemplate(template)
            }}
          />
        </Popover>
      )}
      <FiguresMenu />
      {onNumbers && (
        <Button
          size="sm"
          title="Reference numbers (Alt+N)"
          icon={<BookOpen size={14} aria-hidden />}
          onClick={onNumbers}
        >
          Numbers
        </Button>
      )}
      <span role="status" className="text-sm">
        {errors > 0 && (
          <button
            type="button"
            onClick={onFirstError}
            className="inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-bad underline underline-offset-2"
          >
            <CircleAlert size={13} aria-hidden />
            {errors === 1 ? '1 error' : `${errors} errors`}
          </button>
        )}
        {isSlow && (
          <span className="text-warn">Ranges come after a pause: the worker that samples them has stopped.</span>
        )}
      </span>
      <span className="flex-1" />
      {actions}
    </div>
  )
}
