import type { Design } from './schema'

/**
 * Which design it was: a fingerprint of everything that a run or its report can depend on. Where the blocks stand on the
 * canvas is not part of it, nor is the order of the keys in the file.
 * @returns 32 hexadecimal digits: the first half of a SHA-256
 */
export function designHash(design: Design): string {
  const { title: _, ...rest } = design
  const blocks = design.blocks.map(({ x: _x, y: _y, ...block }) => block)
  return fingerprint({ ...rest, blocks }, 32)
}

/** Of any plain data, whatever the order of its keys. @returns that many hexadecimal digits, from the front of a SHA-256 */
export function fingerprint(value: unknown, digits: number): string {
  return sha256(utf8(canonical(value))).slice(0, digits)
}

/** JSON with sorted keys and without undefined values: equal data, equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return Uint8Array.from(bytes)
}

/** The first bits of the fractional parts of the cube roots of the first 64 primes, as FIPS 180-4 has them. */
const K = fractions(64, (prime) => Math.cbrt(prime))
/** The same of the square roots of the first 8. */
const INITIAL = fractions(8, (prime) => Math.sqrt(prime))

function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const result = new Uint32Array(count)
  let found = 0
  for (let n = 2; found < count; n++) {
    let isPrime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false
    // a double has 53 bits, of which the integer part of these roots takes at most 5
    if (isPrime) result[found++] = (root(n) % 1) * 4294967296
  }
  return result
}

/** SHA-256 (FIPS 180-4), because core may use neither Node's nor the browser's. @returns 64 hexadecimal digits */
export function sha256(message: Uint8Array): string {
  const length = (((message.length + 8) >> 6) + 1) << 6
  const padded = new DataView(new ArrayBuffer(length))
  for (let i = 0; i < message.length; i++) padded.setUint8(i, message[i]!)
  padded.setUint8(message.length, 0x80)
  padded.setUint32(length - 8, Math.floor(message.length / 536870912))
  padded.setUint32(length - 4, (message.length << 3) >>> 0)
  const state = Uint32Array.from(INITIAL)
  const words = new Uint32Array(64)
  for (let at = 0; at < length; at += 64) compress(state, words, padded, at)
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by))

function compress(state: Uint32Array, words: Uint32Array, data: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = data.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15]!
    const late = words[i - 2]!
    const s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3)
    const s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10)
    words[i] = words[i - 16]! + s0 + words[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0
    const t2 = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + word
}
