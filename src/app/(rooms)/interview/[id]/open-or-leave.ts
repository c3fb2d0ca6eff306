import { TRPCError } from '@trpc/server'
import { notFound, redirect } from 'next/navigation'
import type { OpenInterview } from '@/features/interview/sync-types'
import { pageCaller } from '@/server/page-caller'

/** The interview for a page of it; whoever is nobody is sent to sign in, and back to `path`. */
export async function openOrLeave(id: string, path: string): Promise<OpenInterview> {
  try {
    return await (await pageCaller()).interview.get({ id })
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED')
      redirect(`/sign-in?next=${encodeURIComponent(path)}`)
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  }
}
