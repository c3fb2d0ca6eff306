import { TRPCError } from '@trpc/server'
import { notFound, redirect } from 'next/navigation'
import type { OpenInterview } from '@/features/interview/sync-types'
import type { Role } from '@/server/access'
import { pageCaller } from '@/server/page-caller'

/** The interview for a page of it; whoever is nobody is sent to sign in, and back to `path`. */
export function openOrLeave(id: string, path: string): Promise<OpenInterview & { role: Role }> {
  return orLeave(async () => (await pageCaller()).interview.get({ id }), path)
}

/** What a page needs to be there; whoever is nobody is sent to sign in, and back to `path`. */
export async function orLeave<T>(load: () => Promise<T>, path: string): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED')
      redirect(`/sign-in?next=${encodeURIComponent(path)}`)
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  }
}
