'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useMemo } from 'react'
import { classNames } from './class-names'
import type { MenuEntry } from './overlay'

export interface PointMenuProps {
  /** Name of the menu. */
  label: string
  /** Where it opens: viewport pixels. */
  at: { x: number; y: number }
  entries: readonly (MenuEntry | 'separator')[]
  onClose: () => void
}

/** A menu at a point of the screen: what a right click, Shift+F10 or a long press opens. Shown while it is rendered. */
export function PointMenu({ label, at, entries, onClose }: PointMenuProps) {
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }), [at.x, at.y])
  return (
    <BaseMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <BaseMenu.Portal>
        <BaseMenu.Positioner anchor={anchor} side="bottom" align="start" className="z-50">
          <BaseMenu.Popup
            aria-label={label}
            className="max-h-[80dvh] min-w-52 overflow-auto rounded-md border border-line bg-raised p-1 text-ink shadow-float outline-none"
          >
            {entries.map((entry, index) =>
              entry === 'separator' ? (
                // eslint-disable-next-line react/no-array-index-key -- separators have no identity of their own
                <BaseMenu.Separator key={`separator-${index}`} className="my-1 h-px bg-line" />
              ) : (
                <BaseMenu.Item
                  key={entry.id}
                  disabled={entry.disabled}
                  onClick={entry.onSelect}
                  className={classNames(
                    'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:opacity-50 data-highlighted:bg-sunken',
                    entry.danger && 'text-bad',
                  )}
                >
                  {entry.icon}
                  <span className="flex-1">{entry.label}</span>
                  {entry.hint && <kbd className="ps-4 font-sans text-xs text-ink-3">{entry.hint}</kbd>}
                </BaseMenu.Item>
              ),
            )}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
