'use client'

import { FilePlus2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { emptySheet } from '@/core/estimate/sheet'
import { failureText, isAppError, trpcClient } from '@/features/transport/trpc-client'
import { AskTwice } from '@/ui/ask-twice'
import { Button } from '@/ui/button'
import { Badge, Notice } from '@/ui/display'
import { Dialog } from '@/ui/overlay'
import { toast } from '@/ui/toaster'
import type { SavedSheetRow } from '../queries'
import { digestOf, noHome, type SheetAside } from '../sheet-home'
import type { SheetHomeControl } from '../use-sheet-home'
import { OpenOther } from './open-other'

export interface SavedSheetsProps {
  control: SheetHomeControl
  isEmpty: boolean
  onClose: () => void
}

/** The sheets that a person saved: opening one, and beginning a new one. */
export function SavedSheets({ control, isEmpty, onClose }: SavedSheetsProps) {
  const [rows, setRows] = useState<readonly SavedSheetRow[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [chosen, setChosen] = useState<SheetAside | null>(null)
  useEffect(() => {
    listSheets().then(setRows, (error: unknown) => setFailure(failureText(error)))
  }, [])

  function open(other: SheetAside) {
    if (control.hasUnsaved) return setChosen(other)
    control.open(other)
    onClose()
  }
  async function read(id: string) {
    try {
      const { title, sheet, rev } = await trpcClient.estimates.read.query({ id })
      open({ sheet, home: { title, saved: { id, rev, digest: digestOf(title, sheet) } } })
    } catch (error) {
      toast.error(failureText(error))
    }
  }
  async function remove(id: string) {
    try {
      await trpcClient.estimates.remove.mutate({ id })
      setRows((before) => before?.filter((row) => row.id !== id) ?? null)
    } catch (error) {
      toast.error(failureText(error))
    }
  }
  if (chosen) return <OpenOther control={control} other={chosen} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Your sheets"
      description="Saved on the server, for you alone until you share one."
      footer={
        <>
          {control.canGoBack && (
            <Button
              icon={<Undo2 size={14} aria-hidden />}
              onClick={() => {
                control.goBack()
                onClose()
              }}
            >
              Back to the sheet before
            </Button>
          )}
          <Button
            icon={<FilePlus2 size={14} aria-hidden />}
            disabled={isEmpty}
            onClick={() => open({ sheet: emptySheet, home: noHome })}
          >
            New sheet
          </Button>
        </>
      }
    >
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      {rows === null && failure === null && <p className="text-ink-2">Looking for your sheets ...</p>}
      {rows?.length === 0 && <p className="text-ink-2">None yet: “Save” puts the sheet on this page here.</p>}
      {rows !== null && rows.length > 0 && (
        <ul aria-label="Saved sheets" className="divide-y divide-line rounded-md border border-line">
          {rows.map((row) => (
            <SheetRow
              key={row.id}
              row={row}
              isHere={row.id === control.home.saved?.id}
              onOpen={() => void read(row.id)}
              onRemove={() => remove(row.id)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** Whoever is nobody yet has none. */
async function listSheets(): Promise<readonly SavedSheetRow[]> {
  try {
    return await trpcClient.estimates.list.query()
  } catch (error) {
    if (isAppError(error) && error.data?.code === 'UNAUTHORIZED') return []
    throw error
  }
}

const savedAt = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

interface SheetRowProps {
  row: SavedSheetRow
  /** It is the one on the page. */
  isHere: boolean
  onOpen: () => void
  onRemove: () => Promise<void>
}

function SheetRow({ row: { title, updatedAt, links }, isHere, onOpen, onRemove }: SheetRowProps) {
  return (
    <li className="flex items-start gap-2 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <button
            type="button"
            onClick={onOpen}
            className="min-w-0 rounded-sm text-start font-medium wrap-anywhere hover:text-accent hover:underline"
          >
            {title}
          </button>
          {isHere && <Badge tone="accent">On this page</Badge>}
        </p>
        <p className="text-sm text-ink-3">
          Saved {savedAt.format(updatedAt)}
          {links > 0 && ` · ${links} ${links === 1 ? 'link' : 'links'}`}
        </p>
      </div>
      <AskTwice
        verb="Remove"
        what={title}
        {...(links > 0 && { really: 'Really remove, with its links' })}
        variant="quiet"
        onConfirm={onRemove}
      />
    </li>
  )
}
