'use client'

import { Copy } from 'lucide-react'
import { useMemo } from 'react'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import { workingOf } from '@/core/estimate/working'
import { Button, IconButton } from '@/ui/button'
import { copyText } from '../copy-text'
import type { SheetFigures } from '../sheet-figures'
import { useCellFigures } from '../use-sheet-figures'
import { WorkingView } from './working-view'

export interface CellWorkingProps {
  figures: SheetFigures
  result: CellResult
}

/** How a cell came about: line by line, to copy, and as one says it in an interview. */
export function CellWorking({ figures, result }: CellWorkingProps) {
  // A result is another object whenever something that it stands on has changed.
  const working = useMemo(() => workingOf(figures.resultNow(), result.id), [figures, result])
  const { hand } = useCellFigures(figures, result.id)
  if (!working) return null
  const { steps, text, tex, aloud } = working
  return (
    <div className="flex flex-col gap-3">
      <div>
        <WorkingView steps={steps} />
        {result.others.length > 0 && <p className="mt-1 text-sm text-ink-2">Also {result.others.join(', ')}.</p>}
        {steps.length > 0 && (
          <div className="-ms-2 mt-1 flex flex-wrap">
            <CopyButton onClick={() => void copyText(text, 'Copied the working as text.')}>Copy as text</CopyButton>
            <CopyButton onClick={() => void copyText(tex, 'Copied the working as TeX.')}>Copy as TeX</CopyButton>
          </div>
        )}
      </div>
      {hand && hand.working.length > 0 && (
        <div>
          <p className="mb-1 text-xs font-medium text-ink-3">By hand, rounded at every step</p>
          <WorkingView steps={hand.working} />
          {hand.warning !== undefined && <p className="mt-1 text-sm text-warn">{hand.warning}</p>}
        </div>
      )}
      <div>
        <p className="mb-1 text-xs font-medium text-ink-3">Say it aloud</p>
        <div className="flex items-start gap-1 border-s-2 border-accent ps-2">
          <p className="min-w-0 flex-1 text-base text-ink">{aloud}</p>
          <IconButton
            size="sm"
            label="Copy the sentence"
            className="-my-0.5 text-ink-3"
            onClick={() => void copyText(aloud, 'Copied the sentence.')}
          >
            <Copy size={13} aria-hidden />
          </IconButton>
        </div>
      </div>
    </div>
  )
}

const CopyButton = ({ onClick, children }: { onClick: () => void; children: string }) => (
  <Button size="sm" variant="quiet" icon={<Copy size={13} aria-hidden />} onClick={onClick}>
    {children}
  </Button>
)
