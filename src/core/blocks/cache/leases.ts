import { FLAG, JOB, OP, ROW_BITS, event } from '@/core/sim/rows'
import type { Sim } from '@/core/sim/sim'

const { NEXT } = JOB

/** How long others wait for one who has gone to fetch a value. Source: Nishtala et al., "Scaling Memcache at Facebook" (2013): 10 s. */
const LEASE_S = 10
/** Of a job at a cache: it waits, or has waited, for another's fetch. */
const WAITS = FLAG.SECOND_PART

interface Lease {
  untilS: number
  waiting: number[]
}

/**
 * Who has gone to fetch a missed key of a node, and who waits for that. Those who wait are looked at again when the value is
 * there, or when the lease has run out, and then one of them gets the next.
 */
export class Leases {
  private readonly leases = new Map<number, Lease>()

  /** A job has missed a key. @returns whether it is to fetch the value; otherwise it waits, and its work ends once more */
  take(sim: Sim, job: number, key: number): boolean {
    const lease = this.leases.get(key)
    if (lease === undefined) {
      this.leases.set(key, { untilS: sim.nowS + LEASE_S, waiting: [] })
      return true
    }
    if (lease.untilS <= sim.nowS) {
      lease.untilS = sim.nowS + LEASE_S
      lease.waiting = lease.waiting.filter((other) => other !== job)
      if (lease.waiting.length > 0) wake(sim, lease.waiting[0]!, lease.untilS)
      return true
    }
    sim.setFlag(job, WAITS)
    // one look-out is enough for all
    if (lease.waiting.length === 0) wake(sim, job, lease.untilS)
    else NEXT[job << ROW_BITS] = -1
    lease.waiting.push(job)
    return false
  }

  /** The value of a key has come: those who waited look again. */
  end(sim: Sim, key: number): void {
    for (const job of this.close(key)) wake(sim, job, sim.nowS)
  }

  /** Nobody is waited for any more, whatever they have gone for. */
  endAll(sim: Sim): void {
    for (const key of this.leases.keys()) this.end(sim, key)
  }

  /** A fetch has failed. @returns who has waited for it, and does no longer */
  fail(sim: Sim, key: number): readonly number[] {
    const waiting = this.close(key)
    for (const job of waiting) NEXT[job << ROW_BITS] = -1
    return waiting
  }

  private close(key: number): readonly number[] {
    const lease = this.leases.get(key)
    this.leases.delete(key)
    return lease?.waiting ?? []
  }

  /** The node is lost, and all who waited at it. */
  clear(): void {
    this.leases.clear()
  }
}

/** Looks at a job again at a time, and not when it was going to be. Never at once: whoever brings the value is in the middle of something. */
function wake(sim: Sim, job: number, atS: number): void {
  NEXT[job << ROW_BITS] = ~sim.events.pushAt(atS, event(OP.WORK, job))
}
