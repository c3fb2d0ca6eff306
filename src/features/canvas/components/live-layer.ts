import type { TraceWay } from '@/core/design/trace-way'
import type { BlockState } from '@/core/design/drawing/block-states'
import type { FiguresSource } from '../figures'
import { BUSY_FROM } from '@/core/design/drawing/live-line'
import { liveLine, linkWidth, spokenReading } from '../live-line'
import { BlockMarks, LinkMark } from './live-marks'

interface LinkParts {
  path: SVGElement
  mark: LinkMark
}

interface BlockParts {
  /** Carries the state for the style sheet. */
  root: HTMLElement
  marks: BlockMarks
  /** Null when zoomed out, where a block is a plain box. */
  line: {
    utilisation: Text
    arrivals: Text
    note: HTMLElement
    noteText: Text
    bar: HTMLElement
    icon: SVGUseElement
  } | null
  shown: { utilisation: string; arrivals: string; note: string; fill: number; state: BlockState | '' }
}

/**
 * Writes figures straight into the page, past React: with figures in React state a thousand blocks draw at 12 frames a
 * second, written like this at 60. Only blocks and links that are on the screen are known here.
 */
export class LiveLayer {
  private figures: FiguresSource | null = null
  private stop: (() => void) | null = null
  private readonly blocks = new Map<string, BlockParts>()
  private readonly links = new Map<string, LinkParts>()
  /** What is written on links, where anything is. */
  private readonly labels = new Map<string, SVGElement>()
  private frame = 0
  private near = true
  /** The way that was last shown: of links it is seen from afar too. */
  private way: TraceWay | null = null
  /** The prefix of the symbols that show states; every canvas on a page has its own. */
  constructor(private readonly symbols: string) {}

  /** Shows these figures from now on, until the returned function is called. */
  follow(figures: FiguresSource | null): () => void {
    this.stop?.()
    this.figures = figures
    this.stop = figures?.subscribe(this.schedule) ?? null
    this.schedule()
    return () => {
      this.stop?.()
      this.stop = null
      cancelAnimationFrame(this.frame)
      this.frame = 0
    }
  }

  mountBlock(id: string, root: HTMLElement): () => void {
    const parts: BlockParts = {
      root,
      marks: new BlockMarks(root),
      line: partsOf(root),
      shown: { utilisation: '', arrivals: '', note: '', fill: -1, state: '' },
    }
    this.blocks.set(id, parts)
    this.writeBlock(id, parts, false)
    return () => {
      if (this.blocks.get(id) === parts) this.blocks.delete(id)
      parts.marks.clear()
    }
  }

  mountLink(id: string, path: SVGElement): () => void {
    const parts = { path, mark: new LinkMark(path) }
    this.links.set(id, parts)
    this.writeLink(id, parts)
    return () => {
      if (this.links.get(id) === parts) this.links.delete(id)
      parts.mark.clear()
    }
  }

  mountLabel(id: string, label: SVGElement): () => void {
    this.labels.set(id, label)
    const parts = this.links.get(id)
    if (parts) this.writeLink(id, parts)
    return () => {
      if (this.labels.get(id) === label) this.labels.delete(id)
    }
  }

  /** What a block is going through, in words. */
  spoken(id: string): string {
    return this.figures === null ? '' : spokenReading(this.figures, id)
  }

  private readonly schedule = () => {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.write)
  }

  private readonly write = () => {
    this.frame = 0
    // Figures that stream must not flash: they change all the time.
    const flash = this.figures?.approximate === true && !matchMedia('(prefers-reduced-motion: reduce)').matches
    for (const [id, parts] of this.blocks) this.writeBlock(id, parts, flash)
    const way = this.figures?.way ?? null
    if (this.near || way !== this.way) for (const [id, parts] of this.links) this.writeLink(id, parts)
    this.way = way
  }

  /** Whether blocks are near enough to read. From afar only states are written: a width would not be seen. */
  setNear(near: boolean): void {
    if (this.near === near) return
    this.near = near
    this.schedule()
  }

  private writeBlock(id: string, { root, marks, line, shown }: BlockParts, flash: boolean) {
    if (this.figures !== null) marks.write(this.figures, id)
    const row = this.figures?.blockRow(id) ?? -1
    const next = this.figures === null || row < 0 ? nothing : liveLine(this.figures, row)
    if (next.state !== shown.state) {
      root.dataset.state = next.state
      line?.icon.setAttribute('href', next.state === 'calm' ? '' : `#${this.symbols}-${next.state}`)
      shown.state = next.state
    }
    const fill = next.fill ?? -1
    if (Math.abs(fill - shown.fill) >= 0.004 && line !== null) {
      line.bar.style.transform = `scaleX(${Math.max(0, fill).toFixed(3)})`
      line.bar.dataset.busy = String(fill >= BUSY_FROM)
      line.bar.parentElement!.style.visibility = fill < 0 ? 'hidden' : 'visible'
      shown.fill = fill
    }
    if (line === null) return
    const changed =
      next.utilisation !== shown.utilisation || next.arrivals !== shown.arrivals || next.note !== shown.note
    if (!changed) return
    const first = shown.utilisation === '' && shown.arrivals === ''
    line.utilisation.data = shown.utilisation = next.utilisation
    line.arrivals.data = shown.arrivals = next.arrivals
    line.noteText.data = shown.note = next.note
    if (flash && !first) line.note.parentElement!.animate(flashFrames, { duration: 600, easing: 'ease-out' })
  }

  private writeLink(id: string, { path, mark }: LinkParts) {
    if (this.figures !== null) mark.write(this.figures, id, this.labels.get(id))
    const rate = this.figures?.linkRatePerS[this.figures.linkRow(id)] ?? NaN
    path.style.strokeWidth = `${linkWidth(rate).toFixed(2)}px`
  }
}

const flashFrames = [{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }]
const nothing = { utilisation: '', fill: null, arrivals: '', note: '', state: 'calm' } as const

function partsOf(root: HTMLElement): BlockParts['line'] {
  const find = (name: string) => root.querySelector<HTMLElement>(`[data-live="${name}"]`)
  const [utilisation, arrivals, note, bar] = [find('utilisation'), find('arrivals'), find('note'), find('bar')]
  const icon = root.querySelector<SVGUseElement>('[data-live="icon"]')
  if (!utilisation || !arrivals || !note || !bar || !icon) return null
  return { utilisation: textOf(utilisation), arrivals: textOf(arrivals), note, noteText: textOf(note), bar, icon }
}

/** One text node, kept: changing its data is cheaper than replacing it. */
function textOf(element: HTMLElement): Text {
  const text = document.createTextNode('')
  element.replaceChildren(text)
  return text
}
