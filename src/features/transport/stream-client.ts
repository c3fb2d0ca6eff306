import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import superjson from 'superjson'
import type { AppRouter } from '@/server/app-router'

/** Streams of the server, over server-sent events. Loaded where one is opened: other pages do without. */
export const streamClient = createTRPCClient<AppRouter>({
  links: [httpSubscriptionLink({ url: '/api/trpc', transformer: superjson })],
})
