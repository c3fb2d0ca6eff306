import { type FlowRouting, IDLE, PASSES_ON } from '@/core/blocks/block-preview'
import { kOfN } from '@/core/queueing/availability'
import type { PlanLink } from './preview-plan'
import { answersHit, type BlockState, caches } from './preview-rounds'

/** The chance that a part is up, and the block of it that is most often down. */
interface Part {
  chance: number
  weakest: string
}

/** Parts that are all needed, by name, so that one that is needed twice counts once. */
type Needed = Map<string, Part>

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

  /** The block that takes the most from it; null where nothing can fail. */
  weakest(place: number): string | null {
    const part = weakestOf(this.needed(place))
    return part && part.chance < 1 ? part.weakest : null
  }

  private needed(place: number): Needed {
    const known = this.known.get(place)
    if (known) return known
    // on a cycle it is needed already
    if (this.open.has(place)) return new Map()
    this.open.add(place)
    const state = this.states[place]!
    const { kind, block } = state.plan.node
    // a fallback is idle as long as all is well
    const own = kind.preview.availability(state.config, state.figures ?? IDLE, this.instanceUp)
    const needed: Needed = new Map([[block.id, { chance: own, weakest: block.id }]])
    const routing = state.routing[this.classIndex] ?? idleRouting(state)
    if (routing.waits) for (const [name, part] of this.behind(state, routing)) needed.set(name, part)
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
    const all = ways.map(({ link }) => this.needed(link.to))
    const chances = ways.map(({ share }, i) => ({ share, chance: product(all[i]!) }))
    // a balancer leaves out what is down, and so do names in the long run; a key has nowhere else to go
    const { balances, resolves } = state.plan.node.traits
    const together =
      balances || resolves
        ? 1 - chances.reduce((none, { chance }) => none * (1 - chance), 1)
        : chances.reduce((sum, { share, chance }) => sum + share * chance, 0)
    return new Map([[`behind ${id}`, partOf(together, all, id)]])
  }

  private steps(state: BlockState, routing: FlowRouting): Needed {
    const needed: Needed = new Map()
    const steps = state.plan.steps[this.classIndex]!.map(({ links }) => links)
    const asked = steps.flat().find((link) => this.caches(link))
    const hits = asked ? answersHit(this.states, asked.to, this.classIndex, 0) : 0
    const isAside = steps.flat().some(({ link }) => link.when === 'miss')
    for (const step of steps) {
      this.rescue(step, needed)
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
    if (reached >= 1) for (const [name, part] of behind) needed.set(name, part)
    else needed.set(`sometimes ${link.link.id}`, partOf(1 - reached * (1 - product(behind)), [behind], link.link.to))
  }

  /** Where what came before has failed, a fallback is asked: either will do, and what both need is needed as before. */
  private rescue(step: readonly PlanLink[], needed: Needed): void {
    const links = step.filter(({ link, isAsync }) => link.when === 'error' && !isAsync)
    if (links.length === 0) return
    const fallback: Needed = new Map(links.flatMap((link) => [...this.needed(link.to)]))
    const [before, instead] = [without(needed, fallback), without(fallback, needed)]
    for (const name of before.keys()) needed.delete(name)
    const together = 1 - (1 - product(before)) * (1 - product(instead))
    needed.set(`or ${links[0]!.link.id}`, partOf(together, [before], links[0]!.link.to))
  }

  private raced(step: readonly PlanLink[], needed: Needed): void {
    const links = step.filter(({ link, isAsync }) => typeof link.await === 'object' && !isAsync)
    if (links.length === 0) return
    const first = Math.max(...links.map(({ link }) => (typeof link.await === 'object' ? link.await.first : 0)))
    const counts = links.map((link) => Math.max(1, Math.round(link.calls)))
    const total = counts.reduce((sum, count) => sum + count, 0)
    const mean = links.reduce((sum, link, i) => sum + (counts[i]! / total) * product(this.needed(link.to)), 0)
    const all = links.map((link) => this.needed(link.to))
    needed.set(`first ${links[0]!.link.id}`, partOf(kOfN(Math.min(first, total), total, mean), all, links[0]!.link.to))
  }

  private caches(link: PlanLink): boolean {
    return caches(this.states, link.to, 0)
  }
}

/** A fallback that nothing comes to as long as all is well would pass on what came. */
function idleRouting({ plan }: BlockState): FlowRouting {
  return plan.node.traits.balances ? { ...PASSES_ON, shares: plan.out.map(() => 1 / plan.out.length) } : PASSES_ON
}

function product(needed: Needed): number {
  let all = 1
  for (const { chance } of needed.values()) all *= chance
  return all
}

const weakestOf = (needed: Needed): Part | undefined => [...needed.values()].toSorted((a, b) => a.chance - b.chance)[0]

/** One part made of several. */
function partOf(chance: number, of: readonly Needed[], otherwise: string): Part {
  const parts = of.flatMap((needed) => weakestOf(needed) ?? []).toSorted((a, b) => a.chance - b.chance)
  return { chance, weakest: parts[0]?.weakest ?? otherwise }
}

const without = (needed: Needed, other: Needed): Needed => new Map([...needed].filter(([name]) => !other.has(name)))
