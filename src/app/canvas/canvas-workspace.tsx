'use client'

import dynamic from 'next/dynamic'

/** Drawn in the browser alone: the design is kept there, and the server knows nothing of it. */
const FreeCanvas = dynamic(
  () => import('@/features/canvas/components/free-canvas').then((module) => module.FreeCanvas),
  {
    ssr: false,
    loading: () => <p className="p-6 text-ink-2">Opening the canvas…</p>,
  },
)

export function CanvasWorkspace() {
  return <FreeCanvas />
}
