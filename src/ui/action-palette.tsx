'use client'

import { Command } from 'cmdk'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import type { PaletteAction, PaletteGroup } from './commands'
import { Kbd } from './display'

export interface ActionPaletteProps {
  groups: readonly PaletteGroup[]
  placeholder: string
  /** With what was chosen, or null. Gives the focus back and does it: here nothing is done. */
  onClose: (chosen: PaletteAction | null) => void
}

/** Finds any action by a few letters. Load it lazily: most people never open it. */
export function ActionPalette({ groups, placeholder, onClose }: ActionPaletteProps) {
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && onClose(null)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <BaseDialog.Popup
          aria-label="Find an action"
          finalFocus={false}
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-md border border-line bg-raised text-ink shadow-float outline-none"
        >
          <Command ref={saySelected} label="Find an action" loop>
            <Command.Input
              placeholder={placeholder}
              className="h-11 w-full border-b border-line bg-transparent px-4 text-md outline-none placeholder:text-ink-3"
            />
            <Command.List className="max-h-[min(50dvh,400px)] overflow-auto p-1">
              <Command.Empty className="px-3 py-4 text-ink-2">Nothing is called that. Try fewer letters.</Command.Empty>
              {groups
                .filter((group) => group.actions.length > 0)
                .map((group) => (
                  <Command.Group
                    key={group.heading}
                    heading={group.heading}
                    className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
                  >
                    {group.actions.map((action) => (
                      <Command.Item
                        key={action.id}
                        value={action.id}
                        keywords={[action.label, ...(action.keywords ?? [])]}
                        onSelect={() => onClose(action)}
                        className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-accent-soft"
                      >
                        <span className="flex w-4 justify-center text-ink-3">{action.icon}</span>
                        <span className="min-w-0 flex-1 truncate">{action.label}</span>
                        {action.hint && <Kbd>{action.hint}</Kbd>}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ))}
            </Command.List>
          </Command>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

/**
 * Tells screen readers which entry is selected. cmdk looks that up before it has drawn the entries that go with what was
 * typed, and so names one that may be gone.
 */
function saySelected(box: HTMLElement | null) {
  if (!box) return undefined
  const say = () => {
    const id = box.querySelector('[cmdk-item][aria-selected=true]')?.id
    for (const owner of box.querySelectorAll('[cmdk-input], [cmdk-list]')) {
      if (id === undefined) owner.removeAttribute('aria-activedescendant')
      else owner.setAttribute('aria-activedescendant', id)
    }
  }
  const observer = new MutationObserver(say)
  observer.observe(box, { subtree: true, childList: true, attributeFilter: ['aria-selected'] })
  return () => observer.disconnect()
}
