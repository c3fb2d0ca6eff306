/** Published limit of one request, in bytes. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024

/** The same where a whole interview is opened from a file; that call comes alone. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** Nesting of brackets a request may have. The deepest honest one, an interview with its design, has about 15. */
export const MAX_JSON_DEPTH = 64

/** The body as text, or null when it is larger than `maxBytes`; stops reading there. */
export async function readBody(request: Request, maxBytes: number): Promise<string | null> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) return null
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let readBytes = 0
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array }
    if (done || value === undefined) return text + decoder.decode()
    readBytes += value.byteLength
    if (readBytes > maxBytes) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Whether JSON text spells out the character U+0000, which no text in PostgreSQL can hold. */
export function hasNulCharacter(json: string): boolean {
  return json.includes('\\u0000')
}
