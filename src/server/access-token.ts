import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 24

/** The secret of a link: 192 random bits as 32 characters that a URL takes as they are. */
export const makeToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

/** What is stored of a token. It has too many bits to be guessed, so one plain hash is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** What may be a token where one may stand: in an address, as a value, in words, at the start of a quoted line. Ids and hashes have other lengths. */
const TOKEN = /(?<=^|[^\w-]|\\[nrt])[\w-]{32}(?![\w-])/g

/** Text with everything that looks like the token of a link blanked. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, '[token]')
