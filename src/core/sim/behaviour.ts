/**
 * What a kind of block does with jobs. The kernel calls these through tables indexed by kind and knows nothing else of
 * kinds; a kind keeps whatever it needs in its own state (`sim.states[block]`).
 *
 * The kernel is a parameter so that this file, which the kernel is made from, need not know it.
 */
export interface KindBehaviour<Sim, Config = unknown> {
  /** Settings of one block, checked and filled in, to what one run needs: stations, draws, tables. */
  setup: (sim: Sim, block: number, config: Config) => unknown
  /** Called when all blocks are set up, for those that look at their neighbours. */
  connect?: (sim: Sim, block: number) => void
  /** A job has reached the block. */
  arrive: (sim: Sim, job: number) => void
  /** The work that the block started for the job is done. */
  served: (sim: Sim, job: number) => void
  /** The job's calls to other blocks have been answered, or one has failed (FAILED, with the outcome). */
  resumed: (sim: Sim, job: number) => void
  /** The block picks the links of a job itself, and has no plan of steps. */
  routes?: boolean
  /** A balancer may pick one of its instances; absent, it picks the block and the block does the rest. */
  addressable?: boolean
  /** A store has answered a read that this block had missed. */
  filled?: (sim: Sim, block: number, key: number) => void
  /** An instance that takes its work from this block has a free server. @returns whether it got a message */
  pull?: (sim: Sim, block: number, station: number) => boolean
  /** A message of this block has not been acknowledged in time. */
  timeUp?: (sim: Sim, job: number) => void
  /** A call of this block is about to be repeated: it may go elsewhere. */
  reroute?: (sim: Sim, call: number) => void
  /** A job at a lost instance is about to fail. */
  dropped?: (sim: Sim, job: number) => void
  /** An instance was lost; what it was doing has already failed. */
  lost?: (sim: Sim, block: number, station: number) => void
  /** An instance is back. */
  back?: (sim: Sim, block: number, station: number) => void
  /** An instance is being taken out of service, and still finishes what it has. */
  drained?: (sim: Sim, block: number, station: number) => void
  /** An instance has stopped in the middle of everything; nothing is lost. */
  paused?: (sim: Sim, block: number, station: number) => void
  /** It goes on where it was. */
  awake?: (sim: Sim, block: number, station: number) => void
  /** A link of the block has been cut, or is whole again. */
  cut?: (sim: Sim, block: number, link: number, isCut: boolean) => void
  /** The clock by which the block tells the time of day is off by so many seconds; absent where nothing depends on it. */
  setClock?: (sim: Sim, block: number, offsetS: number) => void
  /** Everything held in memory is forgotten. */
  flush?: (sim: Sim, block: number) => void
  /** Calls `visit` for every job that waits at the block and not at one of its stations. */
  forEachWaiting?: (sim: Sim, block: number, visit: (job: number) => void) => void
  /** The warm-up is over: counts of the kind's own start at 0. */
  measured?: (sim: Sim, block: number) => void
  /** Figures beyond those that every block has. */
  figures?: (sim: Sim, block: number) => BlockExtras
}

/** Figures that only some kinds have; counted since time 0 unless stated. */
export interface BlockExtras {
  /** Replaces the number of finished calls, where those are not what is worked on. */
  completed?: number
  /** Calls turned away because nobody had taken them up within the wait limit. */
  waitedTooLong?: number
  /** Writes acknowledged and then lost: with their leader, or because the store behind a cache never took them. */
  lostWrites?: number
  /** Messages given to a consumer once more. */
  redelivered?: number
  /** Messages given up and kept aside. */
  deadLettered?: number
  /** Messages given up and gone. */
  droppedMessages?: number
  /** Messages waiting at the end. */
  backlog?: number
  /** Messages with a consumer at the end. */
  unacknowledged?: number
  /** Messages waiting or with a consumer at time 0. */
  carried?: number
}
