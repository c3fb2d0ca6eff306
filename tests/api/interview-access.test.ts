import { describe, expect, it } from 'vitest'
import { findInterviewAccess, interviewAccess } from '@/server/access'
import type { AccessRole } from '@/server/generated/enums'
import { moveGuestInto } from '@/server/users'
import { type LinkMade, shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makeGuest, makePerson, type Person } from './test-people'

const database = testDatabase()
const ROLES: AccessRole[] = ['viewer', 'reviewer', 'interviewer']

async function startInterview() {
  const owner = await makePerson(database.db, 'Owner')
  const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  return { owner, id, ownerId: owner.userId, finish: () => owner.call.interview.finish({ id }) }
}

const asking = ({ principal }: Person) => ({ db: database.db, principal })
const roleOf = async (person: Person, id: string) => (await findInterviewAccess(asking(person), id))?.role ?? null

async function invite(interview: { id: string; ownerId: string }, link: LinkMade) {
  const person = await makePerson(database.db)
  return { person, link: await shareInterview(database.db, interview, person, link) }
}

describe('access to an interview', () => {
  it('is the owner’s, and of nobody who has no link', async () => {
    const interview = await startInterview()
    expect(await roleOf(interview.owner, interview.id)).toBe('owner')
    const stranger = await makePerson(database.db)
    await expect(interviewAccess(asking(stranger), interview.id, 'viewer')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('comes with the role of an opened link, while it runs for interviewers alone', async () => {
    const interview = await startInterview()
    const people = await Promise.all(ROLES.map((role) => invite(interview, { role })))
    const roles = () => Promise.all(people.map(({ person }) => roleOf(person, interview.id)))
    expect(await roles()).toEqual([null, null, 'interviewer'])
    await interview.finish()
    expect(await roles()).toEqual(ROLES)
  })

  it('is the most that a person’s valid links give', async () => {
    const interview = await startInterview()
    await interview.finish()
    const { person } = await invite(interview, { role: 'viewer' })
    const better = await shareInterview(database.db, interview, person, { role: 'reviewer' })
    await shareInterview(database.db, interview, person, { role: 'interviewer', expiresAt: new Date(Date.now() - 1) })
    expect(await roleOf(person, interview.id)).toBe('reviewer')
    await database.db.accessLink.update({ where: { id: better }, data: { revokedAt: new Date() } })
    expect(await roleOf(person, interview.id)).toBe('viewer')
  })

  it('refuses what a role does not reach, in other words than what is not there', async () => {
    const interview = await startInterview()
    await interview.finish()
    const { person } = await invite(interview, { role: 'viewer' })
    await expect(interviewAccess(asking(person), interview.id, 'reviewer')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('moves along when a guest signs in to an account they had', async () => {
    const interview = await startInterview()
    const guest = await makeGuest(database.db)
    await shareInterview(database.db, interview, guest, { role: 'interviewer' })
    const account = await makePerson(database.db)
    await moveGuestInto(database.db, guest.userId, account.userId)
    expect(await roleOf(account, interview.id)).toBe('interviewer')
  })
})
