import { nextBelow } from '@/core/random/streams'
import { END_STEP } from './program'
import * as rows from './rows'
import { Outages } from './outages'
import { CLOCK, memory } from './memory'

const { ints, reals, clock } = memory
const { words } = memory.draws
const { NOW } = CLOCK

const { OK } = rows.OUTCOME
const { HOLDS, INSIDE, FAILED, LIVE, TRACED } = rows.FLAG
const { GEN, NEXT, PARENT, PARENT_GEN, BLOCK, LINK_AT, CLASS, KEY, STATION, NEED, FLAGS, TIMER, MISSED } = rows.JOB
const { BORN, ENTERED } = rows.JOB_REAL
const { FIRST_STATION, INSTANCES, PLAIN, PICK, DIRECT, ONLY_CALL_AT } = rows.BLOCK_ROW
const { ARRIVALS } = rows.STATION_ROW
const { TO, TO_STATION, HAS } = rows.LINK_ROW
const { STRAIGHT } = rows.LINK_REAL
const { NOT, RELEASES, HOLDS_ON } = rows.PLAIN_KIND
const { ROW_BITS, REAL_BITS, TO_REAL, SOLE, CALLS_NOBODY } = rows
const END = END_STEP
/** In ONLY_CALL_AT. */
const MORE_TO_IT = -1
const WATCHED = HOLDS | TRACED | FAILED
const below = nextBelow

/**
 * Blocks that do what most do: a job goes to an instance, queues for a server, is served, makes its calls and leaves. A
 * kind asks for it with `setPlain`; its jobs then never leave the kernel, which spares them the calls to the kind and back.
 */
export abstract class PlainBlocks<Self> extends Outages<Self> {
  /**
   * @param holds a server stays with its job until the job's calls are answered
   * @param pick stream for the instance, where the caller has not picked one
   */
  setPlain(block: number, holds: boolean, pick: number): void {
    const row = block << ROW_BITS
    // whoever calls nobody has nothing to hold on for
    const holdsOn = holds && ints[row | ONLY_CALL_AT] !== CALLS_NOBODY
    ints[row | PLAIN] = holdsOn ? HOLDS_ON : RELEASES
    ints[row | PICK] = pick
    ints[row | DIRECT] = 1
    if (ints[row | INSTANCES] !== 1) return
    for (const [i, link] of this.program.links.entries()) {
      if (link.to === block) ints[this.linkAt(i) | TO_STATION] = ints[row | FIRST_STATION]!
    }
    this.setDetours(block, false)
  }

  /**
   * A job has come to the instance that its caller picked, or else to a random one, as when a name resolves to several
   * addresses and nobody checks whether they answer.
   */
  arrivePlain(job: number): void {
    const at = job << ROW_BITS
    let station = ints[at | STATION]!
    if (station < 0) {
      const row = ints[at | BLOCK]! << ROW_BITS
      station = ints[row | FIRST_STATION]!
      const instances = ints[row | INSTANCES]!
      if (instances > 1) station += below(words, ints[row | PICK]!, instances)
      ints[at | STATION] = station
    }
    ints[(station << ROW_BITS) | ARRIVALS]!++
    this.enterStation(job, station)
  }

  /** The work of a job is done; its calls come next. */
  servedPlain(job: number): void {
    const at = job << ROW_BITS
    const row = ints[at | BLOCK]! << ROW_BITS
    const linkAt = ints[row | ONLY_CALL_AT]!
    if (linkAt === CALLS_NOBODY) {
      this.releaseServer(job)
      this.finish(job, OK)
      return
    }
    if (ints[row | PLAIN] === RELEASES) this.releaseServer(job)
    if (linkAt < 0 || (ints[at | FLAGS]! & (TRACED | FAILED)) !== 0) this.servedByPlan(job)
    else this.callSole(job, linkAt)
  }

  private servedByPlan(job: number): void {
    const plan = this.planFor(job)
    if (plan === END) this.resumedPlain(job)
    else this.startPlan(job, plan)
  }

  /** Makes the one call of a job, after whose answer it leaves. */
  private callSole(job: number, linkAt: number): void {
    const at = job << ROW_BITS
    ints[at | NEED] = SOLE
    if (ints[linkAt | HAS] === 0) this.callStraight(job, linkAt, LIVE, ints[at | CLASS]!, ints[at | KEY]!)
    else this.sendCall(this.makeCall(job, linkAt, LIVE, ints[at | CLASS]!, ints[at | KEY]!), linkAt)
  }

  /**
   * Makes and sends a call over a link that leads straight to a station. Hot path: `makeCall`, `sendCall`, `deliver` and
   * `arrivePlain` in one, without what they would look at in vain.
   */
  protected callStraight(parent: number, linkAt: number, flags: number, classIndex: number, key: number): void {
    const job = this.takeJob()
    const at = job << ROW_BITS
    const real = job << REAL_BITS
    const station = ints[linkAt | TO_STATION]!
    ints[at | PARENT] = parent | 0
    if (parent >= 0) ints[at | PARENT_GEN] = ints[(parent << ROW_BITS) | GEN]!
    ints[at | BLOCK] = ints[linkAt | TO]!
    ints[at | LINK_AT] = linkAt | 0
    ints[at | CLASS] = classIndex | 0
    ints[at | KEY] = key | 0
    ints[at | STATION] = station
    ints[at | FLAGS] = flags | INSIDE
    ints[at | TIMER] = 0
    ints[at | MISSED] = -1
    reals[real | BORN] = clock[NOW]!
    reals[real | ENTERED] = clock[NOW]!
    reals[(linkAt >> TO_REAL) | STRAIGHT]! += 1
    this.enterStation(job, station)
  }

  /** The calls of a job have been answered, or one has failed. */
  resumedPlain(job: number): void {
    this.releaseServer(job)
    this.finish(job, this.outcomeOfCalls(job))
  }

  /** A job's work is done, unless it has been broken off. Hot path: `servedPlain` for jobs that make one call or none. */
  protected endWork(job: number, seq: number): void {
    const at = job << ROW_BITS
    if (ints[at | NEXT] !== ~seq) return
    ints[at | NEXT] = -1
    const row = ints[at | BLOCK]! << ROW_BITS
    const linkAt = ints[row | ONLY_CALL_AT]!
    const flags = ints[at | FLAGS]!
    if (ints[row | PLAIN] !== RELEASES || linkAt === MORE_TO_IT || (flags & WATCHED) !== HOLDS) {
      this.endWorkOtherwise(job)
      return
    }
    this.passServerOn(job, flags)
    if (linkAt === CALLS_NOBODY) this.finish(job, OK)
    else this.callSole(job, linkAt)
  }

  private endWorkOtherwise(job: number): void {
    const block = ints[(job << ROW_BITS) | BLOCK]!
    if (ints[(block << ROW_BITS) | PLAIN] !== NOT) this.servedPlain(job)
    else this.servedOf[block]!(this as unknown as Self, job)
  }

  protected leavesPlain(at: number, parent: number): boolean {
    const above = parent << ROW_BITS
    return parent >= 0 && ints[above | NEED] === SOLE && ints[above | GEN] === ints[at | PARENT_GEN]
  }

  protected resumeLeaving(job: number): void {
    if ((ints[(job << ROW_BITS) | FLAGS]! & HOLDS) !== 0) this.releaseServer(job)
  }
}
