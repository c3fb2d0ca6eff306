import { useEffect, useMemo, useState } from 'react'

/** As many come and go at once, as nobody notices. */
const AT_ONCE = 16
/** Of more, so many are drawn from one frame to the next; but all in a few frames, as each goes through all that is there. */
const A_FRAME = 48
const FRAMES = 12

interface Drawable {
  id: string
  hidden?: boolean
}

type Drawn<T> = ReadonlyMap<string, T>

/**
 * The same nodes, but a paste of hundreds is drawn over a few frames, so that the page answers meanwhile. Those that are
 * gone are hidden for a frame before they leave the list: React Flow asks the nodes that it shows about themselves while it
 * forgets them, which takes longer than all the rest of removing them.
 */
export function useFewAtATime<T extends Drawable>(nodes: T[]): T[] {
  const [drawn, setDrawn] = useState<Drawn<T>>(() => new Map())
  const next = useMemo(() => stepOf(nodes, drawn), [nodes, drawn])
  const isDone = next.fresh.length === 0 && next.gone.length === 0
  const isSmall = next.fresh.length + next.gone.length <= AT_ONCE
  if (isSmall && !isDone) setDrawn(byId(nodes))
  useEffect(() => {
    if (isDone) return
    const count = Math.max(A_FRAME, Math.ceil((next.old.length + next.fresh.length) / FRAMES))
    const frame = requestAnimationFrame(() => setDrawn(byId([...next.old, ...next.fresh.slice(0, count)])))
    return () => cancelAnimationFrame(frame)
  }, [next, isDone])
  return useMemo(
    () => (isSmall ? nodes : [...next.old, ...next.gone.map((node) => ({ ...node, hidden: true }))]),
    [isSmall, nodes, next],
  )
}

interface Step<T> {
  /** Drawn, and still there. */
  old: T[]
  /** To be drawn. */
  fresh: T[]
  /** Drawn, and not there any more. */
  gone: T[]
}

function stepOf<T extends Drawable>(nodes: readonly T[], drawn: Drawn<T>): Step<T> {
  const ids = new Set(nodes.map(({ id }) => id))
  return {
    old: nodes.filter(({ id }) => drawn.has(id)),
    fresh: nodes.filter(({ id }) => !drawn.has(id)),
    gone: [...drawn.values()].filter(({ id }) => !ids.has(id)),
  }
}

const byId = <T extends Drawable>(nodes: readonly T[]): Drawn<T> => new Map(nodes.map((node) => [node.id, node]))
