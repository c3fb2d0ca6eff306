import type { Design } from '@/core/design/schema'
import type { Sheet } from '@/core/estimate/sheet'

/** The size link previews are shown in, pixels. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const

export const ownerText = (name: string | null): string => (name === null ? 'By somebody without a name' : `By ${name}`)

const counted = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

/** What a shared design is, in a title and a sentence. */
export function aboutDesign({ title, ownerName, design }: { title: string; ownerName: string | null; design: Design }) {
  return {
    title: title.trim() || 'Untitled design',
    description:
      `A system design with ${counted(design.blocks.length, 'block')} and ${counted(design.links.length, 'link')}. ` +
      `It runs in the browser. ${ownerText(ownerName)}.`,
  }
}

/** What a shared sheet is, in a title and a sentence. */
export function aboutSheet({ title, ownerName, sheet }: { title: string; ownerName: string | null; sheet: Sheet }) {
  const description = `Capacity estimates in ${counted(sheet.cells.length, 'cell')}, with units. ${ownerText(ownerName)}.`
  return { title, description }
}
