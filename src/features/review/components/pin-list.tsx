'use client'

import { MapPin, X } from 'lucide-react'
import { type Pin, pinKey, samePin } from '@/core/interview/pins'
import { REVIEW_LIMITS } from '@/core/scoring/review'
import { Button, IconButton } from '@/ui/button'
import type { ReplayPlace } from './use-pin-place'

export interface PinListProps {
  pins: readonly Pin[]
  place: ReplayPlace
  /** The level that is chosen cannot be submitted without one. */
  isNeeded: boolean
  onChange: (pins: Pin[]) => void
}

/** With the one that is pinned now, once. */
export const withPin = (pins: readonly Pin[], pin: Pin): Pin[] =>
  pins.some((each) => samePin(each, pin)) ? [...pins] : [...pins, pin].slice(-REVIEW_LIMITS.pins)

/** The moments and objects that a level stands on. */
export function PinList({ pins, place, isNeeded, onChange }: PinListProps) {
  return (
    <div className="flex flex-col gap-1">
      {pins.length > 0 && (
        <ul aria-label="Pinned" className="flex flex-col gap-0.5">
          {pins.map((pin) => (
            <li key={pinKey(pin)} className="flex items-center gap-1">
              <button
                type="button"
                onClick={() => place.show(pin)}
                className="flex min-h-6 min-w-0 flex-1 items-center gap-1 text-start text-accent hover:underline"
              >
                <MapPin size={12} aria-hidden className="shrink-0" />
                <span className="truncate">{place.nameOf(pin)}</span>
              </button>
              <IconButton
                size="sm"
                label={`Take away the pin at ${place.nameOf(pin)}`}
                onClick={() => onChange(pins.filter((each) => !samePin(each, pin)))}
              >
                <X size={12} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        size="sm"
        icon={<MapPin size={12} aria-hidden className="shrink-0" />}
        className="max-w-full self-start"
        onClick={() => onChange(withPin(pins, place.here))}
      >
        <span className="min-w-0 truncate">Pin {place.hereName}</span>
      </Button>
      {isNeeded && pins.length === 0 && (
        <p className="text-sm text-warn">Levels 1 and 4 need a pin: a moment or an object that others can look at.</p>
      )}
    </div>
  )
}
