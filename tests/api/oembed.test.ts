import { describe, expect, it } from 'vitest'
import { emptyDesign } from '@/core/design/schema'
import { answerOEmbed } from '@/features/sharing/answer-oembed'
import { testDatabase } from './test-database'
import { makePerson } from './test-people'

const database = testDatabase()

const TITLE = '"><script>alert(1)</script>'

async function shareDesign() {
  const { call } = await makePerson(database.db, 'Ada')
  const { id } = await call.sharing.shareDesign({ design: emptyDesign(TITLE) })
  const link = await call.sharing.createLink({
    subject: { kind: 'design', id },
    role: 'viewer',
    label: '',
    expiry: 'day',
  })
  return { ...link, call }
}

/** From an address of its own, so that tests do not use up each other's share. */
const ask = (token: string, query = '', address = token.slice(0, 12)) =>
  answerOEmbed(
    new Request(`http://dryrun.test/s/${token}/oembed${query}`, { headers: { 'x-forwarded-for': address } }),
    token,
  )

describe('what a link to a design says of itself to pages that embed', () => {
  it('is a frame of the one page that may stand in one, with a picture beside it', async () => {
    const { token } = await shareDesign()
    const answer = await ask(token)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      version: '1.0',
      type: 'rich',
      title: TITLE,
      author_name: 'Ada',
      provider_name: 'Dryrun',
      provider_url: 'http://dryrun.test',
      width: 800,
      height: 450,
      html: expect.stringMatching(
        new RegExp(`^<iframe src="http://dryrun\\.test/embed/${token}" width="800" height="450" [^<>]*></iframe>$`),
      ),
      thumbnail_url: `http://dryrun.test/s/${token}/picture`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
      cache_age: 0,
    })
  })

  it('is no wider and no higher than asked for, as far as something can be seen', async () => {
    const { token } = await shareDesign()
    const sizeOf = async (query: string) => {
      const { width, height, html } = (await (await ask(token, query)).json()) as Record<string, string | number>
      expect(html).toContain(`width="${width}" height="${height}"`)
      return [width, height]
    }
    expect(await sizeOf('?maxwidth=400&maxheight=300')).toEqual([400, 300])
    expect(await sizeOf('?maxwidth=99999')).toEqual([800, 450])
    expect(await sizeOf('?maxwidth=1&maxheight=-20')).toEqual([160, 450])
    expect(await sizeOf('?maxwidth=1e9&maxheight="><script>')).toEqual([800, 450])
    expect((await ask(token, '?format=xml')).status).toBe(501)
  })

  it('is nothing by a link to an interview, by one that is revoked, and by none', async () => {
    const { id, token, call } = await shareDesign()
    await call.sharing.revokeLink({ id })
    const interview = await call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    const subject = { kind: 'interview' as const, id: interview.id }
    const toInterview = await call.sharing.createLink({ subject, role: 'viewer', label: '', expiry: 'day' })
    for (const dead of [token, toInterview.token, 'short']) {
      const answer = await ask(dead)
      expect([answer.status, await answer.text()]).toEqual([404, 'This link opens nothing'])
    }
  })

  it('is asked for so often by one address, and no oftener', async () => {
    const { token } = await shareDesign()
    const statuses: number[] = []
    for (let i = 0; i < 61; i++) statuses.push((await ask(token, '', '192.0.2.77')).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
  })
})
