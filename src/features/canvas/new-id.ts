const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/**
 * A fresh id that still says what it is: "cache-k3f9z". Random, because two tabs may add to one design, and because
 * an id that once named a removed block must not name another one (evidence points at blocks by id).
 */
export function newId(stem: string, taken: (id: string) => boolean = () => false): string {
  const base = stem.slice(0, 40).replaceAll(/[^A-Za-z0-9_.-]/g, '-')
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(5))
    const id = `${base}-${Array.from(bytes, (byte) => letters[byte % letters.length]).join('')}`
    if (!taken(id)) return id
  }
}
