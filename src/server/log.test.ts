import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { expect, it } from 'vitest'
import { hashToken, makeToken } from './access-token'
import { logOptions } from './log'

it('blanks the token of a link wherever it stands in a line, and nothing else', () => {
  const lines: string[] = []
  const log = pino(logOptions('debug'), { write: (line: string) => void lines.push(line) })
  const id = randomUUID()
  for (let tried = 0; tried < 50; tried++) {
    const token = makeToken()
    log.error(
      { err: new Error(`no page at /s/${token}?x=1`), token, input: { json: { token } }, id },
      `said ${token}\n${token}`,
    )
    log.info({ hash: hashToken(token) }, 'kept')
    const [said = '', kept] = lines.splice(0)
    expect(said).not.toContain(token)
    expect(said).toContain(id)
    expect(kept).toContain(hashToken(token))
    expect(JSON.parse(said)).toMatchObject({
      token: '[token]',
      msg: 'said [token]\n[token]',
      input: { json: { token: '[token]' } },
    })
  }
})
