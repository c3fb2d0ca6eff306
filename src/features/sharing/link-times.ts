const DAY_MS = 24 * 3600 * 1000
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** "Never expires", "Expires on 5 Dec 2026", "Expired on ..." */
export function expiryText(expiresAt: Date | null, nowMs: number): string {
  if (expiresAt === null) return 'Never expires'
  const left = expiresAt.getTime() - nowMs
  if (left <= 0) return `Expired on ${dayFormat.format(expiresAt)}`
  return left < DAY_MS ? `Expires at ${momentFormat.format(expiresAt)}` : `Expires on ${dayFormat.format(expiresAt)}`
}

export const isExpired = (expiresAt: Date | null, nowMs: number): boolean =>
  expiresAt !== null && expiresAt.getTime() <= nowMs

/** "Not used yet", "Last used 28 Nov 2026, 21:30". */
export const lastUsedText = (lastUsedAt: Date | null): string =>
  lastUsedAt === null ? 'Not used yet' : `Last used ${momentFormat.format(lastUsedAt)}`
