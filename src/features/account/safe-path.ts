/** Where to go after signing in: a path of this site, whatever an address that someone was sent says. */
export function safePath(wanted: string | null | undefined): string {
  const fallback = '/interviews'
  if (!wanted?.startsWith('/')) return fallback
  const site = 'http://site.invalid'
  const url = new URL(wanted, site)
  return url.origin === site ? url.pathname + url.search + url.hash : fallback
}
