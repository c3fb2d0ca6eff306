/** A rate that changes over time, straight between its points and level before and after them. */
export class RateCurve {
  private readonly times: Float64Array
  private readonly rates: Float64Array
  private segment = 0

  constructor(times: Float64Array, rates: Float64Array) {
    this.times = times
    this.rates = rates
  }

  /**
   * When `amount` more arrivals are expected after `fromS`: exact inversion of the integral of the rate, so that unit
   * exponential amounts make a Poisson process of that rate. Calls come with times that never fall.
   * @returns seconds, Infinity when the rate stays 0
   */
  timeAfter(fromS: number, amount: number): number {
    const { times, rates } = this
    const last = times.length - 1
    let now = fromS
    let left = amount
    while (this.segment <= last && times[this.segment]! <= now) this.segment++
    for (let next = this.segment; next <= last; next++) {
      const end = times[next]!
      const rate = next === 0 ? rates[0]! : this.rateIn(next, now)
      const slope = next === 0 ? 0 : (rates[next]! - rates[next - 1]!) / (end - times[next - 1]!)
      const area = (rate + (slope * (end - now)) / 2) * (end - now)
      if (area >= left) return now + timeToGather(rate, slope, left)
      left -= area
      now = end
    }
    return now + left / rates[last]!
  }

  private rateIn(next: number, time: number): number {
    const from = this.times[next - 1]!
    const share = (time - from) / (this.times[next]! - from)
    return this.rates[next - 1]! * (1 - share) + this.rates[next]! * share
  }
}

/** The t at which rate t + slope t^2 / 2 reaches an amount, in the form that does not cancel. */
function timeToGather(rate: number, slope: number, amount: number): number {
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * amount))
  return rate + root === 0 ? Infinity : (2 * amount) / (rate + root)
}
