import { handleTrpc } from '@/server/requests/handle-trpc'

export const dynamic = 'force-dynamic'

export { handleTrpc as GET, handleTrpc as POST }
