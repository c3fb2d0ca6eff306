'use client'

import { List, Workflow } from 'lucide-react'
import { IconButton } from '@/ui/button'
import type { CanvasView } from './canvas-step'

export interface CanvasViewSwitchProps {
  value: CanvasView
  onValueChange: (view: CanvasView) => void
}

/** Canvas or list: two views of one document. */
export function CanvasViewSwitch({ value, onValueChange }: CanvasViewSwitchProps) {
  return (
    <div
      role="group"
      aria-label="View of the design"
      className="absolute end-2 top-2 z-10 flex rounded-md border border-line bg-surface p-0.5"
    >
      <IconButton label="Canvas" size="sm" pressed={value === 'canvas'} onClick={() => onValueChange('canvas')}>
        <Workflow size={14} aria-hidden />
      </IconButton>
      <IconButton label="List" size="sm" pressed={value === 'list'} onClick={() => onValueChange('list')}>
        <List size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
