import { TRPCError } from '@trpc/server'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageCaller } from '@/server/page-caller'
import { requestOrigin } from '@/server/requests/request-origin'

/** What a link opens, for a page of it and for what the page says of itself, asked once; a dead link is no page. */
export const openShared = cache(async (token: string) => {
  const caller = await pageCaller()
  return caller.sharing.open({ token }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
})

/** Where the browser thinks it is: previews of links want whole addresses. */
export async function pageOrigin(): Promise<string> {
  return requestOrigin(new Request('http://page.invalid/', { headers: new Headers(await headers()) }))
}
