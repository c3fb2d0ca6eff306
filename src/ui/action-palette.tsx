'use client'

import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Kbd } from './display'

export interface PaletteAction {
  id: string
  label: string
  /** Other words by which it is found. */
  keywords?: readonly string[]
  icon?: ReactNode
  /** Shown at the right: a shortcut, a figure. */
  hint?: string
  onSelect: () => void
}

export interface PaletteGroup {
  heading: string
  actions: readonly PaletteAction[]
}

export interface ActionPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly PaletteGroup[]
  placeholder: string
}

/** Finds any action by a few letters. Load it lazily: most people never open it. */
export function ActionPalette({ open, onOpenChange, groups, placeholder }: ActionPaletteProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <BaseDialog.Popup
          aria-label="Find an action"
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-md border border-line bg-raised text-ink shadow-float outline-none"
        >
          <Command label="Find an action" loop>
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
                        onSelect={() => {
                          onOpenChange(false)
                          action.onSelect()
                        }}
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
