/** Address of the replay of an interview. @param at number or id of the event that is shown first; the beginning without it */
export function replayHref(interviewId: string, at?: number | string): string {
  const query = at === undefined ? '' : `?${new URLSearchParams({ at: String(at) })}`
  return `/interview/${encodeURIComponent(interviewId)}/replay${query}`
}
