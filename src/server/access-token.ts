import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 24

/** The secret of a link: 192 random bits as 32 characters that a URL takes as they are. */
export const makeToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

/** What is stored of a token. It has too many bits to be guessed, so one plain hash is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
