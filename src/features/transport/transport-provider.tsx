'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import type { AppRouter } from '@/server/app-router'
import { isAppError, trpcClient } from './trpc-client'

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>()

export { useTRPC }

const STALE_AFTER_MS = 30_000
const MAX_RETRIES = 2

/** A refusal stays a refusal; only a server that was not reached, or that failed, is asked again. */
function shouldRetry(failures: number, error: unknown): boolean {
  const status = isAppError(error) ? (error.data?.httpStatus ?? 0) : 0
  return failures < MAX_RETRIES && (status === 0 || status >= 500)
}

/** Gives components `useTRPC()` and TanStack Query. Around every page that reads or writes a person's data. */
export function TransportProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: STALE_AFTER_MS, retry: shouldRetry } } }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
