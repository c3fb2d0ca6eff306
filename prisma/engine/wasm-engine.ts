import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import type * as EngineModule from '@prisma/schema-engine-wasm'
import type { Pool } from 'pg'

/** A connection pool and how to let go of it. */
export interface OpenPool {
  pool: Pool
  close: () => Promise<void>
}

export interface EngineOptions {
  /** Path and text of each schema file. */
  schemas: [string, string][]
  pool: Pool
  /** A fresh, empty database: Prisma replays the migrations there. */
  openShadow: () => Promise<OpenPool>
}

/** Every method of the engine takes and gives plain data; which ones exist is Prisma's JSON-RPC protocol. */
export type Engine = Record<string, ((params: unknown) => Promise<unknown>) | undefined>

/** Prisma's own schema engine (its WASM build) over its own PostgreSQL adapter: no native binary, no download. */
export async function openEngine({ schemas, pool, openShadow }: EngineOptions): Promise<Engine> {
  const { SchemaEngine } = await loadWasm()
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => migrationAdapter(pool),
    connectToShadowDb: async () => {
      const shadow = await openShadow()
      return Object.assign(await migrationAdapter(shadow.pool), { dispose: shadow.close })
    },
  })
  const engine = await SchemaEngine.new({ datamodels: schemas.length > 0 ? schemas : undefined }, () => {}, factory)
  return engine as unknown as Engine
}

type LoadedEngine = typeof EngineModule & { __wbg_set_wasm: (exports: WebAssembly.Exports) => void }

async function loadWasm(): Promise<LoadedEngine> {
  const name = '@prisma/schema-engine-wasm/schema_engine_bg'
  const bindings = (await import(name)) as LoadedEngine
  const file = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), 'schema_engine_bg.wasm')
  // The WASM reports a panic through this global before it traps.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(message) },
  })
  const compiled = await WebAssembly.compile(fs.readFileSync(file))
  const instance = await WebAssembly.instantiate(compiled, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start as () => void
  start()
  return bindings
}

/** What this file changes of the adapter and its type does not show. */
interface AdapterInternals {
  performIO: (query: SqlQuery) => Promise<{ fields?: { dataTypeID: number }[] }>
  onError: (error: unknown) => never
}

const CHAR_OID = 18
const TEXT_OID = 25

async function migrationAdapter(pool: Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool, { disposeExternalPool: false }).connect()
  const internals = adapter as unknown as AdapterInternals
  // The whole file in one simple query is one implicit transaction, as in the native engine; the adapter splits on `;`.
  adapter.executeScript = async (sql) => {
    try {
      await pool.query(sql)
    } catch (error) {
      internals.onError(error)
    }
  }
  readCharColumns(adapter, internals)
  return adapter
}

/** The adapter has no mapping for the catalogue type "char", which introspection reads. */
function readCharColumns(adapter: SqlDriverAdapter, internals: AdapterInternals): void {
  const charColumns = new WeakMap<SqlQuery, number[]>()
  const performIO = internals.performIO.bind(adapter)
  internals.performIO = async (query) => {
    const result = await performIO(query)
    const fields = result.fields ?? []
    charColumns.set(
      query,
      fields.flatMap((field, at) => (field.dataTypeID === CHAR_OID ? [at] : [])),
    )
    for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
    return result
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const at of charColumns.get(query) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character
    return result
  }
}
