import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Tabs } from '@/ui/tabs'
import { NumbersPanel } from '../lazy-numbers'

export type EstimatesPanel = 'cell' | 'numbers'

export interface EstimatesPanelsProps {
  panel: EstimatesPanel
  onPanel: (panel: EstimatesPanel) => void
  /** What belongs to the cell that is worked on. */
  children: ReactNode
}

const items = [
  { value: 'cell', label: 'Cell' },
  { value: 'numbers', label: 'Numbers' },
] as const

/** Beside the sheet on a wide screen; on a narrow one the numbers come as a sheet from below, and cells open in their row. */
export function EstimatesPanels({ panel, onPanel, children }: EstimatesPanelsProps) {
  const isBelow = panel === 'numbers'
  return (
    <aside
      aria-label="Details"
      className={classNames(
        'flex flex-col border-line bg-surface lg:sticky lg:top-0 lg:h-[calc(100dvh-var(--bar-height))] lg:w-(--panel-width) lg:shrink-0 lg:border-s',
        isBelow
          ? 'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:h-[55dvh] max-lg:border-t'
          : 'max-lg:hidden',
      )}
    >
      <div className="relative flex min-h-0 flex-1 flex-col">
        <Tabs
          label="Beside the sheet"
          items={items}
          value={panel}
          onValueChange={onPanel}
          className="min-h-0 flex-1"
          panelClassName="overflow-auto"
        >
          {isBelow ? <NumbersPanel /> : <div className="p-4">{children}</div>}
        </Tabs>
        <IconButton
          size="sm"
          label="Close the numbers"
          className="absolute end-1 top-1 lg:hidden"
          onClick={() => onPanel('cell')}
        >
          <X size={14} aria-hidden />
        </IconButton>
      </div>
    </aside>
  )
}
