import { useEffect, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** Words of the sheet: "Duplicate the selection". */
  label: string
  /** Every way to press it: "Ctrl+Shift+Z". Ctrl stands for Cmd on a Mac. */
  keys: readonly string[]
}

export interface ShortcutGroup {
  title: string
  shortcuts: readonly Shortcut[]
}

/** The groups that stand on the sheet now, by who put them there. */
let groups: readonly ShortcutGroup[] = []
const none: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()

function tell(next: readonly ShortcutGroup[]) {
  groups = next
  for (const listener of listeners) listener()
}

/** Puts groups of shortcuts on the sheet that "?" opens, until the returned function is called. */
export function registerShortcuts(added: readonly ShortcutGroup[]): () => void {
  tell([...groups, ...added])
  return () => tell(groups.filter((group) => !added.includes(group)))
}

/** The same for a component, as long as it is shown. `added` must be a constant. */
export function useRegisteredShortcuts(added: readonly ShortcutGroup[]): void {
  useEffect(() => registerShortcuts(added), [added])
}

/** Everything that stands on the sheet, after `first`; groups of one title are shown as one. */
export function useShortcutGroups(first: readonly ShortcutGroup[]): readonly ShortcutGroup[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => groups,
    () => none,
  )
  const byTitle = new Map<string, Shortcut[]>()
  for (const { title, shortcuts } of [...first, ...all])
    byTitle.set(title, [...(byTitle.get(title) ?? []), ...shortcuts])
  return [...byTitle].map(([title, shortcuts]) => ({ title, shortcuts }))
}
