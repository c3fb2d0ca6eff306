import type { ReplayAxis, Span } from './replay-axis'

/** A pause is shown no longer than this, ms: the clock stood. */
const PAUSE_SHOWN_MS = 20_000
/** A stretch longer than this in which nothing happened is cut: somebody had left. Both ms. */
const LEFT_MS = 10 * 60_000
const LEFT_SHOWN_MS = 60_000

export interface Cut extends Span {
  /** How long it is shown, ms. */
  shownMs: number
  why: 'paused' | 'left'
}

/**
 * Time as the axis shows it and as playback goes through it: as it was, except that pauses and stretches in which somebody
 * had left are shown shortened. Shown time is ms from 0; real time ms since 1970.
 */
export class ReplayScale {
  readonly cuts: readonly Cut[]
  readonly shownMs: number
  readonly #fromMs: number
  readonly #toMs: number

  constructor({ fromMs, toMs, pauses, idle }: Pick<ReplayAxis, 'fromMs' | 'toMs' | 'pauses' | 'idle'>) {
    this.#fromMs = fromMs
    this.#toMs = toMs
    this.cuts = [
      ...pauses.filter((span) => lengthOf(span) > PAUSE_SHOWN_MS).map((span) => cut(span, PAUSE_SHOWN_MS, 'paused')),
      ...idle.filter((span) => lengthOf(span) > LEFT_MS).map((span) => cut(span, LEFT_SHOWN_MS, 'left')),
    ].sort((a, b) => a.fromMs - b.fromMs)
    this.shownMs = this.shownAt(toMs)
  }

  /** Where a moment stands in shown time. */
  shownAt(atMs: number): number {
    const at = Math.min(this.#toMs, Math.max(this.#fromMs, atMs))
    let shown = at - this.#fromMs
    for (const { fromMs, toMs, shownMs } of this.cuts) {
      if (at <= fromMs) break
      const real = Math.min(at, toMs) - fromMs
      shown += real * (shownMs / (toMs - fromMs)) - real
    }
    return shown
  }

  /** The moment that stands there in shown time. */
  momentAt(shownMs: number): number {
    let left = Math.max(0, shownMs)
    let at = this.#fromMs
    for (const { fromMs, toMs, shownMs: length } of this.cuts) {
      if (left <= fromMs - at) return at + left
      left -= fromMs - at
      if (left < length) return fromMs + left * ((toMs - fromMs) / length)
      left -= length
      at = toMs
    }
    return Math.min(this.#toMs, at + left)
  }
}

const lengthOf = ({ fromMs, toMs }: Span): number => toMs - fromMs
const cut = ({ fromMs, toMs }: Span, shownMs: number, why: Cut['why']): Cut => ({ fromMs, toMs, shownMs, why })
