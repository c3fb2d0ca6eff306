import Link from 'next/link'
import type { PinPlace } from './use-pin-place'

/** The name of what a comment is pinned to, leading there where something can. */
export function PinWay({ way, name }: { way: ReturnType<PinPlace['wayTo']>; name: string }) {
  const looks = 'inline-block max-w-full truncate align-bottom text-accent hover:underline'
  if (way === null) return name
  if (typeof way === 'string')
    return (
      <Link href={way} className={looks}>
        {name}
      </Link>
    )
  return (
    <button type="button" onClick={way} className={looks}>
      {name}
    </button>
  )
}
