import { REAL_BITS, ROW_BITS, memory } from './memory'

/**
 * The layout of what a run keeps: one table, of which every block, station, link, class and job is a row. It lies in the memory of
 * the thread (memory.ts), and nothing is allocated when a job is made.
 *
 * The rows come in this order: blocks and stations, whose numbers are those of their rows; links and classes, which are
 * numbered from 0 (`linkAt` and `classAt` find their rows); jobs, again numbered as their rows, as many as there come to be.
 *
 * A row is two lines of 64 bytes, far apart: one with what happens all the time, and another one with the rest (`Rest`). What a
 * large design costs is for the most part how many lines of memory an event touches, so most events stay with the first ones.
 * A line is ten integers and then three doubles, or two more integers in the place of the last one.
 *
 * Every field is an array of its own over that memory, and the field of a row is `FIELD[row << ROW_BITS]`, or for a double
 * `FIELD[row << REAL_BITS]`: the place of a row is looked at once, however many of its fields are read and written.
 * A parameter or a property that goes into one of integers is written `x | 0`: its type is not known to the compiler, which
 * otherwise converts whatever might be in it, in twenty instructions.
 * Files on the hot path copy the names they use into constants of their own (`const { GEN } = JOB`): an imported
 * constant is a load at run time, one of the file's own is part of the machine code.
 */
export { REAL_BITS, ROW_BITS }
/** A row that begins at `at` among integers begins at `at >> TO_REAL` among doubles. */
export const TO_REAL = ROW_BITS - REAL_BITS

const int = (place: number): Int32Array => memory.rows.ints[place]!
const restInt = (place: number): Int32Array => memory.rest.ints[place]!
/** Doubles come after ten integers. */
const real = (place: number): Float64Array => memory.rows.reals[5 + place]!
const restReal = (place: number): Float64Array => memory.rest.reals[5 + place]!

export const JOB = {
  /** Counts up whenever the row changes owner, or when calls that are still out no longer matter. */
  GEN: int(0),
  /** The next job of a list (queue or free rows), or the complement of the sequence number of its pending work. */
  NEXT: int(1),
  /** The job that waits for this one's answer, NO_PARENT or REQUEST. */
  PARENT: int(2),
  /** GEN of the parent when it called: another one now means that nobody waits any more. */
  PARENT_GEN: int(3),
  BLOCK: int(4),
  /**
   * Where the row of the link by which it was called begins; -1 for what a block does of its own: requests with a plan,
   * messages, copies.
   */
  LINK_AT: int(5),
  CLASS: int(6),
  /** The key it is about: 0 and up in the class's key space; below 0 a number of its own, which no cache can hold. */
  KEY: int(7),
  /** The instance it is at or on the way to; -1 until one is chosen. */
  STATION: int(8),
  FLAGS: int(9),
  /** Where it stands in its block's plan. */
  STEP: restInt(0),
  /** Answers it still needs from calls that must all succeed. */
  NEED: restInt(1),
  /** Answers it still needs from calls of which the first k will do, and how many of those are out. */
  NEED_FIRST: restInt(2),
  OUT_FIRST: restInt(3),
  /** Sequence number of its running time-out; 0 when there is none. Whoever sets it says so by `REST`. */
  TIMER: restInt(4),
  /** The cache that missed, to be filled; -1 when there is none. Whoever sets it says so by `REST`. */
  MISSED: restInt(5),
}

export const JOB_REAL = {
  /** When it was called or born. */
  BORN: real(0),
  /** When it reached its block. */
  ENTERED: real(1),
  /** When a server took it up. */
  WORK_START: real(2),
  /** Free for the kind. */
  EXTRA: restReal(0),
}

/** Nobody waits for an answer. */
export const NO_PARENT = -1
/** The job is the request itself, called over the only link that its client has for it. */
export const REQUEST = -2

/** How a job ended; the first three are successes. */
export const OUTCOME = { OK: 0, HIT: 1, MISS: 2, REJECTED: 3, TIMEOUT: 4, UNAVAILABLE: 5, LOST: 6 } as const
export const OUTCOMES = ['ok', 'hit', 'miss', 'rejected', 'timeout', 'unavailable', 'lost'] as const
export const FAILURES = ['rejected', 'timeout', 'unavailable', 'lost'] as const
export const FIRST_FAILURE = OUTCOME.REJECTED

