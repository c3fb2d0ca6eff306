import { isDeeperThan } from '@/core/design/safe-json'
import { type FileProblem, parseDesign } from '@/core/design/validate'
import { looksLikeDrawio, readDrawio, type UnpackPage } from './drawio-in'
import { isExcalidraw, readExcalidraw } from './excalidraw-in'
import { FOREIGN_LIMITS, type ReadDrawing } from './foreign-drawing'
import { importDrawing, type ImportedDesign } from './import-drawing'
import { readMermaid } from './mermaid-in'

export type SourceFormat = 'Design file' | 'Mermaid' | 'draw.io' | 'Excalidraw'

export type ReadDesign =
  | ({ ok: true; format: SourceFormat } & ImportedDesign)
  | { ok: false; format: SourceFormat; problems: FileProblem[] }

/** Far above the largest design: 5 000 blocks and 20 000 links. */
const LARGEST_DESIGN_CHARS = 20_000_000
/** Looked at before it is parsed: parsing is what deep JSON breaks. */
const MAX_DEPTH = 64

/**
 * Reads a text as a design: a design file without loss, or a drawing of another program as far as it goes, with what was guessed
 * and what was left out. Which it is, the text says itself.
 */
export async function readDesign(text: string, unpack: UnpackPage): Promise<ReadDesign> {
  if (text.trim() === '') return failed('Design file', 'the file', 'it is empty')
  const start = text.slice(0, 1000).trimStart()
  if (start.startsWith('{') || start.startsWith('[')) return readJson(text)
  // As draw.io puts it on the clipboard.
  if (/^%3Cmx/i.test(start)) return readDesign(unescaped(text), unpack)
  const format = start.startsWith('<') ? 'draw.io' : 'Mermaid'
  if (text.length > FOREIGN_LIMITS.chars) return tooLarge(format, FOREIGN_LIMITS.chars)
  if (format === 'Mermaid') return imported(format, readMermaid(text))
  if (looksLikeDrawio(text)) return imported(format, await readDrawio(text, unpack))
  return failed(format, 'the file', 'this is no drawing of draw.io: it holds neither <mxfile> nor <mxGraphModel>')
}

/** The text itself where it is not escaped the way it looks. */
function unescaped(text: string): string {
  try {
    return text.length > FOREIGN_LIMITS.chars ? '<' : decodeURIComponent(text)
  } catch {
    return '<'
  }
}

function readJson(text: string): ReadDesign {
  if (text.length > LARGEST_DESIGN_CHARS) return tooLarge('Design file', LARGEST_DESIGN_CHARS)
  if (isDeeperThan(text, MAX_DEPTH)) return failed('Design file', '$', `nested more than ${MAX_DEPTH} levels deep`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return failed('Design file', '$', `not JSON: ${error.message}`)
  }
  if (isExcalidraw(json)) {
    if (text.length > FOREIGN_LIMITS.chars) return tooLarge('Excalidraw', FOREIGN_LIMITS.chars)
    return imported('Excalidraw', readExcalidraw(json))
  }
  const parsed = parseDesign(json)
  if (!parsed.ok) return { ok: false, format: 'Design file', problems: parsed.problems }
  const notUnderstood = parsed.warnings.map(({ path, message }) => ({ where: path, text: message }))
  return { ok: true, format: 'Design file', design: parsed.design, guesses: [], notUnderstood }
}

function imported(format: SourceFormat, read: ReadDrawing): ReadDesign {
  if (!read.ok) return failed(format, read.problem.where, read.problem.text)
  if (read.drawing.blocks.length === 0) return failed(format, 'the file', 'nothing in it can become a block')
  return { ok: true, format, ...importDrawing(read.drawing) }
}

const failed = (format: SourceFormat, path: string, message: string): ReadDesign => ({
  ok: false,
  format,
  problems: [{ path, message }],
})

const tooLarge = (format: SourceFormat, chars: number): ReadDesign =>
  failed(format, 'the file', `larger than ${chars / 1e6} million characters: no drawing is`)
