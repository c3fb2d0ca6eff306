import { fingerprint } from '@/core/design/hash'
import type { Design } from '@/core/design/schema'

/** The copy of the canvas's design that is on the server for links to show. */
export interface SharedCopy {
  id: string
  title: string
  /** Of the design as it was copied: tells whether it has changed since. */
  digest: string
}

const KEY = 'dryrun-canvas-shared'

/** Of the whole design file: where blocks stand and what they are called is shown too. */
export const digestOf = (design: Design): string => fingerprint(design, 32)

/** What this browser knows of it; null when nothing was shared, or when it keeps nothing. */
export function readSharedCopy(store: Pick<Storage, 'getItem'>): SharedCopy | null {
  try {
    const kept = JSON.parse(store.getItem(KEY) ?? 'null') as Partial<SharedCopy> | null
    const { id, title, digest } = kept ?? {}
    return typeof id === 'string' && typeof title === 'string' && typeof digest === 'string'
      ? { id, title, digest }
      : null
  } catch {
    return null
  }
}

/** A browser that refuses only forgets: the links stay in the account's list. */
export function keepSharedCopy(store: Pick<Storage, 'setItem'>, copy: SharedCopy): void {
  try {
    store.setItem(KEY, JSON.stringify(copy))
  } catch {
    // See above.
  }
}
