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
 */
export function gammaTail(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a))
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

/** The quantile of the standard normal distribution. Source: Wichura, algorithm AS 241 (PPND16), Applied Statistics 1988. */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const z =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5)
  return q < 0 ? -z : z
}

const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
]
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!
  return value
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
