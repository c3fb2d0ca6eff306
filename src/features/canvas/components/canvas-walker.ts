import { readingOrder } from '../accessible-names'
import { selectLink } from '../selection'
import { cycle, type Direction, stepFrom } from '../walk'
import { titleOf, wiringOf } from '../wiring'
import type { CanvasController } from './canvas-controller'

/** Goes from block to block and from link to link with the keyboard. What is reached is chosen, and has the focus. */
export class CanvasWalker {
  /** The block whose links are being walked. */
  private home: string | null = null

  constructor(private readonly canvas: CanvasController) {}

  /** Along a link, or to the nearest block that way. `extending` keeps what was chosen. */
  walk(direction: Direction, extending = false): void {
    const to = this.target(direction)
    if (to === null) this.canvas.say('No block that way')
    else this.go(to, extending)
  }

  private target(direction: Direction): string | null {
    const { canvas } = this
    const wiring = wiringOf(canvas.design)
    const from = canvas.current()
    if (from !== null) return stepFrom(wiring, canvas.shownPlaces(), from, direction)
    const link = wiring.links.get(canvas.selection.links[0] ?? '')
    if (link === undefined) return this.order()[0] ?? null
    return direction === 'left' || direction === 'up' ? link.from : link.to
  }

  private go(id: string, extending = false): void {
    const { canvas } = this
    const before = extending ? canvas.selection.blocks.filter((other) => other !== id) : []
    canvas.select({ blocks: [...before, id], links: [] })
    canvas.focus.block(id)
  }

  private order(): string[] {
    return readingOrder(this.canvas.design, this.canvas.shownPlaces())
  }

  inOrder(to: 'first' | 'last' | 'next' | 'previous'): void {
    const order = this.order()
    const ends = { first: order[0], last: order.at(-1) }
    const id = to === 'first' || to === 'last' ? ends[to] : cycle(order, this.canvas.current(), to === 'next' ? 1 : -1)
    if (id !== undefined && id !== null) this.go(id)
  }

  /** Goes round the links of the block in focus. */
  links(step: 1 | -1): void {
    const { canvas } = this
    const wiring = wiringOf(canvas.design)
    const link = wiring.links.get(canvas.selection.links[0] ?? '')
    const block = link === undefined ? canvas.current() : this.home === link.to ? link.to : link.from
    if (block === null) return
    const around = [...(wiring.out.get(block) ?? []), ...(wiring.in.get(block) ?? [])]
    const next = cycle(around, link !== undefined && around.includes(link) ? link : null, step)
    if (next === null) return canvas.say(`${titleOf(wiring, block)} has no links`)
    this.home = block
    canvas.select(selectLink(next.id))
    canvas.focus.link(next.id)
  }
}
