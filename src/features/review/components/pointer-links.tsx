import { ArrowUpRight } from 'lucide-react'
import Link from 'next/link'
import type { Pointer } from '@/core/scoring/evidence'
import { type PointerContext, pointerHref, pointerName } from '../pointer-link'

export interface PointerLinksProps {
  pointers: readonly Pointer[]
  context: PointerContext
}

/** Links to everything that a piece of evidence stands on. */
export function PointerLinks({ pointers, context }: PointerLinksProps) {
  if (pointers.length === 0) return null
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3" aria-label="Where it stands">
      {pointers.map((pointer) => (
        <li key={`${pointer.kind}-${pointer.id}`}>
          <Link
            href={pointerHref(context, pointer)}
            className="inline-flex min-h-6 items-center gap-0.5 text-accent underline-offset-2 hover:underline"
          >
            {pointerName(context, pointer)}
            <ArrowUpRight size={12} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}
