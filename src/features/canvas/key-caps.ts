import { keysOf } from './pressed-key'

/** How keys are shown; apart from what tells them, which every page loads. */
const signs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  arrows: 'arrow keys',
  PageUp: 'Page up',
  PageDown: 'Page down',
  ContextMenu: 'Menu key',
  Escape: 'Esc',
}

/** A shortcut as it stands on the caps of its keys: "Ctrl+ArrowUp" is "Ctrl" and "↑". */
export const keyCaps = (shortcut: string): string[] => keysOf(shortcut).map((name) => signs[name] ?? name)

/** The same in one text, for menus and tooltips. */
export const keyText = (shortcut: string): string => keyCaps(shortcut).join('+')
