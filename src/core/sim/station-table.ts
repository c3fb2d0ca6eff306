/** How a station chooses whom to serve next. */
export const FIFO = 0
export const LIFO = 1
export const SHARING = 2

export interface StationSpec {
  /** Jobs served at the same time. */
  servers: number
  /** Jobs that may wait; more are turned away. null: no limit. */
  queueLimit: number | null
  discipline: number
}

/** A station that serves everybody at once (sharing.ts). */
export interface SharedService<Sim> {
  enter: (sim: Sim, job: number, station: number) => void
  finishNext: (sim: Sim, station: number, seq: number) => void
  clear: (sim: Sim, station: number) => void
  unfinished: (sim: Sim, station: number) => { waited: number; worked: number }
}

/** Every instance of every block: servers, the queue before them, and whether it is up. */
export class StationTable<Sim> {
  readonly block: Int32Array
  readonly servers: Int32Array
  readonly busy: Int32Array
  /** Servers kept free for messages on their way. */
  readonly reserved: Int32Array
  /** -1: no limit. */
  readonly limit: Int32Array
  readonly discipline: Uint8Array
  /** First and last job that wait, linked by NEXT; -1 when nobody does. */
  readonly head: Int32Array
  readonly tail: Int32Array
  readonly waiting: Int32Array
  /** How many faults keep it down; it works at 0. */
  readonly down: Int32Array
  /** Work takes so many times as long. */
  readonly slow: Float64Array
  /** Asks its sources for messages when a server is free. */
  readonly pulls: Uint8Array
  /** Where the discipline is SHARING. */
  readonly sharing: (SharedService<Sim> | null)[]

  constructor(blocks: readonly { firstStation: number; instances: number }[], stations: number) {
    this.block = new Int32Array(stations)
    blocks.forEach((block, i) => this.block.fill(i, block.firstStation, block.firstStation + block.instances))
    this.servers = new Int32Array(stations)
    this.busy = new Int32Array(stations)
    this.reserved = new Int32Array(stations)
    this.limit = new Int32Array(stations).fill(-1)
    this.discipline = new Uint8Array(stations)
    this.head = new Int32Array(stations).fill(-1)
    this.tail = new Int32Array(stations).fill(-1)
    this.waiting = new Int32Array(stations)
    this.down = new Int32Array(stations)
    this.slow = new Float64Array(stations).fill(1)
    this.pulls = new Uint8Array(stations)
    this.sharing = Array.from({ length: stations }, () => null)
  }

  /** Gives the stations of one block their servers and queues. */
  configure(from: number, count: number, spec: StationSpec): void {
    this.servers.fill(spec.servers, from, from + count)
    this.limit.fill(spec.queueLimit ?? -1, from, from + count)
    this.discipline.fill(spec.discipline, from, from + count)
  }
}
