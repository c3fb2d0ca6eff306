'use client'

import { useState, useSyncExternalStore } from 'react'
import { findingsOf } from '@/core/design/findings'
import { exampleDesign } from '../example-design'
import { KeptDesign } from '../kept-design'
import { nothingSelected } from '../selection'
import { DesignCanvas } from './design-canvas'

export function FreeCanvas() {
  const [kept] = useState(() => new KeptDesign(localStorage))
  const { design, canUndo, canRedo } = useSyncExternalStore(kept.subscribe, kept.getState)
  const [selection, setSelection] = useState(nothingSelected)
  return (
    <div className="h-[calc(100dvh-44px)]">
      <DesignCanvas
        design={design}
        onEdit={kept.edit}
        selection={selection}
        onSelect={setSelection}
        findings={findingsOf(design)}
        onUndo={kept.undo}
        onRedo={kept.redo}
        canUndo={canUndo}
        canRedo={canRedo}
        viewKey="free"
        onExample={() => kept.edit({ type: 'design-replaced', design: exampleDesign })}
      />
    </div>
  )
}
