import { drawDesign } from '@/core/design/drawing/draw-design'
import type { DrawingTheme } from '@/core/design/drawing/colours'
import { svgOf } from '@/core/design/drawing/render-svg'
import { toExcalidraw } from '@/core/design/formats/excalidraw-out'
import { toMermaid } from '@/core/design/formats/mermaid-out'
import type { Design } from '@/core/design/schema'
import { fileNameOf } from '@/ui/files'
import { designText } from './design-files'
import { drawnFigures, figuresCaption } from './drawn-figures'
import type { FiguresSource } from './figures'
import type { ExportFormat } from './export-formats'

export interface ExportWish {
  design: Design
  /** What the canvas shows; null for a picture without figures. */
  figures: FiguresSource | null
  theme: DrawingTheme
}

export interface ExportedFile {
  name: string
  contents: Blob
}

/** Screens and printers show more than one pixel for one of the drawing. */
const PICTURE_SCALE = 2
/** What every browser still draws: longest side, and pixels in all. */
const LARGEST = { side: 8192, pixels: 40e6 } as const

/** A design in one of the formats that leave this page. */
export async function exportDesign(format: ExportFormat, wish: ExportWish): Promise<ExportedFile> {
  const { design } = wish
  const file = (extension: string, type: string, contents: BlobPart): ExportedFile => ({
    name: fileNameOf(design.title, extension, 'design'),
    contents: new Blob([contents], { type }),
  })
  switch (format) {
    case 'json':
      return file('json', 'application/json', designText(design))
    case 'mermaid':
      return file('mmd', 'text/plain', toMermaid(design))
    case 'excalidraw':
      return file('excalidraw', 'application/json', toExcalidraw(design))
    case 'svg':
      return file('svg', 'image/svg+xml', pictureOf(wish).svg)
    case 'png':
      return file('png', 'image/png', await pngOf(pictureOf(wish)))
  }
}

interface Picture {
  svg: string
  width: number
  height: number
}

function pictureOf({ design, figures, theme }: ExportWish): Picture {
  const shown = figures === null ? {} : { figures: drawnFigures(design, figures), caption: figuresCaption(figures) }
  const drawing = drawDesign(design, { theme, ...shown })
  return { svg: svgOf(drawing), width: drawing.width, height: drawing.height }
}

async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const { side, pixels } = LARGEST
  const scale = Math.min(PICTURE_SCALE, side / Math.max(width, height), Math.sqrt(pixels / (width * height)))
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this browser draws no pictures')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
        'image/png',
      ),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
