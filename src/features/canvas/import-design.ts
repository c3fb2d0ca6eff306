import { type ReadDesign, readDesign } from '@/core/design/formats/read-foreign'

/** A page of draw.io is a few hundred kilobytes; what unpacks to more is not drawn by hand. */
const LARGEST_PAGE_CHARS = 5_000_000

/** Reads whatever of a design or a drawing the text is. */
export const importDesign = (text: string): Promise<ReadDesign> => readDesign(text, unpackPage)

/** See `UnpackPage`: base64, raw deflate, escapes. Stops unpacking where it grows too large. */
export async function unpackPage(packed: string): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return decodeURIComponent(text)
      text += value
      if (text.length > LARGEST_PAGE_CHARS) {
        await reader.cancel()
        return null
      }
    }
  } catch {
    // Not base64, not deflate, or not escaped: for whoever reads it, all the same.
    return null
  }
}
