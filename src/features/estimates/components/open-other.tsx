'use client'

import { useState } from 'react'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import type { SheetAside } from '../sheet-home'
import { trySave } from '../try-save'
import type { SheetHomeControl } from '../use-sheet-home'

export interface OpenOtherProps {
  control: SheetHomeControl
  /** The sheet that is to be shown. */
  other: SheetAside
  onClose: () => void
}

/** Asks what becomes of the sheet on the page before another takes its place. */
export function OpenOther({ control, other, onClose }: OpenOtherProps) {
  const [isSaving, setIsSaving] = useState(false)
  const isNew = other.sheet.cells.length === 0
  function open() {
    control.open(other)
    onClose()
  }
  async function saveFirst() {
    setIsSaving(true)
    if (await trySave(control)) open()
    setIsSaving(false)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={isNew ? 'Begin a new sheet' : `Open “${other.home.title}”`}
      description="The sheet on this page has something that is not saved. It is put aside either way: “Back to the sheet before” under Sheets brings it back, until another is put aside."
      footer={
        <>
          <Button onClick={open}>{isNew ? 'Begin without saving' : 'Open without saving'}</Button>
          <Button variant="primary" disabled={isSaving} onClick={() => void saveFirst()}>
            {isSaving ? 'Saving ...' : 'Save it first'}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">“{control.home.title.trim() || 'Untitled estimates'}” is what is on the page now.</p>
    </Dialog>
  )
}
