import { ArrowRight, Box, FileQuestion, SunMoon } from 'lucide-react'
import type { PaletteGroup } from '@/ui/commands'
import { setTheme } from '@/ui/theme-switch'
import { navigation } from './navigation'

export interface EverywhereProps {
  problems: readonly { slug: string; title: string }[]
  kinds: readonly { kind: string; name: string; purpose: string }[]
}

/** What the palette finds on every screen: the rooms, the problems, the kinds of block. */
export function everywhereActions({ problems, kinds }: EverywhereProps, go: (path: string) => void): PaletteGroup[] {
  const rooms = [
    { href: '/', label: 'Home' },
    ...navigation,
    { href: '/numbers', label: 'Reference numbers' },
    { href: '/account', label: 'Account' },
  ]
  return [
    {
      heading: 'Problems',
      actions: problems.map(({ slug, title }) => ({
        id: `problem-${slug}`,
        label: title,
        keywords: ['problem', 'start', 'interview'],
        icon: <FileQuestion size={14} aria-hidden />,
        onSelect: () => go(`/problems/${slug}`),
      })),
    },
    {
      heading: 'Go to',
      actions: rooms.map(({ href, label }) => ({
        id: `room-${href}`,
        label,
        icon: <ArrowRight size={14} aria-hidden />,
        onSelect: () => go(href),
      })),
    },
    {
      heading: 'Blocks',
      actions: kinds.map(({ kind, name, purpose }) => ({
        id: `add-${kind}`,
        label: `Add ${name.toLowerCase()} on the free canvas`,
        keywords: [purpose],
        icon: <Box size={14} aria-hidden />,
        onSelect: () => go(`/canvas?add=${kind}`),
      })),
    },
    {
      heading: 'Theme',
      actions: (['system', 'light', 'dark'] as const).map((theme) => ({
        id: `theme-${theme}`,
        label: { system: 'As the system', light: 'Light', dark: 'Dark' }[theme],
        keywords: ['theme', 'colours', 'mode'],
        icon: <SunMoon size={14} aria-hidden />,
        onSelect: () => setTheme(theme),
      })),
    },
  ]
}
