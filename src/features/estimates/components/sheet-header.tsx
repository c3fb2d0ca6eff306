'use client'

import { FolderOpen, Save } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { whenReachable } from '@/ui/fetched-part'
import { SAVED_SHEET_LIMITS } from '../saved-sheet-input'
import { trySave } from '../try-save'
import type { SheetHomeControl } from '../use-sheet-home'

// Fetched when somebody looks for a saved sheet: most visits do not.
const SavedSheets = dynamic(
  whenReachable(() => import('./saved-sheets').then((module) => module.SavedSheets)),
  { ssr: false },
)

export interface SheetHeaderProps {
  control: SheetHomeControl
  isEmpty: boolean
  /** The browser refuses to keep the sheet. */
  isLost: boolean
  /** More to do with the sheet, at the right. */
  children: ReactNode
}

/** What the sheet is called, where it is kept, and what can be done with the whole of it. */
export function SheetHeader({ control, isEmpty, isLost, children }: SheetHeaderProps) {
  const [isListing, setIsListing] = useState(false)
  const save = () => void trySave(control)
  usePaletteGroups(() => [
    {
      heading: 'Estimates',
      actions: [
        { id: 'sheet-save', label: 'Save the sheet', keywords: ['keep', 'server'], onSelect: save },
        { id: 'sheets', label: 'Open a saved sheet', keywords: ['list', 'new'], onSelect: () => setIsListing(true) },
      ],
    },
  ])
  return (
    <header className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1">
      <h1 className="sr-only">Estimates</h1>
      <input
        type="text"
        aria-label="Title of the sheet"
        placeholder="Untitled estimates"
        value={control.home.title}
        maxLength={SAVED_SHEET_LIMITS.titleChars}
        onChange={(event) => control.setTitle(event.target.value)}
        className="-ms-1.5 h-8 min-w-0 flex-1 rounded-sm border border-transparent bg-transparent px-1.5 text-lg font-semibold text-ellipsis text-ink placeholder:text-ink-2 hover:border-line focus:border-transparent focus-visible:-outline-offset-1 max-sm:basis-full"
      />
      <span className="text-sm text-ink-2 max-sm:flex-1">
        <Whereabouts control={control} isEmpty={isEmpty} isLost={isLost} />
      </span>
      <span className="flex items-center gap-1">
        <Button
          size="sm"
          variant="quiet"
          icon={<FolderOpen size={14} aria-hidden />}
          onClick={() => setIsListing(true)}
        >
          <span className="max-sm:sr-only">Sheets</span>
        </Button>
        <Button
          size="sm"
          variant="quiet"
          icon={<Save size={14} aria-hidden />}
          disabled={isEmpty || !control.hasUnsaved}
          onClick={save}
        >
          <span className="max-sm:sr-only">Save</span>
        </Button>
        {children}
      </span>
      {isListing && <SavedSheets control={control} isEmpty={isEmpty} onClose={() => setIsListing(false)} />}
    </header>
  )
}

function Whereabouts({ control: { home, hasUnsaved }, isEmpty, isLost }: Omit<SheetHeaderProps, 'children'>) {
  if (isLost)
    return (
      <span role="alert" className="text-bad">
        This browser does not keep it: save or export it before you leave.
      </span>
    )
  if (home.saved === null || isEmpty) return 'Kept in this browser'
  return hasUnsaved ? 'Changed since it was saved' : 'Saved'
}
