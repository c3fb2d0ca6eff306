/** How far a step may be stretched, and how far shortened. */
const STEEPEST = 0.99
const MOST_OPPOSED = -20

/**
 * Many numbers that are each repeated to a fixed point, x = g(x): every number goes where the secant through its last two
 * steps meets x, so that what swings is calmed and what creeps is hurried. Where the secant says nothing of a fixed point
 * ahead, the step is the plain one, to g(x). From below, and as long as g curves upwards, no step goes past the first fixed
 * point. Source: Wegstein, "Accelerating convergence of iterative processes", CACM 1(6), 1958.
 */
export class SecantSteps {
  /** The x of each number, for the next evaluation. */
  readonly values: Float64Array
  private readonly lastValues: Float64Array
  private readonly lastResults: Float64Array

  /** @param rest relative changes below this are none */
  constructor(
    count: number,
    private readonly rest: number,
  ) {
    this.values = new Float64Array(count)
    this.lastValues = new Float64Array(count).fill(NaN)
    this.lastResults = new Float64Array(count)
  }

  /** What was learnt of slopes no longer holds. */
  forget(): void {
    this.lastValues.fill(NaN)
  }

  start(at: number, value: number): void {
    this.values[at] = value
    this.lastValues[at] = NaN
  }

  /** @param result g(x) of the number; neither is negative */
  step(at: number, result: number): void {
    const value = this.values[at]!
    const slope = (result - this.lastResults[at]!) / (value - this.lastValues[at]!)
    this.lastValues[at] = value
    this.lastResults[at] = result
    this.values[at] = result
    if (!(slope < 1) || Math.abs(result - value) <= this.rest * result) return
    const bounded = Math.max(MOST_OPPOSED, Math.min(STEEPEST, slope))
    const next = value + (result - value) / (1 - bounded)
    if (next >= 0) this.values[at] = next
  }
}
