import { type NavigationItem, NavigationLinks } from '@/ui/navigation-links'

const rooms: readonly NavigationItem[] = [
  { href: '/reviews/queue', label: 'To review' },
  { href: '/reviews/agreement', label: 'Agreement' },
  { href: '/reviews/calibration', label: 'Calibration' },
]

/** The heading of the pages about reviewing, and the ways between them. */
export function ReviewRooms() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 pb-4">
      <h1 className="text-xl font-semibold">Reviews</h1>
      <nav aria-label="Reviews" className="flex gap-0.5">
        <NavigationLinks items={rooms} />
      </nav>
    </div>
  )
}
