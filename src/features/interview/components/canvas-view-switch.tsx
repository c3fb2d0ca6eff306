'use client'

import { List, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/ui/button'
import type { CanvasView } from './canvas-step'

export interface CanvasViewSwitchProps {
  value: CanvasView
  onValueChange: (view: CanvasView) => void
  /** What else is done with the design as a whole. */
  children?: ReactNode
}

/** Canvas or list: two views of one document. */
export function CanvasViewSwitch({ value, onValueChange, children }: CanvasViewSwitchProps) {
  return (
    <div
      role="group"
      aria-label="The design as a whole"
      className="absolute end-2 top-2 z-10 flex rounded-md border border-line bg-surface p-0.5"
    >
      {children}
      <IconButton label="Canvas" size="sm" pressed={value === 'canvas'} onClick={() => onValueChange('canvas')}>
        <Workflow size={14} aria-hidden />
      </IconButton>
      <IconButton label="List" size="sm" pressed={value === 'list'} onClick={() => onValueChange('list')}>
        <List size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