export const FLAG = {
  /** Bits 0-2: the outcome. */
  OUTCOME_MASK: 7,
  /** A cache asked in an earlier step had it. */
  SAW_HIT: 1 << 3,
  /** The caller has given up; the callee works on. */
  ABANDONED: 1 << 4,
  /** A call of the plan failed, and nothing has made up for it yet; the outcome bits say how. */
  FAILED: 1 << 5,
  /** The calls of a step are being sent: answers are counted, but nothing goes on before all are out. */
  LAUNCHING: 1 << 6,
  /** Its answer counts among those of which the first k will do. */
  GROUP: 1 << 7,
  /** Its message was lost: no block has it, only a time-out can end it. */
  GONE: 1 << 8,
  /** A request that arrived within the measured time. */
  COUNTED: 1 << 9,
  TRACED: 1 << 10,
  /** A server was reserved for it before it set out. */
  RESERVED: 1 << 11,
  /** Free for the kind: the second half of its work at the block. */
  SECOND_PART: 1 << 12,
  /** The running step reads what a cache asked earlier had not: when it is done, the cache is filled. */
  FILLS: 1 << 13,
  /** The row is in use. */
  LIVE: 1 << 14,
  /** A failed answer is as good as a miss: a later step asks the store. */
  FAIL_IS_MISS: 1 << 15,
  /** It has reached its block and has not left it. */
  INSIDE: 1 << 16,
  /** Calls of the running step have answered 'hit', or 'miss'. */
  STEP_HIT: 1 << 17,
  STEP_MISS: 1 << 18,
  /** It occupies a server. */
  HOLDS: 1 << 19,
  /**
   * A single call of a plain block is out, and when it is answered well the plan is over and nothing else has to be looked at.
   * STEP, NEED, NEED_FIRST and OUT_FIRST are then not set.
   */
  SOLE: 1 << 20,
  /** TIMER or MISSED may have been set since the job took its row. */
  REST: 1 << 21,
  /** From here on: the number of attempts before this one. */
  ATTEMPT_SHIFT: 24,
} as const

/** Counts of a block since measuring began, except QUEUED, which is a level. */
export const BLOCK_ROW = {
  /**
   * What its jobs do after their work, where it is the same for all classes: the beginning of the row of the one link that they
   * take, once, before they leave; CALLS_NOBODY; or -1 where there is more to it.
   */
  ONLY_CALL_AT: int(0),
  /** The draw of its work, where all classes share one; NO_DRAW where they do not. */
  ONLY_DRAW: int(1),
  /** One of PLAIN_KIND. */
  PLAIN: int(2),
  /** 1: it is plain, and no fault makes its calls fail. */
  DIRECT: int(3),
  QUEUED: int(4),
  QUEUE_MAX: int(5),
  FIRST_STATION: int(6),
  INSTANCES: int(7),
  ARRIVALS: int(8),
  DONE: int(9),
  REJECTED: restInt(0),
  BROKEN: restInt(1),
  /** Jobs finished for callers that had given up. */
  WASTED: restInt(2),
  HITS: restInt(3),
  MISSES: restInt(4),
  /** Where it is plain: the stream that picks an instance. */
  PICK: restInt(5),
}

/** In ONLY_CALL_AT: jobs leave when their work is done. */
export const CALLS_NOBODY = -2

/** Whether the kernel does by itself what a block does (plain-blocks.ts), and when a server is free again. */
export const PLAIN_KIND = { NOT: 0, RELEASES: 1, HOLDS_ON: 2 } as const

/**
 * An area is the integral of a number over time (jobs waiting, servers busy). It is kept without looking at the clock
 * between changes: a rise at time t takes t away, a fall at t adds t, and what still stands at T adds T for each.
 */
export const BLOCK_REAL = {
  QUEUE_AREA: real(0),
  WAIT_SUM: real(1),
  /** Time that servers were occupied, added up job by job. */
  HOLD_SUM: real(2),
  /** Time waited by jobs that left a queue without being served. */
  WAIT_BROKEN: restReal(0),
}

export const STATION_ROW = {
  BLOCK: int(0),
  /** Servers that take jobs up: none while it is paused. */
  SERVERS: int(1),
  BUSY: int(2),
  /** First and last job that wait, linked by NEXT; -1 when nobody does. */
  HEAD: int(3),
  TAIL: int(4),
  WAITING: int(5),
  /** Whom it asks for a job when a server is free: bits of ASKS. */
  ASKS: int(6),
  ARRIVALS: int(7),
  /** A job takes a server at once where fewer are busy: SERVERS, or 0 where somebody has to be asked. */
  OPEN: int(8),
  /** A job waits its turn, first in first out, where fewer do: LIMIT, or 0 where somebody has to be asked. */
  ROOM: int(9),
  /** How many faults keep it down; it works at 0. */
  DOWN: int(14),
  /** Servers kept free for messages on their way. */
  RESERVED: int(15),
  /** Jobs that may wait; -1: no limit. */
  LIMIT: restInt(0),
  DISCIPLINE: restInt(1),
  /** The servers that it has, paused or not. */
  ALL_SERVERS: restInt(2),
}

