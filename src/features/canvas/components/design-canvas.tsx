'use client'

import 'reactflow/dist/base.css'
import './canvas.css'
import { type Ref, useEffect, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from 'reactflow'
import type { DesignEdit } from '@/core/design/edits'
import type { Finding } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { usePaletteGroups } from '@/ui/commands'
import { toast } from '@/ui/toaster'
import { canvasLabel } from '../accessible-names'
import { placesOf } from '@/core/design/drawing/auto-layout'
import type { FiguresSource } from '../figures'
import { GRID, type Places } from '@/core/design/drawing/geometry'
import { type Selection, stillThere } from '../selection'
import { useRegisteredShortcuts } from '../shortcut-registry'
import { BlockNode } from './block-node'
import { BlockPalette } from './block-palette'
import { canvasActions } from './canvas-actions'
import { canvasShortcuts } from './canvas-commands'
import { CanvasContext, createCanvasUi, type CanvasUiStore, useCanvas, useCanvasUi } from './canvas-context'
import { CanvasController, type CanvasFlow, type CanvasOutside } from './canvas-controller'
import { MIN_ZOOM } from './canvas-focus'
import { CanvasPopups } from './canvas-popups'
import { CanvasSymbols } from './canvas-symbols'
import { CanvasToolbar } from './canvas-toolbar'
import { EmptyCanvas } from './empty-canvas'
import { BUNDLE_FROM_LINKS, LinkBundle } from './link-bundle'
import { LinkEdge } from './link-edge'
import { LiveLayer } from './live-layer'
import { useCanvasEvents } from './use-canvas-events'
import { type CanvasKeys, useCanvasKeys } from './use-canvas-keys'
import { useFewAtATime } from './use-few-at-a-time'
import { useBlockNodes, useLinkEdges } from './use-flow'
import { useNarrow } from './use-narrow'

/** For those outside who lead people to a block: findings, evidence, tables of a run. */
export interface DesignCanvasHandle {
  /** Brings blocks into view. */
  reveal: (blocks: readonly string[]) => void
  /** Brings a block into view and gives it the focus. */
  focusBlock: (id: string) => void
  /** Adds a block in the middle of what is shown. */
  addBlock: (kind: string) => void
}

export interface DesignCanvasProps {
  design: Design
  selection: Selection
  onSelect: (selection: Selection) => void
  /** One for each finished gesture. Without it the canvas only shows. */
  onEdit?: (edit: DesignEdit) => void
  readOnly?: boolean
  figures?: FiguresSource | null
  findings?: readonly Finding[]
  /** Names of the cells that a block's numbers come from, by the block's id. */
  sources?: ReadonlyMap<string, string>
  onUndo?: () => void
  onRedo?: () => void
  canUndo?: boolean
  canRedo?: boolean
  /** Leads to the inspector: "I", or a double click on a link. */
  onInspect?: () => void
  /** Said on Ctrl+S. */
  saveState?: string
  /** Keeps the view (place and zoom) of this tab under this name. */
  viewKey?: string
  /** Puts an example on an empty canvas. */
  onExample?: () => void
  /** Leads from an empty canvas that is too small to draw on to the list. */
  onList?: () => void
  /** The rail of block kinds at the left. */
  palette?: boolean
  ref?: Ref<DesignCanvasHandle>
}

const noFindings: readonly Finding[] = []
const noSources: ReadonlyMap<string, string> = new Map()
const middleButton = [1]
const mapSize = { width: 160, height: 112 }
/** What never changes. The same objects at every render: React Flow draws everything anew for a new one. */
const fixedProps = {
  nodeTypes: { block: BlockNode },
  edgeTypes: { link: LinkEdge },
  ariaLabelConfig: { 'minimap.ariaLabel': 'Overview map' },
  nodesFocusable: false,
  edgesFocusable: false,
  edgesReconnectable: false,
  disableKeyboardA11y: true,
  selectNodesOnDrag: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: ['Shift', 'Control', 'Meta'],
  selectionMode: SelectionMode.Partial,
  zoomOnDoubleClick: false,
  connectionRadius: 28,
  snapGrid: [GRID, GRID] as [number, number],
  nodeDragThreshold: 2,
  minZoom: MIN_ZOOM,
  maxZoom: 2,
  onlyRenderVisibleElements: true,
  elevateNodesOnSelect: false,
}

/**
 * A design on a canvas: blocks, links and live figures. Controlled: it draws the design it is given and hands up one
 * DesignEdit for each gesture. React Flow holds a drag, the view and nothing else.
 */
export function DesignCanvas(props: DesignCanvasProps) {
  const [ui] = useState(createCanvasUi)
  return (
    <ReactFlowProvider>
      <CanvasFrame {...props} ui={ui} />
    </ReactFlowProvider>
  )
}

function CanvasFrame(props: DesignCanvasProps & { ui: CanvasUiStore }) {
  const { ui, design, selection, onSelect, onEdit, figures = null, palette = true, ref } = props
  const narrow = useNarrow()
  const mayEdit = props.readOnly !== true && onEdit !== undefined
  const readOnly = !mayEdit || narrow
  const flow: CanvasFlow = useReactFlow()
  const [canvas] = useState(() => new CanvasController(ui, flow))
  const symbols = `canvas-${useId().replaceAll(/[^A-Za-z0-9]/g, '')}`
  const [live] = useState(() => new LiveLayer(symbols))
  const inside = useMemo(
    () => ({ ui, live, symbols, rename: (id: string, name: string | null) => canvas.rename(id, name) }),
    [ui, live, symbols, canvas],
  )
  useLayoutEffect(() => {
    canvas.follow({
      design,
      selection,
      readOnly,
      onSelect,
      onEdit: onEdit ?? ignore,
      outside: { ...outsideOf(props, narrow), reading: (id) => live.spoken(id) },
    })
  })
  useEffect(() => live.follow(figures), [live, figures])
  useEffect(() => ui.subscribe(({ detail }) => live.setNear(detail)), [ui, live])
  useRegisteredShortcuts(canvasShortcuts)
  usePaletteGroups(() => canvasActions(canvas))
  useImperativeHandle(
    ref,
    () => ({
      reveal: (blocks) => canvas.focus.reveal(blocks),
      focusBlock: (id) => canvas.focus.block(id),
      addBlock: (kind) => canvas.add(kind),
    }),
    [canvas],
  )
  const kept = stillThere(selection, design)
  useEffect(() => {
    if (kept !== selection) onSelect(kept)
  }, [kept, selection, onSelect])
  return (
    <CanvasContext value={inside}>
      <div className="flex h-full min-h-0 w-full min-w-0">
        {palette && !readOnly && <BlockPalette onAdd={(kind) => canvas.add(kind)} />}
        <CanvasStage
          {...props}
          selection={kept}
          readOnly={readOnly}
          narrow={narrow}
          tooSmall={narrow && mayEdit}
          canvas={canvas}
        />
      </div>
    </CanvasContext>
  )
}

const ignore = () => {}

const outsideOf = (
  { onUndo, onRedo, onInspect, saveState, viewKey }: DesignCanvasProps,
  narrow: boolean,
): Omit<CanvasOutside, 'reading'> => ({
  undo: onUndo ?? ignore,
  redo: onRedo ?? ignore,
  inspect: onInspect ?? ignore,
  save: () => toast(saveState ?? 'Saved as you go.'),
  refused: (reason) => toast.error(reason),
  // A phone shows all of it first: what fits a large screen is off a small one.
  viewKey: narrow ? undefined : viewKey,
})

interface StageProps extends DesignCanvasProps {
  readOnly: boolean
  narrow: boolean
  /** It could be edited, were there room. */
  tooSmall: boolean
  canvas: CanvasController
}

/** So many fit on a phone with their names; of more one sees the shape. */
const FEW_BLOCKS = 40

function CanvasStage(props: StageProps) {
  const { design, readOnly, canvas } = props
  const { symbols } = useCanvas()
  const { detail, connecting } = useCanvasUi((ui) => ui)
  const keys = useCanvasKeys(canvas)
  return (
    <div
      className="design-canvas relative min-h-0 min-w-0 flex-1"
      data-detail={detail}
      data-few={design.blocks.length <= FEW_BLOCKS || undefined}
      data-connecting={connecting}
    >
      <CanvasSymbols />
      <CanvasFlowView {...props} keys={keys} />
      {design.blocks.length === 0 && (
        <EmptyCanvas
          readOnly={readOnly}
          tooSmall={props.tooSmall}
          onAdd={(kind) => canvas.add(kind)}
          onExample={props.onExample}
          onList={props.onList}
        />
      )}
      <CanvasPopups canvas={canvas} design={design} run={keys.run} copy={keys.copy} paste={keys.paste} />
      <p id={`${symbols}-help`} className="sr-only">
        {readOnly
          ? 'Alt with the arrow keys goes from block to block.'
          : 'Alt with the arrow keys goes from block to block, slash adds one, C connects, question mark lists all keys. The list view does the same as a form.'}
      </p>
      <Announcer />
    </div>
  )
}

/** React Flow with our blocks and links in it, told to leave the keyboard and the document to us. */
function CanvasFlowView(props: StageProps & { keys: CanvasKeys }) {
  const { design, selection, readOnly, narrow, canvas, keys, findings = noFindings, sources = noSources } = props
  const { symbols } = useCanvas()
  const { moved, tool, snap, freely, minimap, seesAll, detail } = useCanvasUi((ui) => ui)
  const places = useMemo(() => placesOf(design), [design])
  const shown = useMemo(() => (moved === null ? places : new Map([...places, ...moved])), [places, moved])
  const nodes = useFewAtATime(useBlockNodes(design, shown, useSet(selection.blocks), findings, sources))
  const bundled = !detail && design.links.length >= BUNDLE_FROM_LINKS
  const edges = useLinkEdges(design, useSet(selection.links), { places, readOnly, bundled })
  const { attach } = canvas
  const events = useCanvasEvents(canvas)
  const panning = readOnly || tool === 'hand'
  useDrawingRests(canvas, places)
  return (
    <ReactFlow
      ref={attach}
      nodes={nodes}
      edges={edges}
      aria-label={canvasLabel(design)}
      aria-describedby={`${symbols}-help`}
      tabIndex={0}
      {...fixedProps}
      {...keys.handlers}
      {...events}
      nodesDraggable={!panning}
      nodesConnectable={!readOnly}
      selectionOnDrag={!panning}
      panOnDrag={panning ? true : middleButton}
      panOnScroll={!narrow}
      snapToGrid={snap && !freely}
    >
      {bundled && <LinkBundle links={design.links} places={shown} />}
      {detail && <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />}
      {minimap && !seesAll && !narrow && (
        <MiniMap
          pannable
          zoomable
          style={mapSize}
          className="max-md:hidden!"
          nodeBorderRadius={12}
          position="bottom-right"
        />
      )}
      <CanvasToolbar
        readOnly={readOnly}
        canUndo={props.canUndo ?? props.onUndo !== undefined}
        canRedo={props.canRedo ?? props.onRedo !== undefined}
        run={keys.run}
      />
    </ReactFlow>
  )
}

function Announcer() {
  const { text, count } = useCanvasUi((ui) => ui.announcement)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <span key={count}>{text}</span>
    </div>
  )
}

/** A changed drawing may reach beyond the screen, or no longer. */
function useDrawingRests(canvas: CanvasController, places: Places): void {
  const drawn = useRef<Places | null>(null)
  useEffect(() => {
    if (drawn.current !== places) {
      canvas.focus.fitIfOwed()
      canvas.view.rests()
    }
    drawn.current = places
  }, [canvas, places])
}

/** The same set for as long as it holds the same. */
function useSet(ids: readonly string[]): ReadonlySet<string> {
  return useMemo(() => new Set(ids), [ids])
}
