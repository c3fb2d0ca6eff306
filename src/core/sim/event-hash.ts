import type { Clock } from './clock'

/**
 * A fingerprint of the event stream: FNV-1a over the bits of each event's time, what it asks for and for whom. Two runs with
 * the same fingerprint did the same things in the same order.
 */
export class EventHash {
  private low = 0x811c9dc5 | 0
  private high = 0x01000193 | 0
  private readonly words = new Int32Array(2)
  private readonly real = new Float64Array(this.words.buffer)

  add(clock: Clock, item: number): void {
    this.real[0] = clock.nowS
    this.mix(this.words[0]!)
    this.mix(this.words[1]!)
    this.mix(item)
  }

  private mix(word: number): void {
    this.low = Math.imul(this.low ^ word, 0x01000193)
    this.high = Math.imul(this.high ^ (word + (this.low >>> 15)), 0x85ebca6b)
  }

  toString(): string {
    return (this.high >>> 0).toString(16).padStart(8, '0') + (this.low >>> 0).toString(16).padStart(8, '0')
  }
}
