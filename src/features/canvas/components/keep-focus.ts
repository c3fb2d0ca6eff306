/**
 * For a button that removes what it stands in: the focus goes to the panel around it, instead of being lost to the top of
 * the page.
 */
export function keepFocusNear(button: HTMLElement): void {
  const panel = button.closest<HTMLElement>('[role="tabpanel"], main, body')
  if (panel === null) return
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    panel.tabIndex = -1
    panel.focus({ preventScroll: true })
  })
}
