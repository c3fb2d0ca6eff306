/**
 * A job is one unit of work at one block: a request at its client, a call to a block (every attempt is a job of its
 * own), or a message in a queue. Its row is 16 integers and 4 doubles in two typed arrays, one cache line each and a half;
 * a job is known by the number of its row. Nothing is allocated when a job is made: free rows form a list.
 */
export const ROW_BITS = 4
export const REAL_BITS = 2

/** Counts up whenever the row changes owner, or when calls that are still out no longer matter. */
export const GEN = 0
/** The next job of a list (queue or free rows), or the complement of the sequence number of its pending work. */
export const NEXT = 1
/** The job that waits for this one's answer, or one of the codes below 0. */
export const PARENT = 2
/** GEN of the parent when it called: another one now means that nobody waits any more. */
export const PARENT_GEN = 3
export const BLOCK = 4
/** The link by which it was called; -1 for requests and messages. */
export const LINK = 5
export const CLASS = 6
/** The key it is about: 0 and up in the class's key space; below 0 a number of its own, which no cache can hold. */
export const KEY = 7
/** The instance it is at or on the way to; -1 until one is chosen. */
export const STATION = 8
/** Where it stands in its block's plan. */
export const STEP = 9
/** Answers it still needs from calls that must all succeed. */
export const NEED = 10
/** Answers it still needs from calls of which the first k will do, and how many of those are out. */
export const NEED_FIRST = 11
export const OUT_FIRST = 12
export const FLAGS = 13
/** Sequence number of its running time-out; 0 when there is none. */
export const TIMER = 14
/** Free for the kind: the cache that missed (calls), deliveries so far (messages). */
export const AUX = 15

/** Doubles: when it was called or born, when it reached the block, when a server took it up, free for the kind. */
export const BORN = 0
export const ENTERED = 1
export const WORK_START = 2
export const EXTRA = 3

/** Nobody waits for an answer. */
export const NO_PARENT = -1

/** How a job ended; the first three are successes. */
export const OK = 0
export const HIT = 1
export const MISS = 2
export const REJECTED = 3
export const TIMEOUT = 4
export const UNAVAILABLE = 5
export const LOST = 6
export const OUTCOMES = ['ok', 'hit', 'miss', 'rejected', 'timeout', 'unavailable', 'lost'] as const
export const FAILURES = ['rejected', 'timeout', 'unavailable', 'lost'] as const
export const FIRST_FAILURE = REJECTED

/** Bits 0-2: the outcome. */
export const OUTCOME_MASK = 7
/** A cache asked in an earlier step had it. */
export const SAW_HIT = 1 << 3
/** The caller has given up; the callee works on. */
export const ABANDONED = 1 << 4
/** A call of the plan failed, and nothing has made up for it yet; the outcome bits say how. */
export const FAILED = 1 << 5
/** The calls of a step are being sent: answers are counted, but nothing goes on before all are out. */
export const LAUNCHING = 1 << 6
/** Its answer counts among those of which the first k will do. */
export const GROUP = 1 << 7
/** Its message was lost: no block has it, only a time-out can end it. */
export const GONE = 1 << 8
/** A request that arrived within the measured time. */
export const COUNTED = 1 << 9
export const TRACED = 1 << 10
/** A server was reserved for it before it set out. */
export const RESERVED = 1 << 11
/** Free for the kind: the second half of its work at the block. */
export const SECOND_PART = 1 << 12
/** The running step reads what a cache asked earlier had not: when it is done, the cache is filled. */
export const FILLS = 1 << 13
/** The row is in use. */
export const LIVE = 1 << 14
/** A failed answer is as good as a miss: a later step asks the store. */
export const FAIL_IS_MISS = 1 << 15
/** It has reached its block and has not left it. */
export const INSIDE = 1 << 16
/** From here on: the number of attempts before this one. */
export const ATTEMPT_SHIFT = 20
/** Calls of the running step have answered 'hit', or 'miss'. */
export const STEP_HIT = 1 << 17
export const STEP_MISS = 1 << 18
/** It occupies a server. */
export const HOLDS = 1 << 19
/** What a further attempt inherits. */
export const INHERITED = GROUP | FAIL_IS_MISS
