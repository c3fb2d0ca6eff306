/**
 * Targets by how many calls each has open: finds one with the fewest, and follows every change, in constant time. Among
 * equals the one that has waited longest comes first, which is how balancers spread ties.
 */
export class LeastLoaded {
  private readonly load: Int32Array
  private readonly next: Int32Array
  private readonly previous: Int32Array
  private readonly isListed: Uint8Array
  /** First and last target of each load. */
  private heads = new Int32Array(16).fill(-1)
  private tails = new Int32Array(16).fill(-1)
  private least = 0
  private listed = 0

  constructor(targets: number) {
    this.load = new Int32Array(targets)
    this.next = new Int32Array(targets)
    this.previous = new Int32Array(targets)
    this.isListed = new Uint8Array(targets)
    for (let i = 0; i < targets; i++) this.list(i)
  }

  loadOf(target: number): number {
    return this.load[target]!
  }

  /** A target with the fewest open calls, or -1 when none is listed. */
  pick(): number {
    return this.listed === 0 ? -1 : this.heads[this.least]!
  }

  change(target: number, by: 1 | -1): void {
    const isListed = this.isListed[target] === 1
    if (isListed) this.unlist(target)
    this.load[target]! += by
    if (isListed) this.list(target)
  }

  /** Takes a target out of the choice, or puts it back. */
  setListed(target: number, isListed: boolean): void {
    if ((this.isListed[target] === 1) === isListed) return
    if (isListed) this.list(target)
    else this.unlist(target)
  }

  private list(target: number): void {
    const load = this.load[target]!
    if (load >= this.heads.length) this.grow(load)
    const last = this.tails[load]!
    this.previous[target] = last
    this.next[target] = -1
    if (last < 0) this.heads[load] = target
    else this.next[last] = target
    this.tails[load] = target
    this.isListed[target] = 1
    if (this.listed++ === 0 || load < this.least) this.least = load
  }

  private unlist(target: number): void {
    const load = this.load[target]!
    const before = this.previous[target]!
    const after = this.next[target]!
    if (before < 0) this.heads[load] = after
    else this.next[before] = after
    if (after < 0) this.tails[load] = before
    else this.previous[after] = before
    this.isListed[target] = 0
    if (--this.listed === 0) return
    // loads change by one, so the next one up is never far
    while (this.heads[this.least]! < 0) this.least++
  }

  private grow(load: number): void {
    const size = 2 * (load + 1)
    for (const name of ['heads', 'tails'] as const) {
      const longer = new Int32Array(size).fill(-1)
      longer.set(this[name])
      this[name] = longer
    }
  }
}
