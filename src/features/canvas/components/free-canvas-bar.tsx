'use client'

import { FilePlus2, List, PanelRightClose, PanelRightOpen, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { Input } from '@/ui/input'
import { useDraft } from '@/ui/use-draft'
import type { ExportFormat } from '../export-formats'
import type { KeptState } from '../kept-design'
import { ExportMenu } from './export-menu'
import type { FreeView } from './free-canvas'
import { ImportButton } from './import-button'

export interface FreeCanvasBarProps {
  state: KeptState
  view: FreeView
  onView: (view: FreeView) => void
  panel: boolean
  onPanel: (open: boolean) => void
  onTitle: (title: string) => void
  onNew: () => void
  onImport: (file: File) => void
  onExport: (format: ExportFormat) => void
  share?: ReactNode
}

const saveWords: Record<KeptState['saving'], string> = {
  saved: 'Saved in this browser',
  saving: 'Saving…',
  failed: 'Not saved: export it',
}

/** Title, whether it is saved, in and out as a file, canvas or list. */
export function FreeCanvasBar({
  state,
  view,
  onView,
  panel,
  onPanel,
  onTitle,
  onNew,
  onImport,
  onExport,
  share,
}: FreeCanvasBarProps) {
  const title = useDraft(state.design.title, onTitle)
  usePaletteGroups(() => [
    {
      heading: 'Design',
      actions: [
        { id: 'design-new', label: 'New design', onSelect: onNew },
        view === 'canvas'
          ? { id: 'design-list', label: 'Show it as a list', onSelect: () => onView('list') }
          : { id: 'design-canvas', label: 'Show it as a canvas', onSelect: () => onView('canvas') },
        { id: 'design-panel', label: 'Side panel, open or closed', onSelect: () => onPanel(!panel) },
      ],
    },
  ])
  return (
    <div className="flex h-(--bar-height) shrink-0 items-center gap-2 max-sm:gap-1 border-b border-line bg-surface px-2 [&_button]:shrink-0">
      <h1 className="sr-only">Canvas</h1>
      <Input
        aria-label="Title of the design"
        value={title.text}
        maxLength={200}
        onChange={(event) => title.setText(event.target.value)}
        onBlur={title.flush}
        className="max-w-[28rem] min-w-24 border-transparent! font-semibold hover:border-edge!"
      />
      <span
        role="status"
        className={
          state.saving === 'failed'
            ? 'whitespace-nowrap font-medium text-bad'
            : 'whitespace-nowrap text-ink-3 max-md:sr-only'
        }
      >
        {saveWords[state.saving]}
      </span>
      <span className="flex-1" />
      <Button size="sm" variant="quiet" icon={<FilePlus2 size={14} aria-hidden />} onClick={onNew}>
        <span className="max-sm:sr-only">New</span>
      </Button>
      <ImportButton onImport={onImport} />
      <ExportMenu onExport={onExport} />
      {share}
      <span aria-hidden className="h-5 w-px bg-line max-sm:hidden" />
      <IconButton label="Canvas" pressed={view === 'canvas'} onClick={() => onView('canvas')}>
        <Workflow size={16} aria-hidden />
      </IconButton>
      <IconButton label="List" pressed={view === 'list'} onClick={() => onView('list')}>
        <List size={16} aria-hidden />
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
