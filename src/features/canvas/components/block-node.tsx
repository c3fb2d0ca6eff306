import { Handle, type Node, type NodeProps, Position } from 'reactflow'
import { CircleX, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useRef } from 'react'
import { secondLine } from '@/core/design/drawing/second-line'
import { BlockIcon } from '../block-icons'
import { useCanvas, useCanvasUi } from './canvas-context'

export interface BlockAlert {
  severity: 'error' | 'warning' | 'info'
  /** Everything found about the block, one a line. */
  text: string
}

export interface BlockNodeData extends Record<string, unknown> {
  title: string
  kindName: string
  summary: string
  icon: string
  alert: BlockAlert | null
  /** The cells of a sheet that its numbers come from, by name. */
  source: string | null
}

export type BlockFlowNode = Node<BlockNodeData, 'block'>

/**
 * A block on the canvas, 168 × 72. Its live line is written by the LiveLayer, never by React. From afar nothing can be
 * pulled out of it, but React Flow still measures where links end: two empty anchors are a fraction of two handles.
 */
export const BlockNode = memo(function BlockNode({ id, data, isConnectable }: NodeProps<BlockFlowNode>) {
  const { live } = useCanvas()
  const detail = useCanvasUi((ui) => ui.detail)
  const mount = useCallback((root: HTMLDivElement) => live.mountBlock(id, root), [live, id])
  return (
    <div
      key={String(detail)}
      ref={mount}
      className="canvas-block"
      data-state="calm"
      data-alert={data.alert?.severity}
      data-name={detail ? undefined : data.title}
    >
      {detail ? (
        <>
          <BlockFace id={id} data={data} />
          <Handle type="target" position={Position.Left} isConnectable={isConnectable} className="canvas-handle" />
          <Handle type="source" position={Position.Right} isConnectable={isConnectable} className="canvas-handle" />
        </>
      ) : (
        <>
          <span className="canvas-anchor target" data-handlepos="left" />
          <span className="canvas-anchor source" data-handlepos="right" />
        </>
      )}
    </div>
  )
})

const BlockFace = memo(function BlockFace({ id, data }: { id: string; data: BlockNodeData }) {
  const { symbols } = useCanvas()
  const renaming = useCanvasUi((ui) => ui.renaming === id)
  return (
    <>
      <div className="flex h-[18px] items-center gap-1.5">
        <BlockIcon name={data.icon} size={14} className="shrink-0 text-ink-2" />
        {renaming ? (
          <NameInput id={id} name={data.title} />
        ) : (
          <span className="min-w-0 flex-1 truncate text-base font-semibold" title={data.title}>
            {data.title}
          </span>
        )}
        {data.alert && data.alert.severity !== 'info' && <AlertMark alert={data.alert} />}
      </div>
      <div className="flex gap-1 text-xs text-ink-2">
        <span className="min-w-0 truncate" title={`${data.kindName} · ${data.summary}`}>
          {secondLine(data)}
        </span>
        {data.source !== null && (
          <span
            className="ms-auto max-w-1/2 shrink-0 truncate text-accent"
            title={`From the estimates: ${data.source}`}
          >
            = {data.source}
          </span>
        )}
      </div>
      <div className="canvas-live">
        <span data-live="utilisation" />
        <span data-live="arrivals" />
        <span className="canvas-note">
          <svg width="11" height="11" aria-hidden="true">
            <use data-live="icon" data-symbols={symbols} />
          </svg>
          <span data-live="note" />
        </span>
      </div>
      <div className="canvas-bar">
        <div data-live="bar" />
      </div>
    </>
  )
})

function AlertMark({ alert }: { alert: BlockAlert }) {
  const Mark = alert.severity === 'error' ? CircleX : TriangleAlert
  return (
    <span title={alert.text} className={alert.severity === 'error' ? 'text-bad' : 'text-warn'}>
      <Mark size={14} aria-hidden />
    </span>
  )
}

/** Written in place: Enter or leaving keeps the name, Escape gives it up. */
function NameInput({ id, name }: { id: string; name: string }) {
  const { rename } = useCanvas()
  const input = useRef<HTMLInputElement>(null)
  const given = useRef(false)
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [])
  function give(value: string | null) {
    if (given.current) return
    given.current = true
    rename(id, value)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // Letters typed here are no shortcuts of the canvas.
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') give(event.currentTarget.value)
    else if (event.key === 'Escape') give(null)
  }
  return (
    <input
      ref={input}
      aria-label="Name of the block"
      defaultValue={name}
      maxLength={200}
      onKeyDown={onKeyDown}
      onBlur={(event) => give(event.currentTarget.value)}
      className="nodrag nopan h-[18px] min-w-0 flex-1 rounded-sm bg-sunken px-1 text-base font-semibold outline-1 outline-accent"
    />
  )
}
