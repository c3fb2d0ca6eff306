import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's native schema engine is a download from its own servers, which neither an offline machine nor a strict
// network can reach. The stand-in speaks the same protocol and is served by Prisma's own WASM build from npm.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'prisma/engine/schema-engine.mjs')

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // The host `pglite` means "a throw-away PGlite in memory": enough to write a migration. The server applies migrations.
  datasource: { url: process.env.DATABASE_URL || 'postgresql://pglite/embedded' },
})
