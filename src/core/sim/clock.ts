/**
 * Knows the time of a run. It is handed on as an object, since a double that crosses a function boundary may be boxed; a
 * field that holds doubles is changed where it is.
 */
export interface Clock {
  /** Seconds; measuring starts at 0. */
  readonly nowS: number
}
