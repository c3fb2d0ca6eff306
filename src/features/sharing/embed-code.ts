import { escapeXml } from '@/core/design/drawing/svg-text'

/** Size of the frame that is offered, pixels. */
export const EMBED_SIZE = { width: 800, height: 450 } as const

export interface Embed {
  /** Of this server, "https://host". */
  origin: string
  token: string
  title: string
  width: number
  height: number
}

/** What another site puts into its page to show a design. The frame keeps its own origin, without which nothing can run in it. */
export const embedCode = ({ origin, token, title, width, height }: Embed): string =>
  `<iframe src="${origin}/embed/${token}" width="${width}" height="${height}" style="border:0" ` +
  `title="${escapeXml(title)}" sandbox="allow-scripts allow-same-origin allow-popups" loading="lazy"></iframe>`
