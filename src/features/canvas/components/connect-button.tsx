'use client'

import { Spline } from 'lucide-react'
import { useState } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import type { Design } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { Popover } from '@/ui/overlay'
import { connect } from '../canvas-edits'
import { titleOf, wiringOf } from '../wiring'
import { targetEntries } from './block-entries'
import { PickList } from './pick-list'

export interface ConnectButtonProps {
  design: Design
  /** Id of the block that will call. */
  from: string
  onEdit: (edit: DesignEdit) => void
  /** Told what was done, for a live region. */
  say?: (text: string) => void
}

/** Connects a block to one picked from a list: the way without dragging. */
export function ConnectButton({ design, from, onEdit, say }: ConnectButtonProps) {
  const [open, setOpen] = useState(false)
  const title = titleOf(wiringOf(design), from)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="quiet" icon={<Spline size={14} aria-hidden />}>
          Connect to…<span className="sr-only"> from {title}</span>
        </Button>
      }
    >
      {open && (
        <div className="-m-3">
          <PickList
            label={`Connect ${title} to`}
            placeholder={`Connect ${title} to…`}
            entries={targetEntries(design, from)}
            empty="No block is called that."
            onCancel={() => setOpen(false)}
            onPick={(to) => {
              const outcome = connect(design, from, to)
              setOpen(false)
              if (!outcome.ok) return
              onEdit(outcome.edit)
              say?.(outcome.said)
            }}
          />
        </div>
      )}
    </Popover>
  )
}
