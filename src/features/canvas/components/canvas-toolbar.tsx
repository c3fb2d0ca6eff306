import {
  Hand,
  Keyboard,
  Magnet,
  Map as MapIcon,
  Maximize,
  Minus,
  MousePointer2,
  Plus,
  Redo2,
  Search,
  Undo2,
  Workflow,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Panel, useStore } from 'reactflow'
import { IconButton } from '@/ui/button'
import { formatRatio } from '@/core/units/format'
import { keyText } from '../key-caps'
import { useCanvasUi } from './canvas-context'
import { commandById } from './canvas-commands'

export interface CanvasToolbarProps {
  readOnly: boolean
  canUndo: boolean
  canRedo: boolean
  run: (command: string) => void
}

const ICON = 16

/** The commands people look for first, at the foot of the canvas; everything else is in the menus and on the keys. */
export function CanvasToolbar({ readOnly, canUndo, canRedo, run }: CanvasToolbarProps) {
  const { tool, snap, minimap } = useCanvasUi((ui) => ui)
  const button = (
    id: string,
    icon: ReactNode,
    more: { pressed?: boolean; disabled?: boolean; label?: string } = {},
  ) => (
    <IconButton
      key={id}
      label={labelOf(id, more.label)}
      pressed={more.pressed}
      disabled={more.disabled}
      onClick={() => run(id)}
    >
      {icon}
    </IconButton>
  )
  return (
    <Panel position="bottom-left" className="canvas-toolbar nokey" role="toolbar" aria-label="Canvas tools">
      {!readOnly && (
        <>
          {button('select-tool', <MousePointer2 size={ICON} aria-hidden />, { pressed: tool === 'select' })}
          {button('hand-tool', <Hand size={ICON} aria-hidden />, { pressed: tool === 'hand' })}
          <Divider />
          {button('undo', <Undo2 size={ICON} aria-hidden />, { disabled: !canUndo })}
          {button('redo', <Redo2 size={ICON} aria-hidden />, { disabled: !canRedo })}
          <Divider />
          {button('tidy', <Workflow size={ICON} aria-hidden />)}
          {button('snap', <Magnet size={ICON} aria-hidden />, { pressed: snap, label: 'Snap to the grid' })}
          <Divider />
        </>
      )}
      {button('zoom-out', <Minus size={ICON} aria-hidden />)}
      <ZoomLevel run={run} />
      {button('zoom-in', <Plus size={ICON} aria-hidden />)}
      {button('fit', <Maximize size={ICON} aria-hidden />)}
      <Divider />
      {button('find', <Search size={ICON} aria-hidden />)}
      <span className="contents max-md:hidden">
        {button('minimap', <MapIcon size={ICON} aria-hidden />, {
          pressed: minimap,
          label: 'Overview map, when not all is shown',
        })}
        {button('sheet', <Keyboard size={ICON} aria-hidden />, { label: 'Keyboard shortcuts' })}
      </span>
    </Panel>
  )
}

function labelOf(id: string, label?: string): string {
  const command = commandById(id)
  return `${label ?? command.label} (${keyText(command.keys[0]!)})`
}

const Divider = () => <span aria-hidden className="mx-0.5 h-5 w-px bg-line max-sm:hidden" />

function ZoomLevel({ run }: { run: (command: string) => void }) {
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <button
      type="button"
      title="Zoom to 100 % (Ctrl+0)"
      aria-label={`Zoom ${percent} %. Zoom to 100 %`}
      onClick={() => run('zoom-full')}
      className="h-8 w-12 rounded-md text-center text-sm text-ink-2 hover:bg-sunken hover:text-ink max-sm:hidden"
    >
      {formatRatio(percent / 100)}
    </button>
  )
}
