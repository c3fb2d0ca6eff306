import type { TestProject } from 'vitest/node'
import { Client } from 'pg'
import { findPostgres, installPostgres, startCluster } from '../../src/cli/setup/postgres.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL on which tests may make databases of this prefix; null in tests of the embedded database. */
    postgres: { url: string; prefix: string } | null
    /** Why the tests of this project are left out; null when they are not. */
    postgresMissing: string | null
  }
}

/** The PostgreSQL of TEST_DATABASE_URL, else a throw-away one from the programs on this machine. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const prefix = `dryrun_test_${process.pid}_`
  const given = process.env.TEST_DATABASE_URL
  const provide = (url: string) => {
    project.provide('postgres', { url, prefix })
    project.provide('postgresMissing', null)
  }
  if (given) {
    provide(given)
    return () => dropDatabases(given, prefix)
  }
  installPostgres()
  const found = findPostgres()
  if ('missing' in found) {
    console.error(`Left out, the tests on PostgreSQL: ${found.missing}`)
    project.provide('postgres', null)
    project.provide('postgresMissing', found.missing)
    return undefined
  }
  const cluster = await startCluster(found.bin)
  provide(cluster.url)
  return cluster.stop
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
}
