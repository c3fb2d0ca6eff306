import { readiness } from '@/server/readiness'

export const dynamic = 'force-dynamic'

/** The database answers and has this version's schema. */
export async function GET(): Promise<Response> {
  const { isReady, reason } = await readiness()
  const status = isReady ? 200 : 503
  return Response.json({ status: isReady ? 'ready' : reason }, { status, headers: { 'cache-control': 'no-store' } })
}
