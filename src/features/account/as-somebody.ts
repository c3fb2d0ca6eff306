import { isAppError } from '@/features/transport/trpc-client'
import { beginAsGuest } from './sign-in'

/**
 * Makes a call that needs somebody. Whoever is nobody yet becomes a guest on the way, without being asked.
 * @throws {SignInError} and what the call rejects with
 */
export async function asSomebody<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isAppError(error) || error.data?.code !== 'UNAUTHORIZED') throw error
    await beginAsGuest()
    return call()
  }
}
