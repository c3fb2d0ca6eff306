import type { FlowRouting } from '@/core/blocks/block-preview'
import { kOfN } from '@/core/queueing/availability'
import type { PlanLink } from './preview-plan'
import { answersHit, type BlockState, caches } from './preview-rounds'

/** Parts that are all needed, by name, so that one that is needed twice counts once. */
type Needed = Map<string, number>

/**
 * The chance that a request of a class finds all that it needs, when every instance is up with a given chance,
 * independently of the others. Calls that nobody waits for are not needed, nor is a cache that is asked before a store;
 * what stands behind a balancer is needed only in part.
 */
export class PreviewAvailability {
  private readonly known = new Map<number, Needed>()
  private readonly open = new Set<number>()

  constructor(
    private readonly states: readonly BlockState[],
    private readonly classIndex: number,
    private readonly instanceUp: number,
  ) {}

  of(place: number): number {
    return product(this.needed(place))
  }

  private needed(place: number): Needed {
    const known = this.known.get(place)
    if (known) return known
    // on a cycle it is needed already
    if (this.open.has(place)) return new Map()
    this.open.add(place)
    const state = this.states[place]!
    const { kind, block } = state.plan.node
    const own = state.figures === null ? 1 : kind.preview.availability(state.config, state.figures, this.instanceUp)
    const needed: Needed = new Map([[block.id, own]])
    const routing = state.routing[this.classIndex]
    if (routing?.waits) for (const [name, chance] of this.behind(state, routing)) needed.set(name, chance)
    this.open.delete(place)
    this.known.set(place, needed)
    return needed
  }

  private behind(state: BlockState, routing: FlowRouting): Needed {
    const { id } = state.plan.node.block
    if (routing.shares === null) return this.steps(state, routing)
    const ways = state.plan.out
      .map((link, i) => ({ link, share: routing.shares![i] ?? 0 }))
      .filter(({ share }) => share > 0)
    if (ways.length === 1) return this.needed(ways[0]!.link.to)
    const chances = ways.map(({ link, share }) => ({ share, chance: product(this.needed(link.to)) }))
    // a balancer leaves out what is down; a key has nowhere else to go
    const together = state.plan.node.traits.balances
      ? 1 - chances.reduce((none, { chance }) => none * (1 - chance), 1)
      : chances.reduce((sum, { share, chance }) => sum + share * chance, 0)
    return new Map([[`behind ${id}`, together]])
  }

  private steps(state: BlockState, routing: FlowRouting): Needed {
    const needed: Needed = new Map()
    const steps = state.plan.steps[this.classIndex]!
    const asked = steps.flat().find((link) => this.caches(link))
    const hits = asked ? answersHit(this.states, asked.to, this.classIndex, 0) : 0
    const isAside = steps.flat().some(({ link }) => link.when === 'miss')
    for (const step of steps) {
      this.raced(step, needed)
      for (const link of step) {
        const { when, await: awaited } = link.link
        if (link.isAsync || when === 'error' || typeof awaited === 'object') continue
        if (this.caches(link) && isAside) continue
        const reached = routing.goesOn * (when === 'miss' ? 1 - hits : when === 'hit' ? hits : 1)
        this.addReached(needed, link, reached)
      }
    }
    return needed
  }

  /** Of a part that only some requests reach, only those suffer. */
  private addReached(needed: Needed, link: PlanLink, reached: number): void {
    const behind = this.needed(link.to)
    if (reached >= 1) for (const [name, chance] of behind) needed.set(name, chance)
    else needed.set(`sometimes ${link.link.id}`, 1 - reached * (1 - product(behind)))
  }

  private raced(step: readonly PlanLink[], needed: Needed): void {
    const links = step.filter(({ link, isAsync }) => typeof link.await === 'object' && !isAsync)
    if (links.length === 0) return
    const first = Math.max(...links.map(({ link }) => (typeof link.await === 'object' ? link.await.first : 0)))
    const counts = links.map((link) => Math.max(1, Math.round(link.calls)))
    const total = counts.reduce((sum, count) => sum + count, 0)
    const mean = links.reduce((sum, link, i) => sum + (counts[i]! / total) * product(this.needed(link.to)), 0)
    needed.set(`first ${links[0]!.link.id}`, kOfN(Math.min(first, total), total, mean))
  }

  private caches(link: PlanLink): boolean {
    return caches(this.states, link.to, 0)
  }
}

function product(needed: Needed): number {
  let all = 1
  for (const chance of needed.values()) all *= chance
  return all
}
