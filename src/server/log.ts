import pino from 'pino'
import { withoutTokens } from './access-token'
import { env } from './env'

let made: pino.Logger | undefined

/** JSON lines on stdout. Passwords, cookies and the tokens of links never reach a log: log ids, not inputs. */
export function log(): pino.Logger {
  made ??= pino(logOptions(env().LOG_LEVEL))
  return made
}

/** Whatever is logged, and wherever in it a token of a link stands, it is blanked: errors have quoted addresses before. */
export const logOptions = (level: string): pino.LoggerOptions => ({
  level,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  hooks: { streamWrite: withoutTokens },
})
