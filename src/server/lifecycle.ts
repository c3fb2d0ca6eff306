import { DirectoryInUseError } from './database/directory-lock'
import { MigrationError } from './database/migrate'
import { closeDatabase, database } from './db'
import { env, EnvError } from './env'
import { openStreams } from './live/streams'
import { wakeHub } from './live/wake-hub'
import { log } from './log'
import { secret } from './secret'

/**
 * Opens what requests need, so that a server that cannot work does not start: wrong settings, data in use by another
 * process, a database of another version. A PostgreSQL that is away just now is waited for instead; /readyz tells.
 */
export async function prepareServer(): Promise<void> {
  const shared = globalThis as { dryrunStop?: () => Promise<void>; dryrunStopStreams?: () => void }
  shared.dryrunStopStreams = () => openStreams().stop()
  shared.dryrunStop = async () => {
    await wakeHub().stop()
    await closeDatabase()
  }
  try {
    secret()
    await database()
  } catch (error) {
    const isTransient =
      !(error instanceof EnvError || error instanceof DirectoryInUseError || error instanceof MigrationError) &&
      env().DATABASE_URL !== undefined
    if (!isTransient) giveUp(error)
    log().error({ err: error }, 'the database cannot be reached yet')
  }
}

function giveUp(error: unknown): never {
  const isForPeople =
    error instanceof EnvError || error instanceof DirectoryInUseError || error instanceof MigrationError
  process.stderr.write(
    `\nDryrun cannot start. ${isForPeople ? error.message : ((error as Error).stack ?? String(error))}\n`,
  )
  process.exit(1)
}
