/** What chooses whom a station serves, where that is neither the first nor the last, or whoever waits may leave: sharing.ts, ranked-stations.ts. */
export interface Scheduler<Self> {
  /** A job that finds no free server, or, where the scheduler decides who is served, any job. */
  enter: (sim: Self, job: number, station: number) => void
  /** A server is free: sets somebody to work. @returns whether anybody waited */
  serveNext?: (sim: Self, station: number) => boolean
  /** An event that it has scheduled for its station. */
  due?: (sim: Self, station: number, seq: number) => void
  /** The station is paused: nobody is served, or interrupted, from now on. */
  pause?: (sim: Self, station: number) => void
  /** It goes on, with its servers and with what those who hold one were doing. */
  goOn?: (sim: Self, station: number) => void
  /** Work that was stopped by the pause goes on, until `endS`. */
  restarted?: (sim: Self, station: number, job: number, endS: number) => void
  /** Forgets everybody; what they have waited and worked so far is counted as broken off. */
  clear: (sim: Self, station: number) => void
  /** What those who are still here have waited, and worked without a server of their own. */
  unfinished: (sim: Self, station: number) => { waited: number; worked: number }
}
