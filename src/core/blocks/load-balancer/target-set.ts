import { hash32 } from '@/core/algorithms/hash'
import { HashRing, MAX_RING_POINTS } from '@/core/algorithms/hash-ring'
import type { Draws } from '@/core/random/draws'
import { nextBelow } from '@/core/random/streams'
import { type LoadBalancerConfig, MOST_CHOICES } from './config'
import { LeastLoaded } from './least-loaded'

/** Points of an instance on the ring of consistent hashing. */
const RING_POINTS = 100

export type Policy = LoadBalancerConfig['policy']

export interface Target {
  link: number
  /** -1: the block itself picks the instance. */
  station: number
}

/** The links that some classes may take, all their instances, and whose turn it is. */
export class TargetSet {
  readonly targets: readonly Target[]
  private readonly policy: Policy
  private readonly draws: Draws
  private readonly stream: number
  /** Targets believed to be alive, in order. */
  private readonly live: Int32Array
  private liveCount = 0
  private readonly isLive: Uint8Array
  private readonly loads: LeastLoaded
  private readonly choices: number
  private readonly drawn = new Int32Array(MOST_CHOICES)
  private turn = 0
  private peers: readonly TargetSet[] = []
  private readonly places: ReadonlyMap<string, number>
  private readonly ring: HashRing | null
  private readonly groups: WeightedGroup[]

  /**
   * @param weights of the links, by link number; 1 where absent
   * @param stream for random picks
   */
  constructor(
    { policy, choices }: Pick<LoadBalancerConfig, 'policy' | 'choices'>,
    targets: readonly Target[],
    weights: ReadonlyMap<number, number>,
    draws: Draws,
    stream: number,
  ) {
    this.policy = policy
    this.choices = choices
    this.targets = targets
    this.places = new Map(targets.map(({ link, station }, i) => [`${link} ${station}`, i]))
    this.draws = draws
    this.stream = stream
    this.live = new Int32Array(targets.length)
    this.isLive = new Uint8Array(targets.length).fill(1)
    this.loads = new LeastLoaded(targets.length)
    const points = Math.max(1, Math.min(RING_POINTS, Math.floor(MAX_RING_POINTS / Math.max(1, targets.length))))
    this.ring = policy === 'consistent-hash' && targets.length > 0 ? new HashRing(targets.length, points) : null
    const links = [...new Set(targets.map(({ link }) => link))]
    this.groups = links.map((link) => new WeightedGroup(link, weights.get(link) ?? 1))
    this.refresh()
  }

  /** The target of a call, or -1 when all are known to be dead. */
  pick(key: number): number {
    if (this.liveCount === 0) return -1
    switch (this.policy) {
      case 'round-robin':
        return this.inTurn()
      case 'random':
        return this.live[nextBelow(this.draws.words, this.stream, this.liveCount)]!
      case 'least-connections':
        return this.loads.pick()
      case 'power-of-two':
        return this.bestOfSome()
      case 'weighted-round-robin':
        return this.inWeightedTurn()
      case 'consistent-hash':
        return this.byKey(key)
    }
  }

  /** A call to a target begins (1) or ends (-1): all sets that have this target count it. */
  change(place: number, by: 1 | -1): void {
    this.loads.change(place, by)
    for (const peer of this.peers) peer.changeSame(this.targets[place]!, by)
  }

  /** Other sets of the same balancer, which may share targets with this one. */
  setPeers(peers: readonly TargetSet[]): void {
    this.peers = peers.filter((peer) => peer !== this)
  }

  private changeSame(target: Target, by: 1 | -1): void {
    const place = this.places.get(`${target.link} ${target.station}`)
    if (place !== undefined) this.loads.change(place, by)
  }

  /** What the health checks say of an instance, wherever it stands among the targets. */
  setLive(station: number, isLive: boolean): void {
    this.targets.forEach((target, i) => {
      if (target.station !== station) return
      this.isLive[i] = isLive ? 1 : 0
      this.loads.setListed(i, isLive)
    })
    this.refresh()
  }

  private refresh(): void {
    this.liveCount = 0
    for (const group of this.groups) group.members.length = 0
    this.targets.forEach((target, i) => {
      if (this.isLive[i] === 0) return
      this.live[this.liveCount++] = i
      this.groups.find((group) => group.link === target.link)!.members.push(i)
    })
  }

  private inTurn(): number {
    if (this.turn >= this.liveCount) this.turn = 0
    return this.live[this.turn++]!
  }

  /** The least loaded of some random targets, the first drawn of those that are equal. */
  private bestOfSome(): number {
    const { drawn } = this
    const count = Math.min(this.choices, this.liveCount)
    let best = -1
    let least = Infinity
    for (let i = 0; i < count; i++) {
      let place = nextBelow(this.draws.words, this.stream, this.liveCount - i)
      // each is another one: those drawn before are kept in order and passed over
      let at = 0
      for (; at < i && place >= drawn[at]!; at++) place++
      drawn.copyWithin(at + 1, at, i)
      drawn[at] = place
      const target = this.live[place]!
      const load = this.loads.loadOf(target)
      if (load < least) {
        least = load
        best = target
      }
    }
    return best
  }

  /** Smooth weighted round robin over the links, each with its weight for every live instance. Source: nginx. */
  private inWeightedTurn(): number {
    let total = 0
    let best: WeightedGroup | null = null
    for (const group of this.groups) {
      const weight = group.weight * group.members.length
      if (weight === 0) continue
      total += weight
      group.credit += weight
      if (best === null || group.credit > best.credit) best = group
    }
    best!.credit -= total
    return best!.take()
  }

  /** The key's owner on the ring; while it is dead, a second choice that depends on the key alone, and so on. */
  private byKey(key: number): number {
    for (let attempt = 0; attempt < 64; attempt++) {
      const owner = this.ring!.ownerOf(hash32(key + Math.imul(attempt, 0x9e3779b9)))
      if (this.isLive[owner] === 1) return owner
    }
    return this.live[hash32(key) % this.liveCount]!
  }
}

class WeightedGroup {
  readonly link: number
  readonly weight: number
  readonly members: number[] = []
  credit = 0
  private turn = 0

  constructor(link: number, weight: number) {
    this.link = link
    this.weight = weight
  }

  take(): number {
    if (this.turn >= this.members.length) this.turn = 0
    return this.members[this.turn++]!
  }
}
