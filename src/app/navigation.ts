import type { NavigationItem } from '@/ui/navigation-links'

/** The rooms of the product, in the order in which people need them. */
export const navigation: readonly NavigationItem[] = [
  { href: '/problems', label: 'Problems' },
  { href: '/interviews', label: 'Interviews' },
  { href: '/reviews', label: 'Reviews' },
  { href: '/canvas', label: 'Canvas' },
  { href: '/estimates', label: 'Estimates', others: ['/numbers'] },
  { href: '/drills', label: 'Drills' },
]
