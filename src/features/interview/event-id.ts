/** A fresh id of an event or a page: 128 random bits. Unlike `crypto.randomUUID` it is there without https too. */
export function newEventId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
