import { takePoint } from '@/server/rate-limit'
import { protectedProcedure, publicProcedure, router, tooMany } from '@/server/trpc'
import { z } from 'zod'
import { linkIdInput, newLinkInput, shareDesignInput, subjectInput, tokenInput, updateDesignInput } from './link-input'
import { acceptLink, createLink, removeSharedDesign, revokeLink, shareDesign, updateSharedDesign } from './mutations'
import { listLinks, listOwnLinks, listSharedDesigns, openLink, shownOf } from './queries'

/** What adds rows for good is slower than the rest. */
const making = protectedProcedure.use(async ({ ctx, next }) => {
  const waitS = await takePoint('share', ctx.principal.userId)
  if (waitS !== null) throw tooMany(waitS)
  return next()
})

export const sharingRouter = router({
  /** Makes a link to an interview, a design or a sheet of the caller's. The answer has its token, which is never shown again. */
  createLink: making.input(newLinkInput).mutation(({ ctx, input }) => createLink(ctx, input)),

  /** The caller's links to one interview, design or sheet. */
  links: protectedProcedure
    .input(z.strictObject({ subject: subjectInput }))
    .query(({ ctx, input }) => listLinks(ctx.db, ctx.principal.userId, input.subject)),

  /** The caller's links to anything. */
  allLinks: protectedProcedure.query(({ ctx }) => listOwnLinks(ctx.db, ctx.principal.userId)),

  revokeLink: protectedProcedure
    .input(linkIdInput)
    .mutation(({ ctx, input }) => revokeLink(ctx.db, ctx.principal.userId, input.id)),

  /**
   * What a link opens, for whoever holds its token. A mutation, as is everything that takes a token: it marks the link as
   * used, and the inputs of queries stand in addresses, which proxies log.
   */
  open: publicProcedure
    .input(tokenInput)
    .mutation(async ({ ctx, input }) => shownOf(await openLink(ctx.db, input.token))),

  /** Lets the caller into the interview of a link. */
  accept: protectedProcedure
    .input(tokenInput)
    .mutation(({ ctx, input }) => acceptLink(ctx.db, ctx.principal.userId, input.token)),

  /** Puts a copy of a design on the server so that links can show it; gives its id. */
  shareDesign: making
    .input(shareDesignInput)
    .mutation(({ ctx, input }) => shareDesign(ctx.db, ctx.principal.userId, input.design)),

  /** The caller's designs that are there for links to show, without what is drawn. */
  sharedDesigns: protectedProcedure.query(({ ctx }) => listSharedDesigns(ctx.db, ctx.principal.userId)),

  updateSharedDesign: protectedProcedure
    .input(updateDesignInput)
    .mutation(({ ctx, input }) => updateSharedDesign(ctx.db, ctx.principal.userId, input.id, input.design)),

  removeSharedDesign: protectedProcedure
    .input(linkIdInput)
    .mutation(({ ctx, input }) => removeSharedDesign(ctx.db, ctx.principal.userId, input.id)),
})
