#!/usr/bin/env node
// What PRISMA_SCHEMA_ENGINE_BINARY points at: an executable file. The work is in TypeScript beside it.
import { register } from 'tsx/esm/api'

register()
await import('./json-rpc.ts')
