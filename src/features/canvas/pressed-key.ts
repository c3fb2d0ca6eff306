/** "Ctrl+Shift+Z" as its keys; the last may be the plus itself. */
export const keysOf = (shortcut: string): string[] =>
  shortcut.endsWith('++') ? [...shortcut.slice(0, -2).split('+'), '+'] : shortcut.split('+')

export interface PressedKey {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * Whether a key press is a shortcut such as "Ctrl+Shift+Z", "?", "Shift+1", "Ctrl+'" or "Delete". Goes by the letter
 * that the layout gives, and by the place of the key where the layout gives no Latin letter, or Alt made it another.
 */
export function pressed(event: PressedKey, shortcut: string): boolean {
  const parts = keysOf(shortcut)
  const wanted = parts.at(-1)!.toLowerCase()
  const modifiers = new Set(parts.slice(0, -1))
  if (modifiers.has('Ctrl') !== (event.ctrlKey || event.metaKey)) return false
  if (modifiers.has('Alt') !== event.altKey) return false
  const isLetterOrDigit = /^[a-z0-9]$/.test(wanted)
  // "?" needs Shift on most layouts, and not on others: a sign is what it is, however it was made
  const isSign = wanted.length === 1 && !isLetterOrDigit
  if (!isSign && modifiers.has('Shift') !== event.shiftKey) return false
  const key = event.key.toLowerCase()
  if (key === wanted) return true
  if (!isLetterOrDigit) return false
  const isDigit = /^[0-9]$/.test(wanted)
  const foreign = !/^[\x20-\x7e]$/.test(key)
  return isDigit
    ? event.code === `Digit${wanted}`
    : (foreign || event.altKey) && event.code === `Key${wanted.toUpperCase()}`
}
