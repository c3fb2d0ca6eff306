export interface Size {
  width: number
  height: number
}

/** Tells of every change of an element's size, except into and out of being hidden. Returns how to stop. */
export function watchSize(element: HTMLElement, onChange: (before: Size, after: Size) => void): () => void {
  const measured = (): Size => ({ width: element.clientWidth, height: element.clientHeight })
  let before = measured()
  const watch = new ResizeObserver(() => {
    const after = measured()
    const isSame = before.width === after.width && before.height === after.height
    if (!isSame && before.width > 0 && after.width > 0) onChange(before, after)
    before = after
  })
  watch.observe(element)
  return () => watch.disconnect()
}
