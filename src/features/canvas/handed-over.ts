import type { Design } from '@/core/design/schema'
import { parseDesignText } from '@/core/design/validate'

const KEY = 'dryrun-canvas-handed-over'

/** Leaves a design for the canvas of this tab. False where the browser keeps nothing. */
export function handOver(store: Pick<Storage, 'setItem'>, design: Design): boolean {
  try {
    store.setItem(KEY, JSON.stringify(design))
    return true
  } catch {
    return false
  }
}

/** The design that was left for the canvas, once; null when there is none. */
export function takeHandedOver(store: Pick<Storage, 'getItem' | 'removeItem'>): Design | null {
  try {
    const text = store.getItem(KEY)
    if (text === null) return null
    store.removeItem(KEY)
    const parsed = parseDesignText(text)
    return parsed.ok ? parsed.design : null
  } catch {
    return null
  }
}
