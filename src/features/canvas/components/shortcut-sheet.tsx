'use client'

import { Kbd } from '@/ui/display'
import { Dialog } from '@/ui/overlay'
import { keyCaps } from '../key-caps'
import { type ShortcutGroup, useShortcutGroups } from '../shortcut-registry'

export interface ShortcutSheetProps {
  /** What works on every screen; the screen's own keys stand after it. */
  everywhere: readonly ShortcutGroup[]
  onClose: () => void
}

/** Every shortcut that works where one is. */
export function ShortcutSheet({ everywhere, onClose }: ShortcutSheetProps) {
  const groups = useShortcutGroups(everywhere)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Keyboard shortcuts"
      description="On a Mac, Ctrl is ⌘. Single letters work while the canvas has the focus."
      wide
    >
      <div
        className="columns-2 gap-8 max-sm:columns-1"
        role="group"
        aria-label="Shortcuts"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and holds nothing else to focus
        tabIndex={0}
      >
        {groups.map((group) => (
          <section key={group.title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ label, keys }) => (
                <div key={label} className="flex items-baseline justify-between gap-3 border-b border-line py-1">
                  <dt className="min-w-0 text-ink-2">{label}</dt>
                  <dd className="flex shrink-0 flex-wrap justify-end gap-x-2 gap-y-1">
                    {keys.map((key) => (
                      <span key={key} className="flex gap-0.5">
                        {keyCaps(key).map((part) => (
                          <Kbd key={part}>{part}</Kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
