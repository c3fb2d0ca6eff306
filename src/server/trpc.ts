import { randomUUID } from 'node:crypto'
import { initTRPC, TRPCError } from '@trpc/server'
import type pino from 'pino'
import superjson from 'superjson'
import { ZodError } from 'zod'
import { currentPrincipal } from './auth'
import { database, type RootDb } from './db'
import { log } from './log'
import type { Principal } from './principal'
import { isPublicProcedure } from './public-procedures'
import { takePoint } from './rate-limit'
import { inputTransformer } from './requests/input-transformer'
import { requestAddress } from './requests/request-origin'

/** What every procedure is given. */
export interface RequestContext {
  db: RootDb
  principal: Principal | null
  /** The network address the request came from; for counting, never for access. */
  address: string
  requestId: string
  log: pino.Logger
}

export async function createContext(request: Request): Promise<RequestContext> {
  const { prisma } = await database()
  const requestId = randomUUID()
  const principal = await currentPrincipal(prisma, request)
  const context = { requestId, userId: principal?.userId }
  return { db: prisma, principal, address: requestAddress(request), requestId, log: log().child(context) }
}

/** One thing wrong with an input, and where: `blocks.2.name`. */
export interface InputIssue {
  path: string
  message: string
}

const t = initTRPC.context<RequestContext>().create({
  transformer: { input: inputTransformer, output: superjson },
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter({ shape, error, ctx }) {
    const issues: InputIssue[] =
      error.cause instanceof ZodError
        ? error.cause.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
        : []
    const { code, httpStatus, path } = shape.data
    // The words of an unforeseen error are for the log: they have named hosts, tables and secrets before.
    const message =
      httpStatus >= 500
        ? 'Something went wrong on the server. Try again; if it stays, the log has it under this request.'
        : issues.length > 0
          ? issues.map((issue) => `${issue.path || 'input'}: ${issue.message}`).join('; ')
          : shape.message
    return { ...shape, message, data: { code, httpStatus, path, issues, requestId: ctx?.requestId ?? null } }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Everyone passes here: calls are counted, and whoever is not signed in gets only what public-procedures.ts lists. */
const counted = t.procedure.use(async ({ ctx, path, next }) => {
  const { principal } = ctx
  const waitS = principal ? await takePoint('call', principal.userId) : await takePoint('anonymousCall', ctx.address)
  if (waitS !== null) throw tooMany(waitS)
  if (!principal && !isPublicProcedure(path))
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in or begin as a guest first' })
  return next()
})

/** The refusal of someone who has used up a limit. */
export function tooMany(waitS: number): TRPCError {
  return new TRPCError({ code: 'TOO_MANY_REQUESTS', message: `Too many requests: try again in ${waitS} s` })
}

/** For the few procedures that need nobody in particular. Each must also be listed in public-procedures.ts. */
export const publicProcedure = counted

/** The usual procedure: `ctx.principal` is who asks. What is not theirs must not be found: put `ownerId` in every where. */
export const protectedProcedure = counted.use(({ ctx, next }) => {
  if (!ctx.principal) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in or begin as a guest first' })
  return next({ ctx: { ...ctx, principal: ctx.principal } })
})
