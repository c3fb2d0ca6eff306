import { MapPin } from 'lucide-react'
import Link from 'next/link'
import { type Pin, pinKey } from '@/core/interview/pins'

export interface PinLinksProps<T extends Pin> {
  pins: readonly T[]
  hrefOf: (pin: T) => string
  nameOf: (pin: T) => string
}

/** Links to what a level stands on; nothing where it stands on nothing. */
export function PinLinks<T extends Pin>({ pins, hrefOf, nameOf }: PinLinksProps<T>) {
  if (pins.length === 0) return null
  return (
    <ul aria-label="Pinned" className="flex flex-wrap gap-x-3">
      {pins.map((pin) => (
        <li key={pinKey(pin)}>
          <Link href={hrefOf(pin)} className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline">
            <MapPin size={12} aria-hidden />
            {nameOf(pin)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
