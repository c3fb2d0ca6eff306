import { randomUUID } from 'node:crypto'
import type { AccessRole } from '@/server/generated/enums'
import type { PrismaClient } from '@/server/generated/client'
import type { Person } from './test-people'

/** Label of the links made here, by which tests tell them from others. */
export const LABEL = 'for a test'

export interface LinkMade {
  role?: AccessRole
  revokedAt?: Date
  expiresAt?: Date
}

/** A link to an interview, opened by `person`: what they then may do is what `link` says. @returns the link's id */
export async function shareInterview(
  db: PrismaClient,
  interview: { id: string; ownerId: string },
  person: Person,
  link: LinkMade = {},
): Promise<string> {
  const made = await db.accessLink.create({
    data: {
      role: 'viewer',
      ...link,
      tokenHash: randomUUID(),
      label: LABEL,
      interviewId: interview.id,
      ownerId: interview.ownerId,
      grants: { create: { userId: person.userId } },
    },
  })
  return made.id
}
