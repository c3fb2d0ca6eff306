import { content } from '@/server/content'

/** The same for everybody until the program is replaced: made once, with the build. */
export const dynamic = 'force-static'

/** The reference numbers for the panel beside a sheet, which asks for them when it is opened. */
export async function GET() {
  return Response.json(await content.numbers())
}
