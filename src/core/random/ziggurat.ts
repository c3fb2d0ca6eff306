import { exp, log } from './elementary'
import { nextUint32, nextUniform } from './streams'

/**
 * Exponential and normal draws by the ziggurat: nearly always one table look-up and one multiplication.
 * Source: Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables", J. Stat. Software 5(8), 2000, with
 * layer and value taken from different bits (Doornik 2005), since one word for both correlates them.
 */
const LAYERS = 256
const EXP_TAIL = 7.697117470131487
const EXP_AREA = 3.949659822581572e-3
const NORMAL_TAIL = 3.6541528853610088
const NORMAL_AREA = 4.92867323399e-3

interface Layers {
  /** accept at once below this 24-bit value */
  accept: Uint32Array
  /** width of the layer divided by 2^24 */
  width: Float64Array
  /** density at the layer's edge */
  density: Float64Array
}

const SCALE = 1 << 24

function buildLayers(
  tail: number,
  area: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Layers {
  const accept = new Uint32Array(LAYERS)
  const width = new Float64Array(LAYERS)
  const f = new Float64Array(LAYERS)
  const base = area / density(tail)
  accept[0] = (tail / base) * SCALE
  accept[1] = 0
  width[0] = base / SCALE
  width[LAYERS - 1] = tail / SCALE
  f[0] = 1
  f[LAYERS - 1] = density(tail)
  let x = tail
  for (let i = LAYERS - 2; i >= 1; i--) {
    const inner = inverse(area / x + density(x))
    accept[i + 1] = (inner / x) * SCALE
    x = inner
    f[i] = density(x)
    width[i] = x / SCALE
  }
  return { accept, width, density: f }
}

const exponentialLayers = buildLayers(
  EXP_TAIL,
  EXP_AREA,
  (x) => exp(-x),
  (y) => -log(y),
)
const normalLayers = buildLayers(
  NORMAL_TAIL,
  NORMAL_AREA,
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * log(y)),
)

const acceptBelow = Int32Array.from(exponentialLayers.accept)
/** In the unit of the mean divided by SCALE: powers of 2 change no bit of a draw. */
const layerWidth = exponentialLayers.width.map((width) => width * SCALE)

/** Most draws that `fillExponential` makes at once. */
export const MOST_DRAWN = 64
const drawn = new Float64Array(MOST_DRAWN)

/**
 * Fills `out[from .. to - 1]`, MOST_DRAWN places at most, with exponential draws from the stream at `at`.
 */
export function fillExponential(
  state: Int32Array,
  at: number,
  mean: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const count = to - from
  drawExponential(state, at, mean, 0, count)
  if (count === MOST_DRAWN) out.set(drawn, from)
  else for (let i = 0; i < count; i++) out[from + i] = drawn[i]!
}

/**
 * Draws into `drawn`, which is an array that the compiler knows. The generator's words and `scale` stay in registers for the whole
 * batch; this is why draws come in batches. `mean` itself may be boxed, and would be looked into at every turn.
 */
function drawExponential(state: Int32Array, at: number, mean: number, from: number, to: number): void {
  let a = state[at]!
  let b = state[at + 1]!
  let c = state[at + 2]!
  let counter = state[at + 3]!
  const scale = mean / SCALE
  const end = to | 0
  for (let i = from | 0; i < end; i = (i + 1) | 0) {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    const layer = t & 255
    const value = t >>> 8
    if (value >= acceptBelow[layer]!) {
      // The rest in a call of its own: a loop that went on after this one would keep the words in memory, at twice the cost.
      store(state, at, a, b, c, counter)
      drawn[i] = rareExponential(state, at, layer, value) * mean
      drawExponential(state, at, mean, i + 1, to)
      return
    }
    drawn[i] = value * layerWidth[layer]! * scale
  }
  store(state, at, a, b, c, counter)
}

function store(state: Int32Array, at: number, a: number, b: number, c: number, counter: number): void {
  state[at] = a
  state[at + 1] = b
  state[at + 2] = c
  state[at + 3] = counter
}

/** The one draw in a hundred that falls on an edge or in the tail. */
function rareExponential(state: Int32Array, at: number, layer: number, value: number): number {
  const { accept, width, density } = exponentialLayers
  for (;;) {
    if (layer === 0) return EXP_TAIL - log(nextUniform(state, at))
    const x = value * width[layer]!
    if (density[layer]! + nextUniform(state, at) * (density[layer - 1]! - density[layer]!) < exp(-x)) return x
    const t = nextUint32(state, at)
    layer = t & 255
    value = t >>> 8
    if (value < accept[layer]!) return value * width[layer]!
  }
}

/** One draw from the standard normal distribution. */
export function nextNormal(state: Int32Array, at: number): number {
  const { accept, width, density } = normalLayers
  for (;;) {
    const t = nextUint32(state, at)
    const layer = t & 255
    // the sign is a bit of its own: a second word, because 8 + 24 bits are used up
    const value = t >>> 8
    const negative = (nextUint32(state, at) & 1) !== 0
    if (value < accept[layer]!) return negative ? -(value * width[layer]!) : value * width[layer]!
    if (layer === 0) {
      // Marsaglia's tail
      let x: number
      let y: number
      do {
        x = -log(nextUniform(state, at)) / NORMAL_TAIL
        y = -log(nextUniform(state, at))
      } while (y + y < x * x)
      return negative ? -(NORMAL_TAIL + x) : NORMAL_TAIL + x
    }
    const x = value * width[layer]!
    if (density[layer]! + nextUniform(state, at) * (density[layer - 1]! - density[layer]!) < exp(-0.5 * x * x)) {
      return negative ? -x : x
    }
  }
}
