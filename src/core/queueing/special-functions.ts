/** The few special functions that the closed forms stand on, each to about 1e-13 relative or better. */

// Lanczos approximation, g = 7, nine terms: Godfrey's coefficients, as in Numerical Recipes and Boost.
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln of the gamma function, for x > 0. Source: Lanczos (1964). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = LANCZOS[0]!
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * The upper tail of the gamma distribution of shape a and scale 1, P(X > x) = Q(a, x): series below a + 1, continued
 * fraction above. Source: Abramowitz and Stegun 6.5.29 and 6.5.31.
 * @param logGammaOfA ln of the gamma function at a, where the caller knows it
 */
export function gammaTail(a: number, x: number, logGammaOfA?: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  if (a === 1) return Math.exp(-x)
  const front = Math.exp(-x + a * Math.log(x) - (logGammaOfA ?? logGamma(a)))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 10_000; n++) {
      term *= x / (a + n)
      sum += term
      if (term < sum * 1e-17) break
    }
    return 1 - front * sum
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return front * fraction
}

/** The tail of the standard normal distribution, P(Z > z), by way of Q(1/2, z^2/2). */
export function normalTail(z: number): number {
  const half = 0.5 * gammaTail(0.5, (z * z) / 2)
  return z >= 0 ? half : 1 - half
}

/**
 * P(at least k of n independent trials succeed), each with probability p; summed from the largest term outwards, so
 * that neither tail underflows.
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  const logOdds = Math.log(p) - Math.log1p(-p)
  let logTerm = logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p)
  let sum = 0
  for (let i = k; i <= n; i++) {
    sum += Math.exp(logTerm)
    logTerm += Math.log((n - i) / (i + 1)) + logOdds
  }
  return Math.min(1, sum)
}

/** ln of n over k. */
export function logChoose(n: number, k: number): number {
  if (k === 0 || k === n) return 0
  if (n <= 60) {
    let ways = 1
    for (let i = 1; i <= Math.min(k, n - k); i++) ways = (ways * (n - Math.min(k, n - k) + i)) / i
    return Math.log(ways)
  }
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/** The n-th harmonic number, 1 + 1/2 + ... + 1/n. */
export function harmonic(n: number): number {
  let sum = 0
  for (let i = n; i >= 1; i--) sum += 1 / i
  return sum
}
