import { describe, expect, it } from 'vitest'
import { emptyDesign } from '@/core/design/schema'
import { emptySheet, type Sheet } from '@/core/estimate/sheet'
import { LINK_LIMITS } from '@/features/sharing/link-limits'
import type { NewLink } from '@/features/sharing/link-input'
import { everyRowText } from './every-row'
import { testDatabase } from './test-database'
import { callerFor, makeGuest, makePerson, type Person } from './test-people'

const database = testDatabase()

async function start(owner?: Person) {
  const by = owner ?? (await makePerson(database.db, 'Ada'))
  const { id } = await by.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  const share = (link: Partial<NewLink> = {}) =>
    by.call.sharing.createLink({
      subject: { kind: 'interview', id },
      role: 'reviewer',
      label: 'For Bo',
      expiry: 'week',
      ...link,
    })
  return { owner: by, id, share, finish: () => by.call.interview.finish({ id }) }
}

const nobody = () => callerFor(database.db, null)
const gone = { code: 'NOT_FOUND' }

describe('a link', () => {
  it('is a token of 192 random bits, of which the database has only the hash', async () => {
    const { share } = await start()
    const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await share()).token))
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/)
    expect(new Set(tokens).size).toBe(tokens.length)
    const stored = await everyRowText(database.db)
    for (const token of tokens) expect(stored).not.toContain(token)
  })

  it('is listed for its owner with when it was used and by how many, without its token', async () => {
    const { owner, id, share } = await start()
    const { token } = await share()
    const subject = { kind: 'interview', id } as const
    const [fresh] = await owner.call.sharing.links({ subject })
    expect(fresh).toMatchObject({ label: 'For Bo', role: 'reviewer', lastUsedAt: null, people: 0 })
    const guest = await makeGuest(database.db)
    await guest.call.sharing.accept({ token })
    await guest.call.sharing.accept({ token })
    const [used] = await owner.call.sharing.links({ subject })
    expect(used).toMatchObject({ people: 1, lastUsedAt: expect.any(Date) as Date })
    expect(JSON.stringify(await owner.call.sharing.allLinks())).not.toContain(token)
  })

  it('says what it opens and as what to whoever has it, and who invites to all but reviewers', async () => {
    const { share, finish } = await start()
    const { token } = await share()
    const viewers = await share({ role: 'viewer' })
    expect(await nobody().sharing.open({ token: viewers.token })).toMatchObject({ ownerName: 'Ada', role: 'viewer' })
    const said = { kind: 'interview', title: 'URL shortener', ownerName: null, role: 'reviewer' }
    expect(await nobody().sharing.open({ token })).toEqual({ ...said, isFinished: false })
    await finish()
    expect(await nobody().sharing.open({ token })).toEqual({ ...said, isFinished: true })
  })

  it('lets in whoever accepts it, until it is revoked: then at once nowhere', async () => {
    const { owner, id, share } = await start()
    const { id: link, token } = await share({ role: 'interviewer' })
    const guest = await makeGuest(database.db)
    expect(await guest.call.sharing.accept({ token })).toEqual({
      interview: id,
      role: 'interviewer',
      isFinished: false,
    })
    expect((await guest.call.interview.get({ id })).role).toBe('interviewer')
    await owner.call.sharing.revokeLink({ id: link })
    await expect(guest.call.interview.get({ id })).rejects.toMatchObject(gone)
    await expect(guest.call.sharing.accept({ token })).rejects.toMatchObject(gone)
    await expect(nobody().sharing.open({ token })).rejects.toMatchObject(gone)
    expect(await owner.call.sharing.links({ subject: { kind: 'interview', id } })).toEqual([])
    await owner.call.sharing.revokeLink({ id: link })
  })

  it.each([
    ['day', 1],
    ['week', 7],
    ['month', 30],
    ['year', 365],
  ] as const)('for a %s ends after it', async (expiry, days) => {
    const { owner, id, share } = await start()
    const { id: link, token } = await share({ expiry })
    const [row] = await owner.call.sharing.links({ subject: { kind: 'interview', id } })
    expect((row?.expiresAt?.getTime() ?? 0) - Date.now()).toBeCloseTo(days * 86_400_000, -5)
    await database.db.accessLink.update({ where: { id: link }, data: { expiresAt: new Date(Date.now() - 1) } })
    await expect(nobody().sharing.open({ token })).rejects.toMatchObject(gone)
  })

  it('of the owner’s own gives them nothing they had not', async () => {
    const { owner, share } = await start()
    const { token } = await share()
    expect(await owner.call.sharing.accept({ token })).toMatchObject({ role: 'owner' })
    expect(await database.db.accessGrant.count()).toBe(0)
  })

  it('to one interview opens no other of the same owner', async () => {
    const { owner, share } = await start()
    const other = await start(owner)
    await other.finish()
    const guest = await makeGuest(database.db)
    await guest.call.sharing.accept({ token: (await share()).token })
    await expect(guest.call.interview.get({ id: other.id })).rejects.toMatchObject(gone)
  })

  it('goes with its interview, and with its owner', async () => {
    const { owner, id, share } = await start()
    const { token } = await share()
    await owner.call.interview.remove({ id })
    await expect(nobody().sharing.open({ token })).rejects.toMatchObject(gone)
    const { token: another } = await (await start(owner)).share()
    await owner.call.account.remove({ confirm: 'delete', password: '' })
    await expect(nobody().sharing.open({ token: another })).rejects.toMatchObject(gone)
  })

  it('keeps to its limits', async () => {
    const { id, owner, share } = await start()
    await expect(share({ label: 'x'.repeat(LINK_LIMITS.labelChars + 1) })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    for (let made = 0; made < LINK_LIMITS.ofOne; made++) await share()
    await expect(share()).rejects.toMatchObject({ code: 'CONFLICT' })
    const [first] = await owner.call.sharing.links({ subject: { kind: 'interview', id } })
    await owner.call.sharing.revokeLink({ id: first?.id ?? '' })
    await share()
  })
})

