'use client'

import { Flag, MessageCircleQuestion, Pause, Timer, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/ui/button'

export interface WorkspaceNoticeProps {
  icon: 'paused' | 'finished' | 'over' | 'trouble' | 'interviewer'
  children: ReactNode
  action?: { label: string; onSelect: () => void }
}

const icons = { paused: Pause, finished: Flag, over: Timer, trouble: TriangleAlert, interviewer: MessageCircleQuestion }

/** One line between the bar and the step that says why nothing can be changed now. */
export function WorkspaceNotice({ icon, children, action }: WorkspaceNoticeProps) {
  const Icon = icons[icon]
  return (
    <div role="status" className="flex shrink-0 items-center gap-2 border-b border-line bg-info-soft px-4 py-1.5">
      <Icon size={14} aria-hidden className="shrink-0 text-info" />
      <p className="min-w-0 flex-1">{children}</p>
      {action && (
        <Button size="sm" onClick={action.onSelect}>
          {action.label}
        </Button>
      )}
    </div>
  )
}
