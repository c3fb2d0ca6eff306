import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand'
import { createStore, useStore } from 'zustand'
import type { Joint } from '../canvas-edits'
import type { Point } from '@/core/design/drawing/geometry'
import type { LiveLayer } from './live-layer'

/** Below this zoom a block is a plain box with its state: text would be too small to read. */
export const DETAIL_FROM_ZOOM = 0.45

/** Something that floats over the canvas, at a place of the screen. */
export type Popup =
  | { kind: 'add'; at: Point; place: Point; joint: Joint | null }
  | { kind: 'connect'; at: Point; from: string }
  | { kind: 'find'; at: Point }
  | { kind: 'menu'; at: Point; place: Point }

export type Tool = 'select' | 'hand'

/** What the canvas knows and the document does not. */
export interface CanvasUi {
  tool: Tool
  snap: boolean
  /** Ctrl is held while blocks are dragged: they go anywhere. */
  freely: boolean
  /** The overview map is wanted. It is shown when not all of the drawing is on the screen. */
  minimap: boolean
  seesAll: boolean
  /** Whether blocks show their text: they are near enough. */
  detail: boolean
  /** Where blocks are drawn while a gesture moves them; the document hears of it when the gesture ends. */
  moved: ReadonlyMap<string, Point> | null
  /** The block whose name is being written. */
  renaming: string | null
  /** A link is being drawn. */
  connecting: boolean
  popup: Popup | null
  /** Told to screen readers; counts, so that the same words twice are told twice. */
  announcement: { text: string; count: number }
}

export type CanvasUiStore = StoreApi<CanvasUi>

export const createCanvasUi = (): CanvasUiStore =>
  createStore<CanvasUi>(() => ({
    tool: 'select',
    snap: true,
    freely: false,
    minimap: true,
    seesAll: true,
    detail: true,
    moved: null,
    renaming: null,
    connecting: false,
    popup: null,
    announcement: { text: '', count: 0 },
  }))

export interface CanvasInside {
  ui: CanvasUiStore
  live: LiveLayer
  /** The prefix of this canvas's markers and symbols. */
  symbols: string
  /** Ends the writing of a name; null leaves it as it was. */
  rename: (id: string, name: string | null) => void
}

export const CanvasContext = createContext<CanvasInside | null>(null)

export function useCanvas(): CanvasInside {
  const inside = useContext(CanvasContext)
  if (inside === null) throw new Error('used outside of a DesignCanvas')
  return inside
}

export function useCanvasUi<T>(pick: (ui: CanvasUi) => T): T {
  return useStore(useCanvas().ui, pick)
}

export function announce(ui: CanvasUiStore, text: string): void {
  ui.setState(({ announcement }) => ({ announcement: { text, count: announcement.count + 1 } }))
}
