import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPCError } from '@trpc/server'
import { serialize } from 'superjson'

/** A refusal of a whole request, before any procedure, in the form that a tRPC client understands as every call's error. */
export function refuse(code: TRPC_ERROR_CODE_KEY, message: string): Response {
  const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code, message }))
  const shape = {
    message,
    code: TRPC_ERROR_CODES_BY_KEY[code],
    data: { code, httpStatus, issues: [], requestId: null },
  }
  return Response.json({ error: serialize(shape) }, { status: httpStatus, headers: { 'cache-control': 'no-store' } })
}
