/** Nothing may flash while figures still follow what is typed: it would be drawn again and again, for nobody to read. */
const CALM_MS = 250
const FLASH_MS = 700

const waiting = new Set<HTMLElement>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Has a number that has changed flash once, so that an edit far away is noticed: as soon as all have come to rest. */
export function flashWhenCalm(element: HTMLElement): void {
  waiting.add(element)
  clearTimeout(timer)
  timer = setTimeout(flashAll, CALM_MS)
}

function flashAll(): void {
  const seen = [...waiting].filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
  waiting.clear()
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const element of seen)
    element.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], FLASH_MS)
}
