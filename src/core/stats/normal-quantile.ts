import { exp, log } from '@/core/random/elementary'

/**
 * The inverse of the standard normal distribution function, for p in (0, 1). Wichura's algorithm AS 241 (PPND16),
 * Applied Statistics 37 (1988): relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centreTop, r)) / polynomial(centreBottom, r)
  }
  const tail = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const value =
    tail <= 5
      ? polynomial(middleTop, tail - 1.6) / polynomial(middleBottom, tail - 1.6)
      : polynomial(farTop, tail - 5) / polynomial(farBottom, tail - 5)
  return q < 0 ? -value : value
}

/** Coefficients from the constant up, evaluated by Horner's scheme. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (let index = coefficients.length - 1; index >= 0; index--) sum = sum * x + (coefficients[index] ?? 0)
  return sum
}

const centreTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const centreBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
]
const middleTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const middleBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]

/**
 * The standard normal distribution function: the share below `x`. Hart's algorithm 5666 as given by West, "Better
 * approximations to cumulative normal functions" (Wilmott 2005): absolute error below 1e-15.
 */
export function normalShare(x: number): number {
  const size = Math.abs(x)
  const above = size > 37 ? 0 : exp(-(size * size) / 2) * (size < 7.071_067_811_865_47 ? near(size) : far(size))
  return x > 0 ? 1 - above : above
}

const near = (x: number): number => polynomial(hartTop, x) / polynomial(hartBottom, x)
const far = (x: number): number => 1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506_628_274_631

const hartTop = [
  220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688,
  3.52624965998911e-2,
]
const hartBottom = [
  440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207,
  1.75566716318264, 8.83883476483184e-2,
]
