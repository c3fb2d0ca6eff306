/**
 * `log`, `exp` and `pow` from additions and multiplications alone, so that the bits agree in every JavaScript engine:
 * the language leaves the last bits of Math.log and Math.exp open, and one bit is enough to make two runs part ways.
 * Source: e_log.c and e_exp.c of fdlibm (Sun Microsystems 1993, freely distributable), error below one ulp.
 */
const real = new Float64Array(1)
const words = new Uint32Array(real.buffer)
// on a big-endian machine the high word comes first
real[0] = 1
const HIGH = words[1] === 0 ? 0 : 1
const LOW = 1 - HIGH

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10

const LG1 = 6.66666666666673513e-1
const LG2 = 3.999999999940941908e-1
const LG3 = 2.857142874366239149e-1
const LG4 = 2.222219843214978396e-1
const LG5 = 1.818357216161805012e-1
const LG6 = 1.531383769920937332e-1
const LG7 = 1.479819860511658591e-1

/** The natural logarithm; NaN below zero, -Infinity at zero. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return Infinity
  let exponent = 0
  if (x < 2.2250738585072014e-308) {
    // subnormal: scaled up by 2^54
    exponent = -54
    x *= 18014398509481984
  }
  real[0] = x
  let high = words[HIGH]!
  exponent += (high >>> 20) - 1023
  high &= 0xfffff
  // the mantissa is brought into sqrt(1/2) .. sqrt(2)
  const carry = (high + 0x95f64) & 0x100000
  words[HIGH] = high | (carry ^ 0x3ff00000)
  exponent += carry >>> 20
  const f = real[0] - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (LG2 + w * (LG4 + w * LG6))
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)))
  const r = t2 + t1
  const half = 0.5 * f * f
  return exponent * LN2_HIGH - (half - (s * (half + r) + exponent * LN2_LOW) - f)
}

const P1 = 1.66666666666666019037e-1
const P2 = -2.77777777770155933842e-3
const P3 = 6.61375632143793436117e-5
const P4 = -1.6533902205465251539e-6
const P5 = 4.13813679705723846039e-8
const LOG2_E = 1.442695040888963387

/** e to the power of x. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019411) return 0
  const k = Math.floor(x * LOG2_E + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const t = r * r
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))))
  const y = 1 - (low - (r * c) / (2 - c) - high)
  if (k >= -1021 && k <= 1023) return y * powerOfTwo(k)
  // the exponent alone does not fit: in two steps
  return k > 0 ? y * powerOfTwo(1023) * powerOfTwo(k - 1023) : y * powerOfTwo(k + 1000) * powerOfTwo(-1000)
}

function powerOfTwo(k: number): number {
  words[HIGH] = (k + 1023) << 20
  words[LOW] = 0
  return real[0]!
}

/** x to the power of y, for x of 0 and above; exact where y is 0 or 1. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (y === 1) return x
  if (x === 0) return y > 0 ? 0 : Infinity
  return exp(y * log(x))
}
