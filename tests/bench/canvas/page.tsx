import { StrictMode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { findingsOf } from '@/core/design/findings'
import { DesignCanvas } from '@/features/canvas/components/design-canvas'
import { Figures } from '@/features/canvas/figures'
import { nothingSelected } from '@/features/canvas/selection'
import '@/app/globals.css'
import { largeDesign } from './large-design'
import { startFigures } from './moving-figures'

/** The canvas with a large design whose figures change ten times a second, as during a run. `?blocks=1000` */
function Page({ blocks }: { blocks: number }) {
  const design = useMemo(() => largeDesign(blocks), [blocks])
  const [figures] = useState(() => new Figures())
  const [selection, setSelection] = useState(nothingSelected)
  useEffect(() => startFigures(figures, design), [figures, design])
  return (
    <div style={{ height: '100dvh' }}>
      <DesignCanvas
        design={design}
        onEdit={() => {}}
        selection={selection}
        onSelect={setSelection}
        figures={figures}
        findings={findingsOf(design)}
      />
    </div>
  )
}

declare global {
  interface Window {
    /** When each frame was drawn, since the bench last emptied it; ms. */
    frameTimes: number[]
  }
}
window.frameTimes = []
requestAnimationFrame(function note(time) {
  window.frameTimes.push(time)
  requestAnimationFrame(note)
})

const blocks = Number(new URLSearchParams(location.search).get('blocks') ?? 200)
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page blocks={blocks} />
  </StrictMode>,
)
