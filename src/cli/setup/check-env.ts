import { EnvError, parseEnv } from '../../server/env'

// Says which settings are wrong, before anything long is begun with them.
try {
  parseEnv(process.env)
} catch (error) {
  if (!(error instanceof EnvError)) throw error
  console.error(error.message)
  process.exit(1)
}
