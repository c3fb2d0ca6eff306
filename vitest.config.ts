import './src/server/engine-flags.mjs'
import { defineConfig } from 'vitest/config'

const apiEnv = { DRYRUN_SECRET: 'of the tests, never of a server: 0123456789', LOG_LEVEL: 'silent' }
/** What must hold on either home of the data: storage itself, and whatever asks in SQL of its own. */
const STORAGE = '{apply-migrations,group-commit,interview,interview-access,interview-file,interview-history,interview-sync,live,replay,review-boards,silent-connection}'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    environment: 'node',
    pool: 'threads',
    // by itself it leaves one core alone, which is half of a machine with two
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/{contract,oracles}/**/*.test.ts'],
          // Files share what they import, and the engine that the first of them has warmed: half of their time otherwise.
          isolate: false,
        },
      },
      {
        // Procedures on a real database in memory: one a worker, shared by its files.
        extends: true,
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          globalSetup: ['tests/api/database-template.ts'],
          isolate: false,
          env: apiEnv,
        },
      },
      {
        // The tests of storage again, on a PostgreSQL server: of TEST_DATABASE_URL, or a throw-away one.
        extends: true,
        test: {
          name: 'postgres',
          include: [`tests/api/${STORAGE}.test.ts`],
          globalSetup: ['tests/api/postgres-cluster.ts'],
          setupFiles: ['tests/api/skip-without-postgres.ts'],
          isolate: false,
          env: { ...apiEnv, HISTORIES: '12' },
        },
      },
      {
        // The production server as a process: needs the build that `npm test` makes.
        extends: true,
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/server/require-build.ts'],
          isolate: false,
          // They mostly wait for servers, which start on one core and then for the disk.
          maxWorkers: 3,
          // Two files have up to four servers up at a time: on a busy machine a start takes a while.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
