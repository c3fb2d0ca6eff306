import { describe, expect, it } from 'vitest'
import { signInByOAuth } from '@/server/users'
import { testDatabase } from './test-database'
import { makeGuest, makePerson } from './test-people'

const database = testDatabase()
const octocat = { provider: 'github', providerAccountId: '583231', name: 'Octo Cat' }

describe('signing in through another service', () => {
  it('makes a registered person once, and finds them again', async () => {
    const first = await signInByOAuth(database.db, octocat, null)
    const again = await signInByOAuth(database.db, octocat, null)
    expect(again).toEqual(first)
    const user = await database.db.user.findUniqueOrThrow({ where: { id: first.id } })
    expect(user).toMatchObject({ kind: 'registered', name: 'Octo Cat', email: null })
  })

  it('turns a guest into a registered person with everything they made', async () => {
    const guest = await makeGuest(database.db)
    const design = await database.db.design.create({ data: { ownerId: guest.userId, title: 'Mine', design: {} } })
    expect(await signInByOAuth(database.db, octocat, guest.userId)).toMatchObject({ id: guest.userId })
    expect(await database.db.user.findUnique({ where: { id: guest.userId } })).toMatchObject({ kind: 'registered' })
    expect(await database.db.design.count({ where: { id: design.id, ownerId: guest.userId } })).toBe(1)
  })

  it('brings what a guest made to the account that the identity has already', async () => {
    const known = await signInByOAuth(database.db, octocat, null)
    const guest = await makeGuest(database.db)
    const design = await database.db.design.create({ data: { ownerId: guest.userId, title: 'Mine', design: {} } })
    expect(await signInByOAuth(database.db, octocat, guest.userId)).toEqual(known)
    expect(await database.db.design.findUnique({ where: { id: design.id } })).toMatchObject({ ownerId: known.id })
    expect(await database.db.user.count()).toBe(1)
  })

  it('ties a new identity to the registered person who is signed in, and takes nothing of another', async () => {
    const ada = await makePerson(database.db, 'Ada')
    expect(await signInByOAuth(database.db, octocat, ada.userId)).toMatchObject({ id: ada.userId })
    const bob = await makePerson(database.db, 'Bob')
    const design = await database.db.design.create({ data: { ownerId: bob.userId, title: 'His', design: {} } })
    expect(await signInByOAuth(database.db, octocat, bob.userId)).toMatchObject({ id: ada.userId })
    expect(await database.db.design.findUnique({ where: { id: design.id } })).toMatchObject({ ownerId: bob.userId })
  })
})
