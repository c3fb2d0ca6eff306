import { describe, expect, it } from 'vitest'
import { signInCookieName } from '@/server/principal'
import { givePointBack, resetLimits, takePoint } from '@/server/rate-limit'
import { TestBrowser } from './test-browser'
import { testDatabase } from './test-database'

const database = testDatabase()
const ada = { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' }
const cookieName = signInCookieName(false)

async function who(browser: TestBrowser) {
  const { data } = await browser.query('account.me')
  return (data as { principal: { userId: string; kind: string; email: string | null } | null }).principal
}

async function signedUp(): Promise<TestBrowser> {
  const browser = new TestBrowser()
  expect(await browser.mutate('account.signUp', ada)).toMatchObject({ status: 200 })
  expect(await browser.signIn('password', ada)).toBeNull()
  return browser
}

function someDesign(ownerId: string) {
  return database.db.design.create({ data: { ownerId, title: 'Mine', design: {} } })
}

describe('a guest', () => {
  it('is a person of their own, kept by a cookie that scripts cannot read', async () => {
    const browser = new TestBrowser()
    expect(await who(browser)).toBeNull()
    const { csrfToken } = (await (await browser.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({ csrfToken, json: 'true' })
    const response = await browser.fetch('/api/auth/callback/guest', { method: 'POST', body })
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith(cookieName))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(await who(browser)).toMatchObject({ kind: 'guest', email: null })
  })

  it('who begins again in a second tab stays the same person', async () => {
    const browser = new TestBrowser()
    await browser.signIn('guest')
    const first = await who(browser)
    await browser.signIn('guest')
    expect(await who(browser)).toEqual(first)
    expect(await database.db.user.count()).toBe(1)
  })

  it('who signs up keeps everything, as the same person', async () => {
    const browser = new TestBrowser()
    await browser.signIn('guest')
    const guest = await who(browser)
    const design = await someDesign(guest?.userId ?? '')
    expect(await browser.mutate('account.signUp', ada)).toMatchObject({ status: 200 })
    expect(await browser.signIn('password', ada)).toBeNull()
    expect(await who(browser)).toMatchObject({ userId: guest?.userId, kind: 'registered', email: ada.email })
    expect(await database.db.design.findUnique({ where: { id: design.id } })).toMatchObject({ ownerId: guest?.userId })
  })

  it('who signs in to an account brings everything there and is a guest no more', async () => {
    const account = await who(await signedUp())
    const browser = new TestBrowser()
    await browser.signIn('guest')
    const guest = await who(browser)
    const design = await someDesign(guest?.userId ?? '')
    expect(await browser.signIn('password', ada)).toBeNull()
    expect(await who(browser)).toMatchObject({ userId: account?.userId })
    expect(await database.db.design.findUnique({ where: { id: design.id } })).toMatchObject({
      ownerId: account?.userId,
    })
    expect(await database.db.user.count({ where: { kind: 'guest' } })).toBe(0)
  })

  it('who mistypes the password of an account stays a guest with everything', async () => {
    await signedUp()
    const browser = new TestBrowser()
    await browser.signIn('guest')
    const guest = await who(browser)
    expect(await browser.signIn('password', { ...ada, password: 'not this one' })).toBe('CredentialsSignin')
    expect(await who(browser)).toEqual(guest)
  })
})

describe('signing up', () => {
  it('keeps an argon2id hash of the recommended strength, and no password', async () => {
    await signedUp()
    const user = await database.db.user.findUniqueOrThrow({ where: { email: ada.email } })
    expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(user)).not.toContain(ada.password)
  })

  it('reads addresses without regard to case', async () => {
    await signedUp()
    const again = await new TestBrowser().mutate('account.signUp', { ...ada, email: ' ADA@Example.org ' })
    expect(again.error?.data.code).toBe('CONFLICT')
    expect(await new TestBrowser().signIn('password', { ...ada, email: 'Ada@EXAMPLE.org' })).toBeNull()
  })

  it('says what is wrong with each field', async () => {
    const { status, error } = await new TestBrowser().mutate('account.signUp', {
      email: 'ada',
      password: 'short',
      name: '',
    })
    expect(status).toBe(400)
    expect(error?.data.issues).toEqual([
      { path: 'email', message: 'This does not look like an email address' },
      { path: 'password', message: 'Use at least 10 characters' },
    ])
  })

  it('leaves a guest untouched when the address is taken', async () => {
    await signedUp()
    const browser = new TestBrowser()
    await browser.signIn('guest')
    expect((await browser.mutate('account.signUp', ada)).error?.data.code).toBe('CONFLICT')
    expect(await who(browser)).toMatchObject({ kind: 'guest' })
  })
})

describe('a sign-in', () => {
  it('ends with signing out', async () => {
    const browser = await signedUp()
    await browser.signOut()
    expect(browser.cookies.has(cookieName)).toBe(false)
    expect(await who(browser)).toBeNull()
  })

  it('ends at once on every device with signing out everywhere', async () => {
    const [desk, phone] = [await signedUp(), new TestBrowser()]
    await phone.signIn('password', ada)
    expect(await who(phone)).not.toBeNull()
    expect(await desk.mutate('account.signOutEverywhere')).toMatchObject({ status: 200 })
    expect(await who(phone)).toBeNull()
    expect(await who(desk)).toBeNull()
    expect(await phone.signIn('password', ada)).toBeNull()
  })

  it('ends on other devices with a new password, and the old password with it', async () => {
    const [desk, phone] = [await signedUp(), new TestBrowser()]
    await phone.signIn('password', ada)
    const change = { current: ada.password, next: 'another long password' }
    expect(await desk.mutate('account.changePassword', change)).toMatchObject({ status: 200 })
    expect(await who(phone)).toBeNull()
    expect(await phone.signIn('password', ada)).toBe('CredentialsSignin')
    expect(await phone.signIn('password', { ...ada, password: change.next })).toBeNull()
  })

  it('cannot be made by changing a letter of the cookie', async () => {
    const browser = await signedUp()
    const cookie = browser.cookies.get(cookieName) ?? ''
    const at = cookie.length - 10
    browser.setCookie(cookieName, `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`)
    expect(await who(browser)).toBeNull()
  })

  it('needs the token of our own form', async () => {
    await signedUp()
    const browser = new TestBrowser()
    await browser.post('/api/auth/callback/password', { ...ada, csrfToken: 'made up' })
    expect(await who(browser)).toBeNull()
  })

  it('is refused when another site sends the form', async () => {
    const browser = await signedUp()
    const { csrfToken } = (await (await browser.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({ csrfToken, json: 'true', ...ada })
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    const response = await new TestBrowser().fetch('/api/auth/callback/password', { method: 'POST', body, headers })
    expect(response.status).toBe(403)
  })

  it('is refused after ten wrong passwords, also with the right one, but not to its owner elsewhere', async () => {
    await signedUp()
    const browser = new TestBrowser()
    for (let attempt = 0; attempt < 10; attempt++) {
      expect(await browser.signIn('password', { ...ada, password: `wrong ${attempt}` })).toBe('CredentialsSignin')
    }
    expect(await browser.signIn('password', ada)).toBe('TooManyAttempts')
    const elsewhere = new TestBrowser()
    elsewhere.address = '198.51.100.7'
    expect(await elsewhere.signIn('password', ada)).toBeNull()
  })

  it('with the right password counts as no attempt: a whole class signs in from one address', async () => {
    await signedUp()
    resetLimits()
    const browser = new TestBrowser()
    while ((await takePoint('passwordByAddress', browser.address)) === null);
    await givePointBack('passwordByAddress', browser.address)
    await givePointBack('passwordByAddress', browser.address)
    for (const one of [browser, new TestBrowser()]) expect(await one.signIn('password', ada)).toBeNull()
    expect(await browser.signIn('password', { ...ada, password: 'wrong' })).toBe('CredentialsSignin')
    expect(await browser.signIn('password', ada)).toBe('TooManyAttempts')
  })

  it('says nothing of what failed inside: neither a text that no column holds nor a database that does not answer', async () => {
    const browser = new TestBrowser()
    expect(await browser.signIn('password', { ...ada, email: 'ada\u0000@example.org' })).toBe('CredentialsSignin')
    await database.db.$executeRaw`alter table "User" rename to "UserAway"`
    try {
      expect(await browser.signIn('password', ada)).toBe('Unavailable')
      expect(await browser.signIn('guest')).toBe('Unavailable')
    } finally {
      await database.db.$executeRaw`alter table "UserAway" rename to "User"`
    }
  })
})

describe('deleting an account', () => {
  it('removes the person and everything of theirs, and the sign-in with them', async () => {
    const browser = await signedUp()
    await someDesign((await who(browser))?.userId ?? '')
    const refused = await browser.mutate('account.remove', { confirm: 'delete', password: 'not this one' })
    expect(refused.error?.data.code).toBe('FORBIDDEN')
    expect(await browser.mutate('account.remove', { confirm: 'yes', password: ada.password })).toMatchObject({
      status: 400,
    })
    expect(await database.db.design.count()).toBe(1)
    expect(await browser.mutate('account.remove', { confirm: 'delete', password: ada.password })).toMatchObject({
      status: 200,
    })
    expect(await database.db.user.count()).toBe(0)
    expect(await database.db.design.count()).toBe(0)
    expect(await who(browser)).toBeNull()
  })
})

describe('exporting', () => {
  it('gives everything of the person and nothing of others', async () => {
    const browser = await signedUp()
    const design = await someDesign((await who(browser))?.userId ?? '')
    const other = await database.db.user.create({ data: {} })
    await someDesign(other.id)
    const { data } = await browser.query('account.exportAll')
    expect(data).toMatchObject({
      account: { email: ada.email },
      designs: [{ id: design.id }],
      interviews: [],
      runs: [],
    })
    expect(JSON.stringify(data)).not.toContain('argon2')
  })
})
