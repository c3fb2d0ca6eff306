import { BATCH, type DrawMemory } from '@/core/random/draws'
import { WORDS_PER_STREAM } from '@/core/random/streams'
import { HISTOGRAM_BUCKETS } from '@/core/stats/latency-histogram'

/** The integers and the doubles that a line of 64 bytes has room for, as powers of 2. */
export const ROW_BITS = 4
export const REAL_BITS = 3

/**
 * The memory that simulations work in, one set of arrays a thread. They are constants of their files and never move, so that compiled
 * code has their addresses and lengths in it: an access is then one comparison and one load, where an array in a field takes
 * three loads more, again after every call that is not inlined. That is worth a fifth of the engine's speed.
 *
 * The price is that only one simulation can be at work in a thread; another one moves its state in and the first one's out
 * (`Tenant`). The system gives memory to what has been touched only, so that room for a million jobs costs a small run nothing.
 *
 * Files on the hot path write `const { clock } = memory` once, at the top.
 */
const MOST_JOBS = 2 ** 20
/** Blocks, stations, links and classes. */
const MOST_PARTS = 2 ** 17
const MOST_STREAMS = 2 ** 18
const MOST_BATCHES = 2 ** 15
/** Histograms of waits and latencies: of all blocks and classes that a design can have. */
const MOST_HISTOGRAMS = 5_500
/** Events that may be due at the same moment: every job may have one, and every user who thinks. */
const MOST_NEAR = 2 ** 21
const MOST_FAR = 2 ** 22
export const LADDER = {
  /** Rungs of far events at the same time, each a part of a bucket of the one before, and the buckets that one may have. */
  MOST_RUNGS: 16,
  MOST_BUCKETS: 2 ** 16,
  /** The integers of a far event and of a rung, as powers of 2. */
  SLOT_BITS: 2,
  RUNG_BITS: 4,
} as const
const { MOST_RUNGS, MOST_BUCKETS, SLOT_BITS, RUNG_BITS } = LADDER

export const MEMORY_ROWS = MOST_JOBS + MOST_PARTS

/** Rows of 2^bits integers each, or half as many doubles, one after the other. */
export interface Table {
  all: Int32Array
  /**
   * The same once more: for each place in a row an array that begins with that of the first row. All are of the same length, so that
   * compiled code holds the beginning of a row against it once, and then reads and writes its fields without further ado.
   */
  ints: readonly Int32Array[]
  reals: readonly Float64Array[]
}

function table(rows: number, bits: number): Table {
  const all = new Int32Array(rows << bits)
  const reals = new Float64Array(all.buffer)
  return { all, ints: byPlace(all, 1 << bits), reals: byPlace(reals, 1 << (bits - 1)) }
}

function byPlace<T extends Int32Array | Float64Array>(all: T, places: number): T[] {
  return Array.from({ length: places }, (_, i) => all.subarray(i, i + all.length - places + 1) as T)
}

export const memory = {
  /** The table, see rows.ts: of every row what common events touch, and the rest of it. */
  rows: table(MEMORY_ROWS, ROW_BITS),
  rest: table(MEMORY_ROWS, ROW_BITS),
  /** See CLOCK. Longer than it needs to be, since small arrays lie where they may be moved. */
  clock: new Float64Array(16),
  /** See CURSOR; longer, as the clock is. */
  cursors: new Int32Array(32),
  /** The nearest events, see event-list.ts. */
  near: {
    times: new Float64Array(MOST_NEAR),
    seqs: new Int32Array(MOST_NEAR),
    items: new Int32Array(MOST_NEAR),
  },
  /** The others, see far-events.ts: the next of its list for each of them, and the first event of each bucket, rung after rung. */
  far: table(MOST_FAR, SLOT_BITS),
  after: new Int32Array(MOST_FAR),
  rungs: table(MOST_RUNGS, RUNG_BITS),
  heads: new Int32Array(MOST_RUNGS * MOST_BUCKETS),
  /** How long jobs waited, one histogram a block, then latencies of requests since somebody looked, one a class. */
  counts: new Int32Array(MOST_HISTOGRAMS * HISTOGRAM_BUCKETS),
  /** The last of the waits, see `recordTimeInBytes`. */
  bytes: new Uint8Array(MOST_HISTOGRAMS * HISTOGRAM_BUCKETS),
  draws: {
    words: new Int32Array(MOST_STREAMS * WORDS_PER_STREAM),
    next: new Int32Array(MOST_STREAMS),
    values: new Float64Array((MOST_BATCHES + 1) * BATCH),
  } satisfies DrawMemory,
}

