import path from 'node:path'
import { z } from 'zod'

const port = z.coerce.number('must be a number').int().min(0).max(65535)
const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1')
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/./, 'must start with postgresql://')

/** Every setting there is. All are optional: with none of them set, Dryrun serves on port 3000 and keeps its data in `data/`. */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: port.default(3000),
  /** Interface to listen on; all of them when unset. */
  DRYRUN_HOST: z.string().min(1).optional(),
  /** Where the embedded database and the secret live. */
  DRYRUN_DATA_DIR: z.string().min(1).default('data'),
  /** Signs the sign-in cookies. Made on first start and kept beside the data when unset. */
  DRYRUN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Any PostgreSQL instead of the embedded database. */
  DATABASE_URL: postgresUrl.optional(),
  /** 1: a reverse proxy stands in front and its X-Forwarded-* headers are true. */
  DRYRUN_TRUST_PROXY: flag.default(false),
  /** Multiplies every rate limit: for load tests, or many people behind one address. */
  DRYRUN_RATE_FACTOR: z.coerce.number('must be a number').positive().max(1e6).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  GITHUB_CLIENT_ID: z.string().min(1).optional(),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional(),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
})

export type Env = z.infer<typeof schema>

/** Settings that cannot be used. The message names each variable and what is wrong with it. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/**
 * Reads the settings from `source`. An empty variable counts as unset.
 * @throws {EnvError} naming every wrong variable, an unknown `DRYRUN_*` one and half of an OAuth pair among them
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(filled)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`)
  for (const name of Object.keys(filled)) {
    if (name.startsWith('DRYRUN_') && !(name in schema.shape)) problems.push(`${name}: there is no such setting`)
  }
  for (const provider of ['GITHUB', 'GOOGLE']) {
    const [id, secret] = [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`]
    if (id in filled !== secret in filled) problems.push(`${id in filled ? secret : id}: is needed with its other half`)
  }
  if (!parsed.success || problems.length > 0)
    throw new EnvError(`Wrong settings in the environment:\n  ${problems.join('\n  ')}`)
  return { ...parsed.data, DRYRUN_DATA_DIR: path.resolve(parsed.data.DRYRUN_DATA_DIR) }
}

let parsedOnce: Env | undefined

/** The settings of this process, read once. */
export function env(): Env {
  parsedOnce ??= parseEnv(process.env)
  return parsedOnce
}
