import { z } from 'zod'
import { oauthProviders } from '@/server/auth'
import type { Identity, Principal } from '@/server/principal'
import { takePoint } from '@/server/rate-limit'
import { protectedProcedure, publicProcedure, router, tooMany } from '@/server/trpc'
import { emailInput, nameInput, newPasswordInput } from './account-input'
import { DELETE_WORD } from './delete-word'
import { changePassword, removeAccount, rename, signOutEverywhere, signUp } from './mutations'
import { exportAccount, readAccount } from './queries'

const currentPassword = z.string().max(200)

/** Guessing a password is as slow here as at sign-in. */
const passwordGuarded = protectedProcedure.use(async ({ ctx, next }) => {
  const waitS = await takePoint('passwordHere', ctx.principal.userId)
  if (waitS !== null) throw tooMany(waitS)
  return next()
})

function identityOf(principal: Principal | null): Identity | null {
  if (!principal) return null
  const { userId, kind, email, name } = principal
  return { userId, kind, email, name }
}

export const accountRouter = router({
  /** Who asks, or null; and which OAuth buttons the sign-in page has. */
  me: publicProcedure.query(({ ctx }) => ({ principal: identityOf(ctx.principal), oauthProviders: oauthProviders() })),

  read: protectedProcedure.query(({ ctx }) => readAccount(ctx.db, ctx.principal.userId)),

  /** Makes an account, of the guest who asks when there is one. The browser signs in with it afterwards. */
  signUp: publicProcedure
    .input(z.strictObject({ email: emailInput, password: newPasswordInput, name: nameInput }))
    .mutation(async ({ ctx, input }) => {
      const waitS = await takePoint('signUp', ctx.address)
      if (waitS !== null) throw tooMany(waitS)
      await signUp(ctx.db, ctx.principal, input)
    }),

  rename: protectedProcedure
    .input(z.strictObject({ name: nameInput }))
    .mutation(({ ctx, input }) => rename(ctx.db, ctx.principal.userId, input.name)),

  changePassword: passwordGuarded
    .input(z.strictObject({ current: currentPassword, next: newPasswordInput }))
    .mutation(({ ctx, input }) => changePassword(ctx.db, ctx.principal.userId, input.current, input.next)),

  signOutEverywhere: protectedProcedure.mutation(({ ctx }) => signOutEverywhere(ctx.db, ctx.principal.userId)),

  exportAll: protectedProcedure.query(({ ctx }) => exportAccount(ctx.db, ctx.principal.userId)),

  remove: passwordGuarded
    .input(
      z.strictObject({ confirm: z.literal(DELETE_WORD, `Type the word ${DELETE_WORD}`), password: currentPassword }),
    )
    .mutation(({ ctx, input }) => removeAccount(ctx.db, ctx.principal.userId, input.password)),
})