/** Places in `clock`, seconds. */
export const CLOCK = {
  NOW: 0,
  /** When to schedule the next event, or when the one that was taken happens. */
  WHEN: 1,
  /** Events at or beyond this are not taken. */
  LIMIT: 2,
  /** Before this all events are near ones. */
  HORIZON: 3,
  /** Far events from here on are in no rung. */
  TOP_FROM: 4,
} as const

/** Places in `cursors`. */
export const CURSOR = {
  /** Events that are near. */
  NEAR: 0,
  /** Near events that there may be. */
  ROOM: 1,
  /** Sequence number of the event scheduled last, and of the one taken last. */
  NEWEST: 2,
  TAKEN: 3,
  /** The first free row for a job; -1 when there is none. */
  FREE_JOB: 4,
  /** The row of the first class. */
  FIRST_CLASS: 5,
  /** Events that are far, their first free slot, -1 where there is none, and how many slots have ever been in use. */
  FAR: 6,
  FREE_SLOT: 7,
  USED_SLOTS: 8,
  /** The first of the far events that are in no rung, and how many rungs there are. */
  TOP: 9,
  RUNGS: 10,
  /** Nothing that anybody reads: see `askFor` in far-events.ts. */
  ASKED_FOR: 11,
} as const

/** How many elements of each array a simulation has in use, from its beginning. */
export interface Extent {
  rows: number
  near: number
  slots: number
  rungs: number
  buckets: number
  histograms: number
  streams: number
  batches: number
}

type MemoryArray = Int32Array | Float64Array | Uint8Array
const { draws } = memory
/** Each array, and how many of its elements are in use. */
const ARRAYS: readonly [array: MemoryArray, inUse: (extent: Extent) => number][] = [
  [memory.rows.all, ({ rows }) => rows << ROW_BITS],
  [memory.rest.all, ({ rows }) => rows << ROW_BITS],
  [memory.clock, () => memory.clock.length],
  [memory.cursors, () => memory.cursors.length],
  [memory.near.times, ({ near }) => near],
  [memory.near.seqs, ({ near }) => near],
  [memory.near.items, ({ near }) => near],
  [memory.far.all, ({ slots }) => slots << SLOT_BITS],
  [memory.after, ({ slots }) => slots],
  [memory.rungs.all, ({ rungs }) => rungs << RUNG_BITS],
  [memory.heads, ({ buckets }) => buckets],
  [memory.counts, ({ histograms }) => histograms * HISTOGRAM_BUCKETS],
  [memory.bytes, ({ histograms }) => histograms * HISTOGRAM_BUCKETS],
  [draws.words, ({ streams }) => streams * WORDS_PER_STREAM],
  [draws.next, ({ streams }) => streams],
  [draws.values, ({ batches }) => batches * BATCH],
]

/** Whoever's state may be in the memory. Everything that reads or changes it from outside begins with `moveIn`. */
export abstract class Tenant {
  private static current: Tenant | null = null
  private stored: MemoryArray[] | null = null

  /** Asked only while its state is in the memory. */
  protected abstract extent(): Extent

  /** Puts this one's state into the memory, if it is not there, and stores what was there before for whom it belongs to. */
  moveIn(): void {
    if (Tenant.current === this) return
    Tenant.current?.moveOut()
    if (this.stored !== null) {
      for (const [i, [array]] of ARRAYS.entries()) array.set(this.stored[i]!)
      this.stored = null
    }
    Tenant.current = this
  }

  private moveOut(): void {
    const extent = this.extent()
    this.stored = ARRAYS.map(([array, inUse]) => array.slice(0, inUse(extent)))
    for (const [i, [array]] of ARRAYS.entries()) array.fill(0, 0, this.stored[i]!.length)
  }
}
