/** Nothing may flash while figures still follow what is typed: it would be drawn again and again, for nobody to read. */
const CALM_MS = 250
const FLASH_MS = 700

const waiting = new Set<HTMLElement>()
let lastMs = 0
let isTimed = false

/** Has a number that has changed flash once, so that an edit far away is noticed: as soon as all have come to rest. */
export function flashWhenCalm(element: HTMLElement): void {
  waiting.add(element)
  // Of hundreds that change at once each would set the clock anew.
  lastMs = performance.now()
  if (!isTimed) setTimeout(flashIfCalm, CALM_MS)
  isTimed = true
}

function flashIfCalm(): void {
  const leftMs = lastMs + CALM_MS - performance.now()
  isTimed = leftMs > 0
  if (isTimed) setTimeout(flashIfCalm, leftMs)
  else flashAll()
}

function flashAll(): void {
  const seen = [...waiting].filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
  waiting.clear()
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const element of seen)
    element.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], FLASH_MS)
}
