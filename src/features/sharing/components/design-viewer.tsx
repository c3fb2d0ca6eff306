'use client'

import { Copy, List, PanelRightClose, PanelRightOpen, Workflow } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { findingsOf } from '@/core/design/findings'
import type { Design } from '@/core/design/schema'
import { DesignCanvas, type DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import { DesignList } from '@/features/canvas/components/design-list'
import { DesignPanel, type DesignPanelTab } from '@/features/canvas/components/design-panel'
import { ExportMenu } from '@/features/canvas/components/export-menu'
import { PrintedDesign } from '@/features/canvas/components/printed-design'
import { useNarrow } from '@/features/canvas/components/use-narrow'
import { designActions } from '@/features/canvas/design-actions'
import { handOver } from '@/features/canvas/handed-over'
import { isEmptySelection, nothingSelected, type Selection, selectBlock } from '@/features/canvas/selection'
import { useExport } from '@/features/canvas/use-export'
import { useFigures } from '@/features/canvas/use-figures'
import { RunDrawer } from '@/features/simulation/components/run-drawer'
import { useRunView } from '@/features/simulation/use-run-view'
import { useSimulation } from '@/features/simulation/use-simulation'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { toast } from '@/ui/toaster'

export interface DesignViewerProps {
  design: Design
  /** Whose it is, in words. */
  by: string
}

type View = 'canvas' | 'list'

/** Somebody else's design, alive: it runs, and everything about it can be read. Only a copy of it can be changed. */
export function DesignViewer({ design, by }: DesignViewerProps) {
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [view, setView] = useState<View>('canvas')
  const [panel, setPanel] = useState(() => matchMedia('(min-width: 900px)').matches)
  const [tab, setTab] = useState<DesignPanelTab>('selection')
  const [canvas, setCanvas] = useState<DesignCanvasHandle | null>(null)
  const isNarrow = useNarrow()
  const simulation = useSimulation()
  const shown = useRunView(simulation.report)
  const report = simulation.ranDesign === design ? simulation.report : null
  const figures = useFigures(design, { report, ...shown.view })
  const findings = findingsOf(design)
  const shared = { design, selection, figures, findings }

  function select(next: Selection) {
    setSelection(next)
    if (!isEmptySelection(next)) setTab('selection')
  }
  function show(block: string) {
    select(selectBlock(block))
    canvas?.reveal([block])
  }
  usePaletteGroups(() => designActions(design, { goToBlock: show }))
  return (
    <>
      <div className="flex h-[calc(100dvh-var(--bar-height))] min-h-0 flex-col print:hidden">
        <ViewerBar
          {...{ design, by, view, panel }}
          onView={setView}
          onPanel={setPanel}
          exports={<ExportMenu onExport={useExport(() => design, figures)} />}
        />
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1">
              {view === 'canvas' ? (
                <DesignCanvas {...shared} ref={setCanvas} onSelect={select} readOnly onList={() => setView('list')} />
              ) : (
                <DesignList {...shared} onSelect={setSelection} withSettings={isNarrow || !panel} />
              )}
            </div>
            <RunDrawer
              design={design}
              simulation={simulation}
              shown={shown}
              onSelectBlock={show}
              objectivesFrom="a copy of this design can set one."
            />
          </div>
          {panel && !(isNarrow && view === 'list') && (
            <aside aria-label="Settings and findings" className={sidePanel}>
              <DesignPanel {...shared} onSelect={select} tab={tab} onTabChange={setTab} />
            </aside>
          )}
        </div>
      </div>
      <PrintedDesign design={design} by={by} report={report} />
    </>
  )
}

/** Beside the canvas, and under it where there is no room beside. */
const sidePanel =
  'w-(--panel-width) shrink-0 border-s border-line bg-surface max-md:h-[45%] max-md:w-full max-md:border-s-0 max-md:border-t'

interface ViewerBarProps extends DesignViewerProps {
  view: View
  panel: boolean
  onView: (view: View) => void
  onPanel: (open: boolean) => void
  exports: React.ReactNode
}

function ViewerBar({ design, by, view, panel, onView, onPanel, exports }: ViewerBarProps) {
  const takeCopy = useCopy(design)
  usePaletteGroups(() => [
    {
      heading: 'Design',
      actions: [
        { id: 'design-copy', label: 'Take a copy of the design', keywords: ['fork', 'edit'], onSelect: takeCopy },
      ],
    },
  ])
  return (
    <div className="flex h-(--bar-height) shrink-0 items-center gap-2 border-b border-line bg-surface ps-4 pe-2 [&_button]:shrink-0">
      <h1 className="min-w-0 truncate font-semibold" title={design.title}>
        {design.title.trim() || 'Untitled design'}
      </h1>
      <span className="min-w-0 truncate text-ink-2 max-md:sr-only">{by}</span>
      <span className="flex-1" />
      <Button size="sm" variant="primary" icon={<Copy size={14} aria-hidden />} onClick={takeCopy}>
        Take a copy
      </Button>
      {exports}
      <span aria-hidden className="h-5 w-px bg-line max-sm:hidden" />
      <IconButton
        label={view === 'canvas' ? 'Show it as a list' : 'Show it as a canvas'}
        onClick={() => onView(view === 'canvas' ? 'list' : 'canvas')}
      >
        {view === 'canvas' ? <List size={16} aria-hidden /> : <Workflow size={16} aria-hidden />}
      </IconButton>
      <IconButton
        label={panel ? 'Close the side panel' : 'Open the side panel'}
        aria-expanded={panel}
        onClick={() => onPanel(!panel)}
      >
        {panel ? <PanelRightClose size={16} aria-hidden /> : <PanelRightOpen size={16} aria-hidden />}
      </IconButton>
    </div>
  )
}

/** To one's own canvas, which needs no account. What is on it is asked about there before anything replaces it. */
function useCopy(design: Design): () => void {
  const router = useRouter()
  return () => {
    if (handOver(sessionStorage, design)) router.push('/canvas')
    else toast.error('This browser keeps nothing for other pages: export the design and import it on the canvas.')
  }
}
