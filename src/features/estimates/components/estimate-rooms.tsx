import { type NavigationItem, NavigationLinks } from '@/ui/navigation-links'

const rooms: readonly NavigationItem[] = [
  { href: '/estimates', label: 'Sheet' },
  { href: '/numbers', label: 'Numbers' },
  { href: '/drills', label: 'Drills' },
]

/** The heading of the pages about estimates, and the ways between them. */
export function EstimateRooms({ title }: { title: string }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h1 className="text-lg font-semibold">{title}</h1>
      <nav aria-label="Estimates" className="flex gap-0.5">
        <NavigationLinks items={rooms} />
      </nav>
    </div>
  )
}
