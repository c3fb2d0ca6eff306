import { memo, useMemo } from 'react'
import { ViewportPortal } from 'reactflow'
import type { Link } from '@/core/design/schema'
import type { Places } from '@/core/design/drawing/geometry'
import { linkCurve } from '@/core/design/drawing/link-curve'
import { endsOf } from '@/core/design/drawing/link-labels'

/** From so many links on they are drawn as a few shapes when seen from afar. */
export const BUNDLE_FROM_LINKS = 150

/** Links in one path. Drawing a part of a path costs as much as all of it, and the screen is drawn in parts. */
const CHUNK = 16

/**
 * The links of a large drawing as a few shapes, for when it is seen from afar: a thousand links as elements of their own
 * leave 15 frames a second. None of them can be pointed at then; from near each is an element again.
 */
export const LinkBundle = memo(function LinkBundle({ links, places }: { links: readonly Link[]; places: Places }) {
  const paths = useMemo(() => pathsOf(links, places), [links, places])
  return (
    <ViewportPortal>
      <svg className="canvas-bundle" aria-hidden="true">
        {paths.map(({ first, d }) => (
          <path key={first} d={d} fill="none" />
        ))}
      </svg>
    </ViewportPortal>
  )
})

function pathsOf(links: readonly Link[], places: Places): { first: string; d: string }[] {
  const paths: { first: string; d: string }[] = []
  for (let at = 0; at < links.length; at += CHUNK) {
    const chunk = links.slice(at, at + CHUNK)
    paths.push({ first: chunk[0]!.id, d: chunk.map((link) => curveOf(link, places)).join('') })
  }
  return paths
}

function curveOf(link: Link, places: Places): string {
  const [from, to] = [places.get(link.from), places.get(link.to)]
  if (from === undefined || to === undefined) return ''
  return linkCurve(...endsOf(from, to)).path
}
