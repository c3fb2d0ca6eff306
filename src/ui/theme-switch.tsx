'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './button'

export type Theme = 'system' | 'light' | 'dark'
const KEY = 'dryrun-theme'
const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const icons = { system: Monitor, light: Sun, dark: Moon }
const listeners = new Set<() => void>()

/** The one that was chosen in this browser. */
export function currentTheme(): Theme {
  const set = document.documentElement.dataset.theme
  return set === 'light' || set === 'dark' ? set : 'system'
}

/** What one sees: the chosen theme, else the system's. */
export function shownTheme(): 'light' | 'dark' {
  const theme = currentTheme()
  if (theme !== 'system') return theme
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Sets it for this browser, now and from now on. */
export function setTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Goes round system, light, dark. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribe, currentTheme, () => 'system' as const)
  const Icon = icons[theme]
  return (
    <IconButton label={`Theme: ${theme}. Change to ${next[theme]}`} onClick={() => setTheme(next[theme])}>
      <Icon size={16} aria-hidden />
    </IconButton>
  )
}
