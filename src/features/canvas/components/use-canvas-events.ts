import { type DragEvent, type FocusEvent, type MouseEvent, type PointerEvent, useMemo } from 'react'
import type {
  Connection,
  EdgeChange,
  FinalConnectionState,
  NodeChange,
  OnConnectEnd,
  ReactFlowProps,
  Viewport,
} from 'reactflow'
import { useStoreApi } from 'reactflow'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Point } from '@/core/design/drawing/geometry'
import { selectBlock, selectLink, withChanges } from '../selection'
import type { BlockFlowNode } from './block-node'
import { PALETTE_TYPE } from './block-palette'
import type { CanvasController } from './canvas-controller'
import type { LinkFlowEdge } from './link-edge'

type FlowProps = ReactFlowProps<BlockFlowNode, LinkFlowEdge>

/** A shorter pull on a handle is a click that slipped. */
const SHORT_PULL_PX = 16

/** What the mouse, the pen and the finger do on the canvas, as props of React Flow. */
export function useCanvasEvents(canvas: CanvasController): Partial<FlowProps> {
  const store = useStoreApi()
  return useMemo(
    () => ({
      ...selectionEvents(canvas, () => store.getState().userSelectionRect !== null),
      ...dragEvents(canvas),
      ...connectEvents(canvas),
      ...menuEvents(canvas),
      ...dropEvents(canvas),
      ...viewEvents(canvas),
      onFocus: (event: FocusEvent) => focusIn(canvas, event),
      onPointerMove: (event: PointerEvent) => canvas.setPointer({ x: event.clientX, y: event.clientY }),
      onPointerLeave: () => canvas.setPointer(null),
    }),
    [canvas, store],
  )
}

/** Blocks and links, unlike the toolbar and the map, which are stops of their own. */
const isDrawn = (target: EventTarget | null): target is Element =>
  target instanceof Element && target.closest('.react-flow__viewport') !== null

/**
 * One tab stop: the canvas takes the focus and hands it to the block in hand. While the focus is on a block, the canvas
 * itself is no stop, so that Shift+Tab leaves it.
 */
function focusIn(canvas: CanvasController, event: FocusEvent): void {
  const root = canvas.root()
  if (root === null) return
  canvas.focus.held = true
  if (isDrawn(event.target)) {
    canvas.focus.last = canvas.focus.focusedBlock()
    if (canvas.focus.last !== null)
      event.target.setAttribute('aria-description', canvas.outside.reading(canvas.focus.last))
    root.tabIndex = -1
    const onOut = ({ relatedTarget }: globalThis.FocusEvent) => {
      if (isDrawn(relatedTarget)) return
      root.tabIndex = 0
      root.removeEventListener('focusout', onOut)
    }
    root.addEventListener('focusout', onOut)
    return
  }
  if (event.target === root && root.matches(':focus-visible')) canvas.focusInHand()
}

function selectionEvents(canvas: CanvasController, isMarquee: () => boolean): Partial<FlowProps> {
  return {
    onNodesChange: (changes: NodeChange<BlockFlowNode>[]) => {
      const moves: [string, Point][] = []
      const selected: { id: string; selected: boolean }[] = []
      for (const change of changes) {
        if (change.type === 'position' && change.position !== undefined) moves.push([change.id, change.position])
        else if (change.type === 'select') selected.push(change)
      }
      if (moves.length > 0) canvas.showMoves(moves)
      if (selected.length > 0)
        canvas.select({ ...canvas.selection, blocks: withChanges(canvas.selection.blocks, selected) })
    },
    onEdgesChange: (changes: EdgeChange<LinkFlowEdge>[]) => {
      // A marquee is about blocks: their links come and go with them anyway.
      const selected = changes
        .filter((change) => change.type === 'select')
        .filter((change) => !(change.selected && isMarquee()))
      if (selected.length > 0)
        canvas.select({ ...canvas.selection, links: withChanges(canvas.selection.links, selected) })
    },
  }
}

function dragEvents(canvas: CanvasController): Partial<FlowProps> {
  return {
    onNodeDrag: ({ ctrlKey, metaKey }) => {
      const freely = ctrlKey || metaKey
      if (canvas.ui.getState().freely !== freely) canvas.ui.setState({ freely })
    },
    // Alt held at the end leaves a copy behind.
    onNodeDragStop: (event) => canvas.commitMoves(event.altKey),
    onSelectionDragStop: (event) => canvas.commitMoves(event.altKey),
  }
}

