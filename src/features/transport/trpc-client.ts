import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client'
import superjson from 'superjson'
import type { AppRouter } from '@/server/app-router'

const URL_PATH = '/api/trpc'
/** What the server takes at most (handle-trpc.ts); a link splits what is more. */
const MAX_BATCH_SIZE = 20
const MAX_URL_LENGTH = 4000

/** Calls made in the same tick travel as one request. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({ url: URL_PATH, transformer: superjson, maxItems: MAX_BATCH_SIZE, maxURLLength: MAX_URL_LENGTH }),
  ],
})

/**
 * For the last words of a page that is being hidden or closed: the browser finishes these requests without it. It
 * takes at most 64 KiB of body in all and rejects what is more, so whoever calls keeps what was not acknowledged.
 */
export const keepaliveClient = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: URL_PATH,
      transformer: superjson,
      fetch: (url, options) => fetch(url, { ...options, keepalive: true }),
    }),
  ],
})

export type AppError = TRPCClientError<AppRouter>

/** Narrows what a call rejects with. `error.data` is null when the server was not reached at all. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof TRPCClientError
}

/** A sentence for people about why a call failed. */
export function failureText(error: unknown): string {
  if (!isAppError(error) || !error.data) return 'The server cannot be reached. Check the connection and try again.'
  return error.message
}
