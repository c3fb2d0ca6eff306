import { nextBelow } from '@/core/random/streams'
import { END_STEP } from './program'
import * as rows from './rows'
import { Outages } from './outages'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { words } = memory.draws
const { NOW } = CLOCK

const { OK } = rows.OUTCOME
const { HOLDS, INSIDE, FAILED, LIVE, SOLE, TRACED } = rows.FLAG
const { GEN, NEXT, PARENT, PARENT_GEN, BLOCK, LINK_AT, CLASS, KEY, STATION, FLAGS } = rows.JOB
const { BORN, ENTERED } = rows.JOB_REAL
const { FIRST_STATION, INSTANCES, PLAIN, PICK, DIRECT, ONLY_CALL_AT } = rows.BLOCK_ROW
const { ARRIVALS } = rows.STATION_ROW
const { TO, TO_STATION, HAS } = rows.LINK_ROW
const { STRAIGHT } = rows.LINK_REAL
const { NOT, RELEASES, HOLDS_ON } = rows.PLAIN_KIND
const { ROW_BITS, REAL_BITS, TO_REAL, CALLS_NOBODY } = rows
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
    const holdsOn = holds && ONLY_CALL_AT[row] !== CALLS_NOBODY
    PLAIN[row] = holdsOn ? HOLDS_ON : RELEASES
    PICK[row] = pick
    DIRECT[row] = 1
    if (INSTANCES[row] !== 1) return
    for (const link of this.linksTo[block]!) TO_STATION[this.linkAt(link)] = FIRST_STATION[row]!
    this.setDetours(block, false)
  }

  /**
   * A job has come to the instance that its caller picked, or else to a random one, as when a name resolves to several
   * addresses and nobody checks whether they answer.
   */
  arrivePlain(job: number): void {
    const at = job << ROW_BITS
    let station = STATION[at]!
    if (station < 0) {
      const row = BLOCK[at]! << ROW_BITS
      station = FIRST_STATION[row]!
      const instances = INSTANCES[row]!
      if (instances > 1) station += below(words, PICK[row]!, instances)
      STATION[at] = station
    }
    ARRIVALS[station << ROW_BITS]!++
    this.enterStation(job, station)
  }

  /** The work of a job is done; its calls come next. */
  servedPlain(job: number): void {
    const at = job << ROW_BITS
    const row = BLOCK[at]! << ROW_BITS
    const linkAt = ONLY_CALL_AT[row]!
    if (linkAt === CALLS_NOBODY) {
      this.releaseServer(job)
      this.finish(job, OK)
      return
    }
    if (PLAIN[row] === RELEASES) this.releaseServer(job)
    if (linkAt < 0 || (FLAGS[at]! & (TRACED | FAILED)) !== 0) this.servedByPlan(job)
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
    FLAGS[at]! |= SOLE
    if (HAS[linkAt] === 0) this.callStraight(job, linkAt, LIVE, CLASS[at]!, KEY[at]!)
    else this.sendCall(this.makeCall(job, linkAt, LIVE, CLASS[at]!, KEY[at]!), linkAt)
  }

  /**
   * Makes and sends a call over a link that leads straight to a station. Hot path: `makeCall`, `sendCall`, `deliver` and
   * `arrivePlain` in one, without what they would look at in vain.
   */
  protected callStraight(parent: number, linkAt: number, flags: number, classIndex: number, key: number): void {
    const job = this.takeJob()
    const at = job << ROW_BITS
    const real = job << REAL_BITS
    const station = TO_STATION[linkAt]!
    PARENT[at] = parent | 0
    if (parent >= 0) PARENT_GEN[at] = GEN[parent << ROW_BITS]!
    BLOCK[at] = TO[linkAt]!
    LINK_AT[at] = linkAt | 0
    CLASS[at] = classIndex | 0
    KEY[at] = key | 0
    STATION[at] = station
    FLAGS[at] = flags | INSIDE
    BORN[real] = clock[NOW]!
    ENTERED[real] = clock[NOW]!
    STRAIGHT[linkAt >> TO_REAL]! += 1
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
    if (NEXT[at] !== ~seq) return
    NEXT[at] = -1
    const row = BLOCK[at]! << ROW_BITS
    const linkAt = ONLY_CALL_AT[row]!
    const flags = FLAGS[at]!
    if (PLAIN[row] !== RELEASES || linkAt === MORE_TO_IT || (flags & WATCHED) !== HOLDS) {
      this.endWorkOtherwise(job)
      return
    }
    this.passServerOn(job, flags)
    if (linkAt === CALLS_NOBODY) this.finish(job, OK)
    else this.callSole(job, linkAt)
  }

  private endWorkOtherwise(job: number): void {
    const block = BLOCK[job << ROW_BITS]!
    if (PLAIN[block << ROW_BITS] !== NOT) this.servedPlain(job)
    else this.servedOf[block]!(this as unknown as Self, job)
  }

  protected leavesPlain(at: number, parent: number): boolean {
    const above = parent << ROW_BITS
    return parent >= 0 && (FLAGS[above]! & SOLE) !== 0 && GEN[above] === PARENT_GEN[at]
  }

  protected resumeLeaving(job: number): void {
    if ((FLAGS[job << ROW_BITS]! & HOLDS) !== 0) this.releaseServer(job)
  }
}
