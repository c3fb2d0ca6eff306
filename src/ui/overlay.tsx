'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Popover as BasePopover } from '@base-ui/react/popover'
import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { IconButton } from './button'
import { classNames } from './class-names'

const floating = 'rounded-md border border-line bg-raised text-ink shadow-float outline-none'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: string
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
}

export function Dialog({ open, onOpenChange, title, description, children, footer, wide }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <BaseDialog.Popup
          className={classNames(
            floating,
            'fixed top-1/2 left-1/2 z-50 flex max-h-[min(85dvh,760px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col',
            wide ? 'max-w-[720px]' : 'max-w-[460px]',
          )}
        >
          <header className="flex items-start gap-3 border-b border-line py-3 ps-4 pe-2">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-md font-semibold">{title}</BaseDialog.Title>
              {description && <BaseDialog.Description className="text-ink-2">{description}</BaseDialog.Description>}
            </div>
            <BaseDialog.Close render={<IconButton label="Close" />}>
              <X size={16} aria-hidden />
            </BaseDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  /** Shown at the right: a shortcut. */
  hint?: string
  disabled?: boolean
  danger?: boolean
  onSelect: () => void
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  entries: readonly (MenuEntry | 'separator')[]
  align?: 'start' | 'center' | 'end'
  /** Open as soon as it is there. */
  defaultOpen?: boolean
}

export function Menu({ trigger, entries, align = 'start', defaultOpen }: MenuProps) {
  return (
    <BaseMenu.Root defaultOpen={defaultOpen}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-50">
          <BaseMenu.Popup className={classNames(floating, 'max-h-[60dvh] min-w-44 overflow-auto p-1')}>
            <MenuEntries entries={entries} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

function MenuEntries({ entries }: Pick<MenuProps, 'entries'>) {
  return entries.map((entry, index) =>
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
  )
}

export interface TooltipProps {
  content: ReactNode
  children: ReactElement
  side?: 'top' | 'bottom' | 'left' | 'right'
}

/** For detail that is nice to have; what a person must know stands on the screen. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} delay={400} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className="z-50">
          <BaseTooltip.Popup className={classNames(floating, 'max-w-72 px-2 py-1 text-sm')}>
            {content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}

export interface PopoverProps {
  trigger: ReactElement
  title?: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

export function Popover({ trigger, title, children, align = 'start', open, onOpenChange }: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align={align} className="z-50">
          <BasePopover.Popup className={classNames(floating, 'max-w-[min(420px,calc(100vw-16px))] p-3')}>
            {title && <BasePopover.Title className="mb-2 font-semibold">{title}</BasePopover.Title>}
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
