// Prisma's schema engine speaks JSON-RPC, a line a message, on stdin and stdout. This is that protocol over the WASM engine.
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'
import { pglitePool } from '../../src/server/database/pglite-pool'
import { type Engine, openEngine, type OpenPool } from './wasm-engine'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean' },
  },
})

const datasource = JSON.parse(typeof values.datasource === 'string' ? values.datasource : '{}') as { url?: string }
const url = new URL(datasource.url ?? 'postgresql://pglite/embedded')
const isEmbedded = url.hostname === 'pglite'
const opened: OpenPool[] = []
let mainPool: Promise<Pool> | undefined
let engine: Promise<Engine> | undefined

async function inMemory(): Promise<OpenPool> {
  const db = await PGlite.create()
  const pool = pglitePool(db)
  const open = {
    pool,
    close: async () => {
      await pool.end()
      await db.close()
    },
  }
  opened.push(open)
  return open
}

function getPool(): Promise<Pool> {
  mainPool ??= isEmbedded ? inMemory().then((open) => open.pool) : Promise.resolve(connect(url))
  return mainPool
}

function connect(to: URL): Pool {
  const pool = new Pool({ connectionString: to.href, max: 1 })
  opened.push({ pool, close: () => pool.end() })
  return pool
}

async function openShadow(): Promise<OpenPool> {
  if (isEmbedded) return inMemory()
  const main = await getPool()
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await main.query(`CREATE DATABASE "${name}"`)
  const shadowUrl = new URL(url)
  shadowUrl.pathname = `/${name}`
  const pool = new Pool({ connectionString: shadowUrl.href, max: 1 })
  return {
    pool,
    close: async () => {
      await pool.end()
      await main.query(`DROP DATABASE "${name}" WITH (FORCE)`)
    },
  }
}

function schemaFiles(at: string): string[] {
  if (!fs.statSync(at).isDirectory()) return [at]
  const names = fs.readdirSync(at, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.prisma')).map((name) => path.join(at, name))
}

function getEngine(): Promise<Engine> {
  const datamodels = (values.datamodels ?? []) as string[]
  const schemas = datamodels.flatMap(schemaFiles).map((file): [string, string] => [file, fs.readFileSync(file, 'utf8')])
  engine ??= getPool().then((pool) => openEngine({ schemas, pool, openShadow }))
  return engine
}

interface RpcMessage {
  id: number
  method?: string
  params: unknown
}

const send = (message: object) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

async function answer({ id, method, params }: RpcMessage): Promise<void> {
  if (method === undefined) return // the answer to a `print` of ours
  try {
    const running = await getEngine()
    const call = running[method === 'getDatabaseVersion' ? 'version' : method]
    if (call === undefined) throw new Error(`the schema engine has no method ${method}`)
    const result = (await call.call(running, params)) ?? null
    const printed = method === 'diff' ? printedBy(result) : null
    if (printed) send({ id: id + 100_000, method: 'print', params: { content: printed } })
    send({ id, result })
  } catch (error) {
    const data = {
      is_panic: false,
      message: error instanceof Error ? error.message : String(error),
      meta: null,
      error_code: codeOf(error),
    }
    send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } })
  }
}

function printedBy(result: unknown): string | null {
  return (result as { stdout?: string | null } | null)?.stdout ?? null
}

function codeOf(error: unknown): string | null {
  return (error as { code?: string }).code ?? null
}

async function close(): Promise<void> {
  for (const open of opened) await open.close()
}

/** `schema-engine cli can-connect-to-database` and `cli create-database`, asked before the protocol starts. */
async function answerCli(): Promise<void> {
  try {
    await (await getPool()).query('select 1')
    await close()
  } catch (error) {
    const code = codeOf(error) === '3D000' ? 'P1003' : 'P1001'
    const fields = { message: (error as Error).message, error_code: code }
    // The command line drops the first line and reads the rest as JSON.
    const report = { level: 'ERROR', target: 'schema_engine::logger', fields }
    fs.writeSync(2, `schema-engine\n${JSON.stringify(report)}`)
    process.exit(1)
  }
}

async function serve(): Promise<void> {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    await answer(JSON.parse(line) as RpcMessage)
  }
  await close()
}

if (values.version) process.stdout.write('schema-engine-wasm 7.10.0\n')
else if (positionals[0] === 'cli') await answerCli()
else await serve()
