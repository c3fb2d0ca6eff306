import { FAILURE_WORDS } from '@/core/design/moment'
import { formatNumber, formatRate } from '@/core/units/format'
import { failingAt, type FiguresSource } from '../figures'
import { hopText, shortDuration } from '../live-line'

/*
 * What a moment of a run, or a request that is followed, adds to blocks and links. Most of the time there is nothing of it, so
 * the elements are made when they are first needed, beside what React has drawn; they go with what they stand on.
 */

/** Waiting calls below this are none that anybody would see waiting. */
const QUEUE_FROM = 0.05

/** Marks of one block: its queue below it, what fails above it, and its place on the way of a request. */
export class BlockMarks {
  private queue: { root: HTMLElement; fill: HTMLElement; text: Text } | null = null
  private failing: Mark | null = null
  private hop: Mark | null = null

  constructor(private readonly block: HTMLElement) {}

  write(figures: FiguresSource, id: string): void {
    this.writeQueue(figures, figures.blockRow(id))
    this.writeFailing(figures, id)
    this.writeHop(figures, id)
  }

  clear(): void {
    for (const mark of [this.queue, this.failing, this.hop]) mark?.root.remove()
  }

  private writeQueue(figures: FiguresSource, row: number): void {
    const length = figures.queueLength[row] ?? NaN
    const longest = figures.longestQueue[row] ?? NaN
    const isShown = figures.atS !== null && longest >= QUEUE_FROM && !Number.isNaN(length)
    if (!isShown && this.queue === null) return
    this.queue ??= makeQueue(this.block)
    this.queue.root.hidden = !isShown
    if (!isShown) return
    this.queue.fill.style.transform = `scaleX(${Math.min(1, length / longest).toFixed(3)})`
    setText(this.queue.text, `${formatNumber(length < QUEUE_FROM ? 0 : length, { figures: 2 })} waiting`)
  }

  private writeFailing(figures: FiguresSource, id: string): void {
    const [worst, ...others] = failingAt(figures, id)
    if (worst === undefined) {
      this.block.removeAttribute('data-failing')
      this.failing?.show('')
      return
    }
    this.block.dataset.failing = worst.reason
    this.failing ??= new Mark(this.block, 'canvas-mark-failing')
    this.failing.show(
      `✕ ${FAILURE_WORDS[worst.reason]} ${formatRate(worst.perS)}${others.length > 0 ? ` +${others.length}` : ''}`,
    )
  }

  private writeHop(figures: FiguresSource, id: string): void {
    const hop = figures.way?.blocks.get(id)
    setWay(this.block, figures, hop !== undefined)
    if (hop === undefined) {
      this.hop?.show('')
      return
    }
    this.hop ??= new Mark(this.block, 'canvas-mark-hop')
    this.hop.show(`${hop.order} · ${hopText(hop)}`)
    this.hop.root.dataset.failed = String(hop.failure !== null)
  }
}

/** The mark of one link on the way of a request: its time on the wire. */
export class LinkMark {
  private text: SVGTextElement | null = null

  constructor(private readonly path: SVGElement) {}

  write(figures: FiguresSource, id: string, label: SVGElement | undefined): void {
    const hop = figures.way?.links.get(id)
    setWay(this.path, figures, hop !== undefined)
    if (label) setWay(label, figures, hop !== undefined)
    if (hop === undefined) {
      this.clear()
      return
    }
    this.text ??= makeLinkText(this.path)
    this.text.textContent = hop.wireS === null ? 'no answer' : shortDuration(hop.wireS)
  }

  clear(): void {
    this.text?.remove()
    this.text = null
  }
}

/** A line of text on a block, hidden while it is empty. */
class Mark {
  readonly root: HTMLElement
  private readonly text = document.createTextNode('')

  constructor(block: HTMLElement, className: string) {
    this.root = document.createElement('div')
    this.root.className = `canvas-mark ${className}`
    // What it says is part of the name of the block.
    this.root.setAttribute('aria-hidden', 'true')
    this.root.append(this.text)
    block.append(this.root)
  }

  show(text: string): void {
    this.root.hidden = text === ''
    setText(this.text, text)
  }
}

function makeQueue(block: HTMLElement) {
  const root = document.createElement('div')
  root.className = 'canvas-mark canvas-mark-queue'
  root.setAttribute('aria-hidden', 'true')
  const tank = document.createElement('span')
  const fill = document.createElement('span')
  const text = document.createTextNode('')
  tank.append(fill)
  root.append(tank, text)
  block.append(root)
  return { root, fill, text }
}

/** Half-way along the link, below the words that may stand there. */
function makeLinkText(path: SVGElement): SVGTextElement {
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text')
  text.setAttribute('class', 'canvas-link-label canvas-mark-wire')
  text.setAttribute('text-anchor', 'middle')
  text.setAttribute('dy', '1.5em')
  text.setAttribute('aria-hidden', 'true')
  if (path instanceof SVGGeometryElement) {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2)
    text.setAttribute('x', String(x))
    text.setAttribute('y', String(y))
  }
  path.parentElement?.append(text)
  return text
}

function setText(node: Text, text: string): void {
  if (node.data !== text) node.data = text
}

/** On the way, beside it, or nothing of the kind while no request is followed. */
function setWay(element: HTMLElement | SVGElement, { way }: FiguresSource, isOn: boolean): void {
  if (way === null) element.removeAttribute('data-way')
  else element.dataset.way = isOn ? 'on' : 'off'
}
