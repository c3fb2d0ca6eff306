import fs from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'

// What tidy.test.ts judges: every source file with its imports, functions and uses of the outside.

const ROOT = path.join(import.meta.dirname, '..')

export interface Import {
  from: string
  /** The file it means, relative to the checkout; null for a package. */
  file: string | null
  isTypeOnly: boolean
  /** Fetched when it is wanted: `import('./part')`, a worker. */
  isLazy: boolean
}

export interface SourceFile {
  /** Relative to the checkout: `src/core/units/quantity.ts`. */
  name: string
  text: string
  lines: number
  isTest: boolean
  isClient: boolean
  imports: Import[]
  functions: { name: string; line: number; lines: number }[]
  /** Member accesses and calls as text: `Date.now`, `new Date()`. */
  uses: Set<string>
}

interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

/** All of src but what Prisma generates, in order of name. */
export function readSources(): SourceFile[] {
  const names = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  return names
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.startsWith('src/server/generated/'))
    .sort()
    .map(readSource)
}

function readSource(name: string): SourceFile {
  const text = fs.readFileSync(path.join(ROOT, name), 'utf8')
  const program = parseAst(text, {
    lang: name.endsWith('x') ? 'tsx' : name.endsWith('.ts') ? 'ts' : 'js',
  }) as unknown as Node
  const file: SourceFile = {
    name,
    text,
    lines: text.trimEnd().split('\n').length,
    isTest: /\.test\.tsx?$/.test(name),
    isClient: /^['"]use client['"]/.test(text) || name.endsWith('/worker.ts'),
    imports: [],
    functions: [],
    uses: new Set(),
  }
  visit(program, file, 'anonymous')
  return file
}

function visit(node: Node, file: SourceFile, name: string): void {
  const source = (node.source as { value?: string } | null)?.value
  if (/^(Import|Export(All|Named))/.test(node.type) && source !== undefined)
    addImport(file, source, { isTypeOnly: isTypeOnly(node), isLazy: node.type === 'ImportExpression' })
  if (node.type === 'NewExpression') addNew(node, file)
  if (node.type === 'MemberExpression') file.uses.add(file.text.slice(node.start, node.end))
  if (/Function/.test(node.type) && node.body && !node.type.startsWith('TS')) {
    const lineOf = (offset: number) => file.text.slice(0, offset).split('\n').length
    const own = nameOf(node) ?? name
    const lines = lineOf(node.end) - lineOf(node.start) + 1 - linesOfInnerFunctions(node, file.text)
    file.functions.push({ name: own, line: lineOf(node.start), lines })
  }
  for (const [key, child] of Object.entries(node)) {
    for (const one of [child].flat())
      if (isNode(one)) visit(one, file, nameOf(node) ?? (key === 'id' ? 'anonymous' : name))
  }
}

function isNode(value: unknown): value is Node {
  return typeof (value as Node | null)?.type === 'string'
}

function nameOf(node: Node): string | undefined {
  return (node.id as { name?: string } | null)?.name ?? (node.key as { name?: string } | null)?.name
}

/** Lines that belong to functions of several lines inside this one: they are held to the limit by themselves. */
function linesOfInnerFunctions(node: Node, text: string): number {
  let lines = 0
  for (const child of Object.values(node).flat().filter(isNode)) {
    const isInner = /Function/.test(child.type) && !child.type.startsWith('TS') && child.body
    lines += isInner ? text.slice(child.start, child.end).split('\n').length - 1 : linesOfInnerFunctions(child, text)
  }
  return lines
}

function isTypeOnly(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = (node.specifiers ?? []) as { importKind?: string; exportKind?: string }[]
  return specifiers.length > 0 && specifiers.every((one) => (one.importKind ?? one.exportKind) === 'type')
}

function addImport(file: SourceFile, from: string, how: Pick<Import, 'isTypeOnly' | 'isLazy'>): void {
  file.imports.push({ from, file: resolve(from, file.name), ...how })
}

/** `new URL('./worker.ts', import.meta.url)` brings a file in as an import does; `new Date()` asks a clock. */
function addNew(node: Node, file: SourceFile): void {
  const [first] = node.arguments as { value?: unknown }[]
  const callee = (node.callee as { name?: string }).name
  if (callee === 'Date' && first === undefined) file.uses.add('new Date()')
  if (callee === 'URL' && typeof first?.value === 'string' && first.value.startsWith('.'))
    addImport(file, first.value, { isTypeOnly: false, isLazy: true })
}

function resolve(from: string, importer: string): string | null {
  const at = from.startsWith('@/') ? `src/${from.slice(2)}` : path.posix.join(path.posix.dirname(importer), from)
  if (!from.startsWith('.') && !from.startsWith('@/')) return null
  const candidates = ['', '.ts', '.tsx', '.mjs', '.css', '.json'].map((ending) => at + ending)
  return candidates.find((one) => fs.statSync(path.join(ROOT, one), { throwIfNoEntry: false })?.isFile()) ?? at
}
