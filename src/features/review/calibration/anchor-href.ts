/** Address of an anchor interview. @param at number of the event that is shown first; the end without it */
export function anchorHref(slug: string, at?: number): string {
  return `/calibration/${encodeURIComponent(slug)}${at === undefined ? '' : `?at=${at}`}`
}