function connectEvents(canvas: CanvasController): Partial<FlowProps> {
  let start: Point | null = null
  const onConnectEnd: OnConnectEnd = (event, state) => {
    canvas.ui.setState({ connecting: false })
    const at = 'changedTouches' in event ? event.changedTouches[0]! : event
    const end = { x: at.clientX, y: at.clientY }
    if (state.isValid !== true && state.fromNode !== null) dropLink(canvas, state, end, start)
    start = null
  }
  return {
    onConnectStart: (event) => {
      const at = 'touches' in event ? event.touches[0]! : event
      start = { x: at.clientX, y: at.clientY }
      canvas.ui.setState({ connecting: true, popup: null })
    },
    onConnectEnd,
    onConnect: ({ source, target }: Connection) => canvas.connect(source, target),
    onReconnect: (edge, { source, target }) => {
      if (source === edge.source && target === edge.target) return
      const patch = {
        ...(source === edge.source ? {} : { from: source }),
        ...(target === edge.target ? {} : { to: target }),
      }
      canvas.submit({ type: 'link-changed', id: edge.id, patch }, 'Link moved')
    },
  }
}

/** A link that was let go beside every handle: on a block it connects, on empty canvas it asks what to add there. */
function dropLink(canvas: CanvasController, state: FinalConnectionState, end: Point, start: Point | null): void {
  const own = state.fromNode!.id
  const forwards = state.fromHandle?.type !== 'target'
  const under = document.elementFromPoint(end.x, end.y)?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (under !== undefined) {
    if (under !== own) canvas.connect(forwards ? own : under, forwards ? under : own)
    return
  }
  if (start !== null && Math.hypot(end.x - start.x, end.y - start.y) < SHORT_PULL_PX) return
  const { x, y } = canvas.flow.screenToFlowPosition(end)
  const place = { x: forwards ? x : x - BLOCK_WIDTH, y: y - BLOCK_HEIGHT / 2 }
  canvas.open({ kind: 'add', at: end, place, joint: forwards ? { from: own } : { to: own } })
}

function menuEvents(canvas: CanvasController): Partial<FlowProps> {
  const open = (event: { preventDefault: () => void; clientX: number; clientY: number }) => {
    event.preventDefault()
    const at = { x: event.clientX, y: event.clientY }
    canvas.open({ kind: 'menu', at, place: canvas.flow.screenToFlowPosition(at) })
  }
  return {
    onNodeContextMenu: (event, node) => {
      if (!canvas.selection.blocks.includes(node.id)) canvas.select(selectBlock(node.id))
      open(event)
    },
    onEdgeContextMenu: (event, edge) => {
      if (!canvas.selection.links.includes(edge.id)) canvas.select(selectLink(edge.id))
      open(event)
    },
    onPaneContextMenu: (event) => {
      canvas.select({ blocks: [], links: [] })
      open(event)
    },
    onNodeDoubleClick: (_, node) => {
      canvas.select(selectBlock(node.id))
      canvas.startRename()
    },
    onEdgeDoubleClick: () => canvas.outside.inspect(),
    onDoubleClick: (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return
      const at = { x: event.clientX, y: event.clientY }
      const { x, y } = canvas.flow.screenToFlowPosition(at)
      if (!canvas.readOnly)
        canvas.open({ kind: 'add', at, joint: null, place: { x: x - BLOCK_WIDTH / 2, y: y - BLOCK_HEIGHT / 2 } })
    },
    // The block takes the focus, so that keys go to what was clicked.
    onNodeClick: (_, node) => canvas.focus.block(node.id),
  }
}

function dropEvents(canvas: CanvasController): Partial<FlowProps> {
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(PALETTE_TYPE)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDrop: (event: DragEvent) => {
      const kind = event.dataTransfer.getData(PALETTE_TYPE)
      if (kind === '') return
      event.preventDefault()
      const { x, y } = canvas.flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      canvas.add(kind, { x: x - BLOCK_WIDTH / 2, y: y - BLOCK_HEIGHT / 2 })
    },
  }
}

function viewEvents(canvas: CanvasController): Partial<FlowProps> {
  return {
    onInit: () => {
      const kept = readView(canvas.outside.viewKey)
      if (kept === null) canvas.focus.fit([], 0)
      else void canvas.flow.setViewport(kept)
    },
    onMove: (_, view) => canvas.view.moves(view),
    onMoveEnd: (_, view) => {
      canvas.view.rests()
      keepView(canvas.outside.viewKey, view)
      // A block that left the screen took the focus along: keys must still be heard.
      if (canvas.focus.held && document.activeElement === document.body) canvas.focus.canvas()
    },
  }
}

const keyOf = (name: string) => `dryrun-view-${name}`

function readView(name: string | undefined): Viewport | null {
  if (name === undefined) return null
  try {
    const { x, y, zoom } = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null') as Viewport
    return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : null
  } catch {
    // Nothing kept, or nothing readable: the drawing is fitted instead.
    return null
  }
}

function keepView(name: string | undefined, view: Viewport): void {
  if (name === undefined) return
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(view))
  } catch {
    // A full or forbidden store costs the view, nothing else.
  }
}
