'use client'

import { Copy } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import { EstimateSheet } from '@/features/estimates/components/estimate-sheet'
import { SelectedCell } from '@/features/estimates/components/selected-cell'
import { SheetExport } from '@/features/estimates/components/sheet-export'
import { handOverSheet } from '@/features/estimates/sheet-home'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { toast } from '@/ui/toaster'

export interface SheetViewerProps {
  title: string
  sheet: Sheet
  /** Whose it is, in words. */
  by: string
}

/** Somebody else's sheet: everything about it can be read. Only a copy of it can be changed. */
export function SheetViewer({ title, sheet, by }: SheetViewerProps) {
  const [selected, setSelected] = useState<string | null>(null)
  const takeCopy = useCopy(title, sheet)
  usePaletteGroups(() => [
    {
      heading: 'Estimates',
      actions: [
        { id: 'sheet-copy', label: 'Take a copy of the sheet', keywords: ['fork', 'edit'], onSelect: takeCopy },
      ],
    },
  ])
  return (
    <div className="flex min-h-0 flex-1" data-ready>
      <div className="min-w-0 flex-1 px-4 py-4">
        <div className="mx-auto max-w-[1080px]">
          <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-lg font-semibold wrap-anywhere">{title}</h1>
            <span className="text-ink-2">{by}</span>
            <span className="flex-1" />
            <Button size="sm" variant="primary" icon={<Copy size={14} aria-hidden />} onClick={takeCopy}>
              Take a copy
            </Button>
            <SheetExport sheet={() => sheet} title={title} />
          </header>
          <EstimateSheet value={sheet} onEdit={nothing} readOnly details="panel" onSelect={setSelected} />
        </div>
      </div>
      <aside
        aria-label="Details"
        className="w-(--panel-width) shrink-0 overflow-auto border-s border-line bg-surface p-4 max-lg:hidden"
      >
        {selected === null ? (
          <p className="text-ink-2">Choose a cell to see how it came about.</p>
        ) : (
          <SelectedCell value={sheet} cellId={selected} onEdit={nothing} readOnly />
        )}
      </aside>
    </div>
  )
}

const nothing = () => {}

/** To one's own estimates, which need no account. What is there is asked about before anything takes its place. */
function useCopy(title: string, sheet: Sheet): () => void {
  const router = useRouter()
  return () => {
    // Links of cells lead into a design that the copy does not have.
    const cells = sheet.cells.map(({ link: _link, ...cell }) => cell)
    if (handOverSheet(sessionStorage, title, { ...sheet, cells })) router.push('/estimates')
    else toast.error('This browser keeps nothing for other pages: export the sheet and import it there.')
  }
}
