import type { RefObject } from 'react'
import type { CellError } from '@/core/estimate/source-problem'

export interface MarkedTextProps {
  text: string
  error: CellError | undefined
  /** Where a list of suggestions belongs; its mark is put there. */
  anchorAt: number | undefined
  anchor: RefObject<HTMLSpanElement | null>
}

/**
 * The text of a formula once more, under the field and without colour: it gives the field its height, underlines the
 * part that an error is about, and carries the mark at which suggestions open.
 */
export function MarkedText({ text, error, anchorAt, anchor }: MarkedTextProps) {
  const cuts = new Set([0, text.length])
  if (anchorAt !== undefined) cuts.add(Math.min(anchorAt, text.length))
  const from = error ? Math.min(error.at.start, text.length) : -1
  const to = error ? Math.min(error.at.end, text.length) : -1
  if (error) cuts.add(from).add(to)
  const places = [...cuts].sort((a, b) => a - b)
  return (
    <>
      {places.map((place, index) => (
        <span
          key={place}
          ref={place === anchorAt ? anchor : undefined}
          className={
            place >= from && place < to
              ? 'underline decoration-bad decoration-wavy decoration-1 underline-offset-4'
              : undefined
          }
        >
          {text.slice(place, places[index + 1] ?? place)}
        </span>
      ))}
      {/* An error at the very end has nothing to underline: it gets a gap of its own. */}
      {error && from === text.length && (
        <span className="inline-block w-2 border-b-2 border-dotted border-bad"> </span>
      )}{' '}
    </>
  )
}
