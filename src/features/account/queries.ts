import type { RootDb } from '@/server/db'

/** Everything Dryrun holds about a person, as plain data: the whole of what "delete my account" removes. */
export async function exportAccount(db: RootDb, userId: string) {
  // Several small reads: the embedded database serves one query at a time and others want a turn in between.
  const account = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      id: true,
      kind: true,
      email: true,
      name: true,
      createdAt: true,
      oauthAccounts: { select: { provider: true, createdAt: true } },
    },
  })
  const mine = { where: { ownerId: userId }, orderBy: { createdAt: 'asc' } } as const
  const interviews = []
  for (const { id } of await db.interview.findMany({ ...mine, select: { id: true } })) {
    const interview = await db.interview.findUnique({
      where: { id, ownerId: userId },
      include: { events: { orderBy: { seq: 'asc' } }, evidence: { orderBy: { createdAt: 'asc' } } },
    })
    if (interview) interviews.push(interview)
  }
  return {
    format: 'dryrun-export' as const,
    version: 1 as const,
    account,
    interviews,
    runs: await db.run.findMany(mine),
    designs: await db.design.findMany(mine),
    estimateSheets: await db.estimateSheet.findMany(mine),
    drillQuestions: await db.drillQuestion.findMany({ where: { ownerId: userId }, orderBy: { askedAt: 'asc' } }),
    ...(await exportSharing(db, userId)),
  }
}

/** The person's links, and what they did by the links of others. */
async function exportSharing(db: RootDb, userId: string) {
  const inOrder = { orderBy: { createdAt: 'asc' } } as const
  return {
    links: await db.accessLink.findMany({ where: { ownerId: userId }, ...inOrder, omit: { tokenHash: true } }),
    openedLinks: await db.accessGrant.findMany({ where: { userId }, ...inOrder, omit: { userId: true } }),
    comments: await db.comment.findMany({ where: { authorId: userId }, ...inOrder }),
    privateNotes: await db.privateNote.findMany({ where: { authorId: userId }, ...inOrder }),
    reviews: await db.review.findMany({
      where: { reviewerId: userId },
      orderBy: { startedAt: 'asc' },
      include: { ratings: true },
    }),
    anchorRatings: await db.anchorRating.findMany({ where: { userId }, orderBy: { submittedAt: 'asc' } }),
  }
}

/** What the account page shows beyond the principal. */
export async function readAccount(db: RootDb, userId: string) {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      createdAt: true,
      passwordHash: true,
      oauthAccounts: { select: { provider: true } },
      _count: { select: { interviews: true, designs: true, estimateSheets: true } },
    },
  })
  const { createdAt, passwordHash, oauthAccounts, _count: counts } = user
  return {
    createdAt,
    hasPassword: passwordHash !== null,
    providers: oauthAccounts.map(({ provider }) => provider),
    counts,
  }
}
