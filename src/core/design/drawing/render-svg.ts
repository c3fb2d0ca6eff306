import type { Design } from '@/core/design/schema'
import { type Drawing, type DrawingOptions, drawDesign } from './draw-design'
import { escapeXml, px, textElement } from './svg-text'

/**
 * A design as an SVG that stands alone: no script, no style sheet, no font by name, nothing that is loaded from anywhere, and
 * every text escaped. The same in a browser, on the server, in a share card and on paper.
 */
export const renderSvg = (design: Design, options: DrawingOptions): string => svgOf(drawDesign(design, options))

/** The drawing as SVG; its size in pixels stands in `width` and `height`. */
export function svgOf({ x, y, width, height, colours, title, description, shapes, texts }: Drawing): string {
  const name = `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${px(width)}" height="${px(height)}" ` +
    `viewBox="${px(x)} ${px(y)} ${px(width)} ${px(height)}" font-family="system-ui, sans-serif">${name}` +
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${colours.ground}"/>` +
    `${shapes.join('')}${texts.map(textElement).join('')}</svg>\n`
  )
}
