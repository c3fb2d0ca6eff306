import { FLAG } from '@/core/sim/rows'
import type { Sim } from '@/core/sim/sim'
import type { DatabaseConfig } from './config'

/** Who leads each shard, and what happens when a leader is lost. Replicas of a shard are neighbours among the stations. */
export class Failover {
  /** Writes that were acknowledged and lost with their leader. */
  lostWrites = 0
  /** A leader that is not down has been replaced: it may still hold writes. */
  hasDeposed = false
  private readonly sim: Sim
  private readonly block: number
  private readonly config: DatabaseConfig
  private readonly firstStation: number
  private readonly leaders: Int32Array
  /** Promotions under way: a later loss or return makes them void. */
  private readonly rounds: Int32Array
  /** When each shard's leader ceased to answer, while that has not been dealt with; NaN otherwise. */
  private readonly silentFrom: Float64Array

  constructor(sim: Sim, block: number, config: DatabaseConfig) {
    this.sim = sim
    this.block = block
    this.config = config
    this.firstStation = sim.program.blocks[block]!.firstStation
    this.leaders = Int32Array.from({ length: config.shards }, (_, shard) => this.firstOf(shard))
    this.rounds = new Int32Array(config.shards)
    this.silentFrom = new Float64Array(config.shards).fill(NaN)
  }

  firstOf(shard: number): number {
    return this.firstStation + shard * this.config.replicas
  }

  shardOf(station: number): number {
    return Math.floor((station - this.firstStation) / this.config.replicas)
  }

  /** The leader of a shard, or -1 while it has none that is up. */
  leaderOf(shard: number): number {
    const leader = this.leaders[shard]!
    return !this.sim.isDown(leader) ? leader : -1
  }

  leads(station: number): boolean {
    return this.leaders[this.shardOf(station)] === station
  }

  /** An instance is lost: when it led, a follower takes its place after the time to notice and to promote. */
  lost(station: number): void {
    const shard = this.shardOf(station)
    if (this.leaders[shard] !== station) return
    this.promoteLater(shard, station, this.writesNotYetAt(shard, station))
  }

  /** An instance has stopped: its followers cannot tell that from a loss. What it has sent them arrives all the same. */
  paused(station: number): void {
    if (this.leads(station) && !this.sim.isDown(station)) this.promoteLater(this.shardOf(station), station, new Map())
  }

  /** A leader is to be taken out of service, which nobody has to find out: it hands over, and nothing is lost. */
  drained(station: number): void {
    const shard = this.shardOf(station)
    if (!this.leads(station)) return
    const round = ++this.rounds[shard]!
    this.sim.later(this.config.failover.promoteS, () => {
      if (this.rounds[shard] === round && this.isOut(station)) this.promote(shard, new Map())
    })
  }

  /** Down, or paused. */
  private isOut(station: number): boolean {
    return this.sim.isDown(station) || this.sim.pauses.isPaused(station)
  }

  private promoteLater(shard: number, leader: number, missing: ReadonlyMap<number, number[]>): void {
    const { sim, config } = this
    const round = ++this.rounds[shard]!
    this.silentFrom[shard] = sim.nowS
    sim.later(config.failover.detectS + config.failover.promoteS, () => {
      if (this.rounds[shard] !== round || !this.isOut(leader)) return
      this.tell(shard)
      this.promote(shard, missing)
    })
  }

  /** Says when the loss of a leader was noticed, if it has been by now. */
  private tell(shard: number): void {
    const noticedS = this.silentFrom[shard]! + this.config.failover.detectS
    this.silentFrom[shard] = NaN
    // where there is no follower nobody listens for the leader
    if (noticedS <= this.sim.nowS && this.config.replicas > 1) this.sim.noticed?.('failover', this.block, noticedS)
  }

  /** The live follower that misses fewest writes takes over; what it misses is lost. */
  private promote(shard: number, missing: ReadonlyMap<number, number[]>): void {
    const first = this.firstOf(shard)
    let best = -1
    for (let station = first; station < first + this.config.replicas; station++) {
      if (this.isOut(station)) continue
      if (best < 0 || (missing.get(station)?.length ?? 0) < (missing.get(best)?.length ?? 0)) best = station
    }
    // nobody is left: the first that comes back leads
    if (best < 0) return
    if (!this.sim.isDown(this.leaders[shard]!)) this.hasDeposed = true
    this.leaders[shard] = best
    // an acknowledged write has reached all followers, or the one that is promoted, unless nobody waited for them
    if (this.config.replication === 'async') this.lostWrites += missing.get(best)?.length ?? 0
  }

  /** By follower: the writes that had not reached it when the leader was lost. They never will. */
  private writesNotYetAt(shard: number, leader: number): Map<number, number[]> {
    const { sim } = this
    const first = this.firstOf(shard)
    const missing = new Map<number, number[]>()
    sim.forEachJob((job) => {
      const station = sim.stationOf(job)
      const isOwn = sim.blockOf(job) === this.block && sim.isOwn(job)
      const isHere = station >= first && station < first + this.config.replicas && station !== leader
      if (!isOwn || !isHere || sim.hasFlag(job, FLAG.SECOND_PART)) return
      const jobs = missing.get(station)
      if (jobs) jobs.push(job)
      else missing.set(station, [job])
    })
    for (const jobs of missing.values()) for (const job of jobs) sim.breakOff(job)
    return missing
  }

  /** An instance is back: as leader of what still waits for one, or else as a follower. */
  back(station: number): void {
    const shard = this.shardOf(station)
    const leader = this.leaders[shard]!
    if (this.isOut(station)) return
    if (leader === station) {
      this.rounds[shard]!++
      this.tell(shard)
    } else if (this.isOut(leader) && this.noneElseIsUp(shard, station)) {
      this.promoteLater(shard, leader, this.writesNotYetAt(shard, leader))
    }
  }

  private noneElseIsUp(shard: number, station: number): boolean {
    const first = this.firstOf(shard)
    for (let other = first; other < first + this.config.replicas; other++) {
      if (other !== station && !this.isOut(other)) return false
    }
    return true
  }

  forgetLosses(): void {
    this.lostWrites = 0
  }
}
