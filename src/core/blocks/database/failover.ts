import { FLAG } from '@/core/sim/rows'
import type { Sim } from '@/core/sim/sim'
import type { DatabaseConfig } from './config'

/** Who leads each shard, and what happens when a leader is lost. Replicas of a shard are neighbours among the stations. */
export class Failover {
  /** Writes that were acknowledged and lost with their leader. */
  lostWrites = 0
  private readonly sim: Sim
  private readonly block: number
  private readonly config: DatabaseConfig
  private readonly firstStation: number
  private readonly leaders: Int32Array
  /** Promotions under way: a later loss or return makes them void. */
  private readonly rounds: Int32Array

  constructor(sim: Sim, block: number, config: DatabaseConfig) {
    this.sim = sim
    this.block = block
    this.config = config
    this.firstStation = sim.program.blocks[block]!.firstStation
    this.leaders = Int32Array.from({ length: config.shards }, (_, shard) => this.firstOf(shard))
    this.rounds = new Int32Array(config.shards)
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

  /** An instance is lost: when it led, a follower takes its place after the time to notice and to promote. */
  lost(station: number): void {
    const shard = this.shardOf(station)
    if (this.leaders[shard] !== station) return
    this.promoteLater(shard, station)
  }

  private promoteLater(shard: number, leader: number): void {
    const { sim, config } = this
    const round = ++this.rounds[shard]!
    const missing = this.writesNotYetAt(shard, leader)
    sim.later(config.failover.detectS + config.failover.promoteS, () => {
      if (this.rounds[shard] !== round || !sim.isDown(leader)) return
      this.promote(shard, missing)
    })
  }

  /** The live follower that misses fewest writes takes over; what it misses is lost. */
  private promote(shard: number, missing: ReadonlyMap<number, number[]>): void {
    const first = this.firstOf(shard)
    let best = -1
    for (let station = first; station < first + this.config.replicas; station++) {
      if (this.sim.isDown(station)) continue
      if (best < 0 || (missing.get(station)?.length ?? 0) < (missing.get(best)?.length ?? 0)) best = station
    }
    // nobody is left: the first that comes back leads
    if (best < 0) return
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
    if (leader === station) this.rounds[shard]!++
    else if (this.sim.isDown(leader) && this.noneElseIsUp(shard, station)) this.promoteLater(shard, leader)
  }

  private noneElseIsUp(shard: number, station: number): boolean {
    const first = this.firstOf(shard)
    for (let other = first; other < first + this.config.replicas; other++) {
      if (other !== station && !this.sim.isDown(other)) return false
    }
    return true
  }

  forgetLosses(): void {
    this.lostWrites = 0
  }
}
