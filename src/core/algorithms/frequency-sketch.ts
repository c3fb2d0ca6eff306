import { hash32 } from './hash'

const ROWS = 4
/** The sample, in accesses for each item of the capacity: how far the sketch remembers. */
const SAMPLE = 32
/** Counting past sample / capacity tells nothing more: such a key stays anyway. */
const MAX_COUNT = SAMPLE
/** Past this width the counters are exact enough for any key space a run can visit (16 MB). */
const MAX_WIDTH = 1 << 22

/**
 * A count-min sketch of how often keys were asked for lately, with conservative update and ageing: when a whole
 * sample of accesses has been counted, every counter is halved, the count of accesses too, so that old fame fades.
 * Sources: Cormode and Muthukrishnan (2005), the sketch; Einziger, Friedman, Manes, "TinyLFU" (2017), section 3, the
 * ageing and the ceiling of sample / capacity. The sample of 32 times the capacity is libCacheSim's.
 */
export class FrequencySketch {
  private readonly counters: Uint8Array
  private readonly words: Uint32Array
  private readonly mask: number
  private readonly sampleSize: number
  private counted = 0

  /** @param capacityItems how many items the cache holds; sizes the rows (four counters an item) and the sample */
  constructor(capacityItems: number) {
    let width = 16
    while (width < 4 * capacityItems && width < MAX_WIDTH) width *= 2
    this.counters = new Uint8Array(ROWS * width)
    this.words = new Uint32Array(this.counters.buffer)
    this.mask = width - 1
    this.sampleSize = SAMPLE * capacityItems
  }

  /** Counts one access to a key. Only the smallest of its counters rise, which keeps strangers' counts apart. */
  record(key: number): void {
    const counters = this.counters
    const mask = this.mask
    const width = mask + 1
    const step = hash32(~key) | 1
    const first = hash32(key)
    const a = first & mask
    const b = width + ((first + step) & mask)
    const c = 2 * width + ((first + Math.imul(step, 2)) & mask)
    const d = 3 * width + ((first + Math.imul(step, 3)) & mask)
    const least = Math.min(counters[a]!, counters[b]!, counters[c]!, counters[d]!)
    if (least < MAX_COUNT) {
      if (counters[a] === least) counters[a] = least + 1
      if (counters[b] === least) counters[b] = least + 1
      if (counters[c] === least) counters[c] = least + 1
      if (counters[d] === least) counters[d] = least + 1
    }
    if (++this.counted >= this.sampleSize) this.age()
  }

  /** How often the key was asked for lately, 0 .. 32: never less than the truth after ageing, sometimes more. */
  estimate(key: number): number {
    const counters = this.counters
    const mask = this.mask
    const width = mask + 1
    const step = hash32(~key) | 1
    const first = hash32(key)
    return Math.min(
      counters[first & mask]!,
      counters[width + ((first + step) & mask)]!,
      counters[2 * width + ((first + Math.imul(step, 2)) & mask)]!,
      counters[3 * width + ((first + Math.imul(step, 3)) & mask)]!,
    )
  }

  clear(): void {
    this.counters.fill(0)
    this.counted = 0
  }

  private age(): void {
    const words = this.words
    for (let i = 0; i < words.length; i++) words[i] = (words[i]! >>> 1) & 0x7f7f7f7f
    this.counted = this.counted >>> 1
  }
}