describe('a link to a sheet', () => {
  const sheet: Sheet = { cells: [{ id: 'a', name: 'dau', src: '100M users' }], nouns: ['rider'] }

  async function shareSheet() {
    const owner = await makePerson(database.db, 'Ada')
    const saved = await owner.call.estimates.create({ title: 'Photos', sheet })
    const link = { subject: { kind: 'sheet', id: saved.id }, role: 'viewer', label: '', expiry: 'week' } as const
    return { owner, saved, link, ...(await owner.call.sharing.createLink(link)) }
  }

  it('shows the sheet as it was last saved, until it is revoked', async () => {
    const { owner, saved, link, id, token } = await shareSheet()
    const opened = () => nobody().sharing.open({ token })
    expect(await opened()).toMatchObject({ kind: 'sheet', ownerName: 'Ada', title: 'Photos', sheet })
    await owner.call.estimates.update({ ...saved, title: 'Videos', sheet: emptySheet })
    expect(await opened()).toMatchObject({ title: 'Videos', sheet: emptySheet })
    expect(await owner.call.estimates.list()).toMatchObject([{ title: 'Videos', links: 1 }])
    expect(await owner.call.sharing.allLinks()).toMatchObject([{ subject: link.subject, title: 'Videos' }])
    await owner.call.sharing.revokeLink({ id })
    await expect(opened()).rejects.toMatchObject(gone)
    expect(await owner.call.estimates.list()).toMatchObject([{ links: 0 }])
  })

  it('goes with the sheet, and is made by nobody but its owner, for viewing alone', async () => {
    const { owner, saved, link, token } = await shareSheet()
    const other = await makePerson(database.db)
    await expect(other.call.sharing.createLink(link)).rejects.toMatchObject(gone)
    await expect(other.call.sharing.accept({ token })).rejects.toMatchObject(gone)
    await expect(owner.call.sharing.createLink({ ...link, role: 'reviewer' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await owner.call.estimates.remove({ id: saved.id })
    await expect(nobody().sharing.open({ token })).rejects.toMatchObject(gone)
  })

  it('is not touched by a save that stands on an older one', async () => {
    const { owner, saved, token } = await shareSheet()
    await owner.call.estimates.update({ ...saved, title: 'From here', sheet })
    const late = owner.call.estimates.update({ ...saved, title: 'From there', sheet: emptySheet })
    await expect(late).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
    expect(await nobody().sharing.open({ token })).toMatchObject({ title: 'From here', sheet })
    const bad = { cells: [{ id: 'a', name: 'x', src: 'y'.repeat(501) }] }
    await expect(owner.call.estimates.create({ title: 'Bad', sheet: bad })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('a link to a design', () => {
  async function shareDesign() {
    const owner = await makePerson(database.db, 'Ada')
    const { id } = await owner.call.sharing.shareDesign({ design: emptyDesign('Queue') })
    const subject = { kind: 'design', id } as const
    const link = { subject, role: 'viewer', label: '', expiry: 'never' } as const
    const { token } = await owner.call.sharing.createLink(link)
    return { owner, id, link, token }
  }

  it('shows the design as it was last shared', async () => {
    const { owner, id, token } = await shareDesign()
    const opened = () => nobody().sharing.open({ token })
    expect(await opened()).toMatchObject({ kind: 'design', ownerName: 'Ada', design: emptyDesign('Queue') })
    await owner.call.sharing.updateSharedDesign({ id, design: emptyDesign('Stack') })
    expect(await opened()).toMatchObject({ title: 'Stack', design: emptyDesign('Stack') })
    expect(await owner.call.sharing.sharedDesigns()).toMatchObject([{ id, title: 'Stack', links: 1 }])
    await owner.call.sharing.removeSharedDesign({ id })
    expect(await owner.call.sharing.sharedDesigns()).toEqual([])
    await expect(opened()).rejects.toMatchObject(gone)
  })

  it('lets people view it and nothing more, and needs nobody let in', async () => {
    const { owner, link, token } = await shareDesign()
    const more = owner.call.sharing.createLink({ ...link, role: 'reviewer' })
    await expect(more).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect((await makeGuest(database.db)).call.sharing.accept({ token })).rejects.toMatchObject(gone)
  })

  it('takes no design that the canvas would not', async () => {
    const owner = await makePerson(database.db)
    const design = { ...emptyDesign('Bad'), links: [{ id: 'l', from: 'nowhere', to: 'nowhere' }] } as never
    await expect(owner.call.sharing.shareDesign({ design })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
