import pino from 'pino'
import { env } from './env'

let made: pino.Logger | undefined

/** JSON lines on stdout. Passwords and cookies never reach a log: log ids, not inputs. */
export function log(): pino.Logger {
  made ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime })
  return made
}
