import { fingerprint } from '@/core/design/hash'
import type { Problem } from './problem'

/** Which text and key of a problem: 16 hexadecimal digits, which tell nothing about the key. */
export function problemVersion({ brief, statementHtml, key }: Problem): string {
  return fingerprint({ brief, statementHtml, key }, 16)
}
