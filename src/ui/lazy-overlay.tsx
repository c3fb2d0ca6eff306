'use client'

import { cloneElement, lazy, type ReactElement, Suspense, useState } from 'react'
import { whenReachable } from './fetched-part'
import type { MenuProps, PopoverProps } from './overlay'

/*
 * Menus and popovers whose code comes when somebody first points at or reaches their button. A page full of rows has many
 * of them, and most people open few.
 */
const load = whenReachable(() => import('./overlay'))
const ahead = () => void load().catch(() => undefined)
const Menu = lazy(() => load().then((module) => ({ default: module.Menu })))
const Popover = lazy(() => load().then((module) => ({ default: module.Popover })))

interface TriggerProps {
  'aria-haspopup': 'menu' | 'dialog'
  'aria-expanded': boolean
  onClick: () => void
  onPointerEnter: () => void
  onFocus: () => void
}

/** The button as it is before its overlay was ever wanted. */
function closed(trigger: ReactElement, popup: TriggerProps['aria-haspopup'], onClick: () => void) {
  const props: TriggerProps = {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onClick,
    onPointerEnter: ahead,
    onFocus: ahead,
  }
  return cloneElement(trigger as ReactElement<TriggerProps>, props)
}

export function LazyMenu(props: Omit<MenuProps, 'defaultOpen'>) {
  const [isWanted, setIsWanted] = useState(false)
  const button = closed(props.trigger, 'menu', () => setIsWanted(true))
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Menu {...props} defaultOpen />
    </Suspense>
  )
}

export function LazyPopover(props: Omit<PopoverProps, 'open' | 'onOpenChange'>) {
  const [isWanted, setIsWanted] = useState(false)
  const [isOpen, setIsOpen] = useState(true)
  const button = closed(props.trigger, 'dialog', () => setIsWanted(true))
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Popover {...props} open={isOpen} onOpenChange={setIsOpen} />
    </Suspense>
  )
}
