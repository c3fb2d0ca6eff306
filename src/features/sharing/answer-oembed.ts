import { requestOrigin } from '@/server/requests/request-origin'
import { EMBED_SIZE, embedCode } from './embed-code'
import { aboutDesign, PREVIEW_SIZE } from './preview'
import { openForPreview, plain } from './preview-link'

/** A frame smaller than this shows nothing of a design, whatever is asked for; pixels. */
const SMALLEST = 160

/** Address at which a link says how it may be embedded. In it, as in every address by token, stands what must not be logged. */
export const oEmbedAddress = (origin: string, token: string): string => `${origin}/s/${token}/oembed`

/**
 * How the design of a link is shown in another page, as oEmbed (https://oembed.com, 2.3) has it: a frame, and a picture for
 * where no frame may stand. Honours `maxwidth` and `maxheight`, pixels.
 */
export async function answerOEmbed(request: Request, token: string): Promise<Response> {
  const asked = new URL(request.url).searchParams
  const link = await openForPreview(request, token)
  if (link instanceof Response) return link
  if ((asked.get('format') ?? 'json') !== 'json') return plain(501, 'Only format=json is answered')
  const origin = requestOrigin(request)
  const { title } = aboutDesign(link)
  const size = {
    width: atMost(asked.get('maxwidth'), EMBED_SIZE.width),
    height: atMost(asked.get('maxheight'), EMBED_SIZE.height),
  }
  const document = {
    version: '1.0',
    type: 'rich',
    title,
    ...(link.ownerName === null ? {} : { author_name: link.ownerName }),
    provider_name: 'Dryrun',
    provider_url: origin,
    ...size,
    html: embedCode({ ...size, origin, token, title }),
    thumbnail_url: `${origin}/s/${token}/picture`,
    thumbnail_width: PREVIEW_SIZE.width,
    thumbnail_height: PREVIEW_SIZE.height,
    // Nothing that is told here may outlive the link.
    cache_age: 0,
  }
  return Response.json(document, { headers: { 'cache-control': 'no-store' } })
}

/** @param wish as it stands in the address; what is no number of pixels counts as not said */
function atMost(wish: string | null, most: number): number {
  const pixels = /^\d{1,5}$/.test(wish ?? '') ? Number(wish) : most
  return Math.max(SMALLEST, Math.min(most, pixels))
}
