import type { ShortcutGroup } from '@/features/canvas/shortcut-registry'

/** Keys inside a form of levels. */
export const reviewShortcuts: readonly ShortcutGroup[] = [
  {
    title: 'In the review',
    shortcuts: [
      { label: 'Give level 1 to 4', keys: ['1', '4'] },
      { label: 'Not observed', keys: ['N'] },
      { label: 'Pin the moment, or what is chosen', keys: ['P'] },
      { label: 'Next or previous criterion', keys: ['Enter', 'Shift+Enter'] },
    ],
  },
]
