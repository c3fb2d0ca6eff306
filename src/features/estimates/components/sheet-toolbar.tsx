'use client'

import { CircleAlert, LayoutTemplate } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/ui/button'

export interface SheetToolbarProps {
  errors: number
  readOnly: boolean
  onTemplates: () => void
  onFirstError: () => void
  actions: ReactNode
}

export function SheetToolbar({ errors, readOnly, onTemplates, onFirstError, actions }: SheetToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 pb-2">
      {!readOnly && (
        <Button size="sm" icon={<LayoutTemplate size={14} aria-hidden />} onClick={onTemplates}>
          Templates
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
      </span>
      <span className="flex-1" />
      {actions}
    </div>
  )
}
