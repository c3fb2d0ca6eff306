const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A fresh id of a cell; random, because two tabs may add to one sheet and evidence points at cells by id. */
export function newCellId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
}