export const STATION_REAL = {
  /** Work takes so many times as long. */
  SLOW: real(0),
  BUSY_AREA: real(1),
}

export const LINK_ROW = {
  TO: int(0),
  /** The only instance that a call can come to, where the link leads to a plain block that has one; -1 elsewhere. */
  TO_STATION: int(1),
  /** Bits of LINK_HAS. */
  HAS: int(2),
  /** The lane of its latency, or one of LATENCY. */
  LATENCY: int(3),
  DRAW_OUT: int(4),
  DRAW_BACK: int(5),
  TIMEOUT_LANE: int(6),
  COINS: int(7),
  CALLS: int(8),
  /** Those that came back without a failure. */
  ANSWERS: int(9),
  FROM: restInt(0),
  MAX_RETRIES: restInt(1),
  RETRIES: restInt(2),
  TIMEOUTS: restInt(3),
  LOST: restInt(4),
  /** Calls that an open breaker refused. */
  REFUSED: restInt(5),
}

export const LINK_REAL = {
  /** Time that those of ANSWERS took, added up. */
  TIME: real(0),
  /**
   * Counts that stand for several until somebody looks (`settleCounts`): calls that went straight to their station, one
   * each for CALLS and for the ARRIVALS of block and station; and successes that came straight back, for ANSWERS and DONE.
   */
  STRAIGHT: real(1),
  STRAIGHT_BACK: real(2),
  LOSS: restReal(0),
}

/** Where requests of a class come from, and what became of those that arrived since measuring began. */
export const CLASS_ROW = {
  /** One of SOURCE. */
  SOURCE: int(0),
  /** Requests that arrive together. */
  BURST: int(1),
  /** Draw of the gaps between arrivals, or of the time a user thinks. */
  DRAW: int(2),
  /** Sequence number of the arrival that is due; an earlier one has been replaced. */
  DUE: int(3),
  /** Where the row of the only link begins that it takes from its client, without further ado; -1 where there is more to it. */
  ONLY_LINK_AT: int(4),
  OFFERED: int(5),
  /** 1: its requests are about keys of a key space. */
  KEYED: int(6),
  /** Where the histogram of its latencies begins. */
  LATENCIES_AT: int(7),
  /** Four counts, in the order of FAILURES. */
  FAILED: restInt(0),
}

export const CLASS_REAL = {
  LATENCY_SUM: real(0),
  LATENCY_MAX: real(1),
  /** Mean time between arrivals (of bursts, where they come in bursts), seconds, with the factor of faults in it. */
  GAP: real(2),
  /** Faults multiply the rate by this. */
  RATE_FACTOR: restReal(0),
}

export const SOURCE = { POISSON: 0, CONSTANT: 1, BURSTY: 2, CLOSED: 3, TRACE: 4 } as const

/**
 * What keeps a call over a link from just happening: BESIDES; a latency (DELAY); and that it leads elsewhere than to the only
 * instance of a plain block, or to one before which a fault stands (DETOUR). With none of it the call goes straight to its
 * station, and one test for 0 tells.
 */
export const LINK_HAS = {
  TIMEOUT: 1,
  RETRIES: 2,
  BREAKER: 4,
  LOSS: 8,
  /** An instance of the block it starts from is paused: answers may have to wait for it. */
  HELD: 16,
  DELAY: 32,
  DETOUR: 64,
} as const
export const BESIDES = 31
export const LATENCY = { NONE: -1, DRAWN: -2 } as const

/**
 * How a station chooses whom to serve next. From RANKED on a scheduler keeps those who wait (scheduler.ts); from SHARING on it
 * also decides who is served.
 */
export const DISCIPLINE = { FIFO: 0, LIFO: 1, RANKED: 2, SHARING: 3, PREEMPTIVE: 4 } as const

export const ASKS = { SOURCES: 1, SCHEDULER: 2 } as const

/** What an event asks for; the rest of the event says for whom. */
export const OP = {
  BITS: 4,
  MASK: 15,
  WORK: 0,
  LANE: 1,
  ARRIVAL: 2,
  DELIVER: 3,
  ANSWER: 4,
  TIMEOUT: 5,
  RETRY: 6,
  SCHEDULER: 7,
  THINK: 8,
  RARE: 9,
  MESSAGE: 10,
} as const

/** An event of the event list: what is to happen, and to whom. */
export const event = (op: number, subject: number): number => (subject << OP.BITS) | op
