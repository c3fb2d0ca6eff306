import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Import, readSources, type SourceFile } from './source-files'

// The walls of the house: who may know whom, what may be said, how large a thing may be.

/** Inside core, each room and the rooms it may know. Content and interview share words; their files make no cycle. */
const CORE_ROOMS: Record<string, readonly string[]> = {
  units: [],
  random: [],
  stats: ['random'],
  queueing: ['units', 'random', 'stats'],
  sim: ['units', 'random', 'stats'],
  algorithms: ['units', 'random', 'stats'],
  estimate: ['units', 'random', 'stats'],
  drills: ['units', 'random', 'stats', 'estimate'],
  blocks: ['units', 'random', 'stats', 'queueing', 'sim', 'algorithms'],
  design: ['units', 'random', 'stats', 'queueing', 'sim', 'algorithms', 'blocks'],
  chain: ['units', 'random', 'stats', 'design', 'estimate', 'blocks'],
  content: ['units', 'random', 'stats', 'algorithms', 'design', 'estimate', 'interview', 'blocks'],
  interview: ['units', 'random', 'stats', 'design', 'estimate', 'chain', 'content', 'blocks'],
  scoring: ['units', 'random', 'stats', 'queueing', 'design', 'estimate', 'chain', 'content', 'interview', 'blocks'],
}

/** The storeys of src, and those each may know. */
const STOREYS: Record<string, readonly string[]> = {
  core: [],
  ui: [],
  server: ['core'],
  cli: ['core', 'server'],
  features: ['core', 'server', 'ui'],
  app: ['core', 'server', 'ui', 'features'],
}

/** Which features a feature may use: one way. Everyone may use transport, which carries calls to the server. */
const FEATURES: Record<string, readonly string[]> = {
  transport: [],
  account: ['transport'],
  simulation: ['transport'],
  canvas: ['transport', 'simulation'],
  estimates: ['transport', 'account'],
  drills: ['transport', 'account', 'estimates'],
  interview: ['transport', 'account', 'canvas', 'simulation', 'estimates'],
  review: ['transport', 'account', 'canvas', 'simulation', 'estimates', 'interview'],
  sharing: ['transport', 'account', 'canvas', 'simulation', 'estimates'],
  'interview-file': ['transport', 'account', 'canvas', 'interview', 'review'],
  library: ['transport', 'account', 'interview', 'interview-file'],
}

/** The nouns of the product: a design system that knows one has stopped being one. */
const NOUNS =
  /\b(Problem|Interview|Outline|Design|Block|Objective|Fault|Report|Station|Estimate|Evidence|Criterion|Review)\w*\b/

/** What core may use from npm: no framework, nothing that needs a machine below it. */
const CORE_PACKAGES = new Set(['zod', 'yaml', 'mathjs/number', '@dagrejs/dagre'])

const MAX_FILE_LINES = 400
const MAX_PAGE_LINES = 60
/** Of one function, the functions inside it counted apart. A hot path of the engine may be longer where it says so. */
const MAX_FUNCTION_LINES = 70

const files = readSources()
const byName = new Map(files.map((file) => [file.name, file]))
const product = files.filter((file) => !file.isTest)

const storeyOf = (name: string) => name.split('/')[1] ?? ''
const roomOf = (name: string) => name.split('/')[2] ?? ''
const said = (file: SourceFile, what: string) => `${file.name}: ${what}`

/** `check` gives what is wrong with one import; types too count as knowing, except where a wall says otherwise. */
function wrongImports(of: SourceFile[], check: (to: string, one: Import, file: SourceFile) => boolean): string[] {
  return of.flatMap((file) =>
    file.imports
      .filter((one) => one.file !== null && check(one.file, one, file))
      .map((one) => said(file, `knows ${one.from}`)),
  )
}

describe('who may know whom', () => {
  it('the storeys of src', () => {
    const inside = product.filter((file) => storeyOf(file.name) in STOREYS)
    const wrong = wrongImports(inside, (to, one, { name }) => {
      const [from, target] = [storeyOf(name), storeyOf(to)]
      if (!to.startsWith('src/') || from === target || STOREYS[from]?.includes(target)) return false
      const mergesRouters = name === 'src/server/app-router.ts' && to.endsWith('/router.ts')
      const namesTheApi = one.isTypeOnly && to === 'src/server/app-router.ts'
      return !mergesRouters && !namesTheApi
    })
    expect(wrong).toEqual([])
  })

  it('the rooms of core', () => {
    const wrong = wrongImports(
      product.filter(({ name }) => storeyOf(name) === 'core'),
      (to, _, { name }) => {
        const [from, target] = [roomOf(name), roomOf(to)]
        return from !== target && !CORE_ROOMS[from]?.includes(target)
      },
    )
    expect(wrong).toEqual([])
  })

  it('nothing outside core/blocks names one kind of block: it asks the registry', () => {
    const wrong = wrongImports(product, (to, _, { name }) => {
      const isOfOneKind = /^src\/core\/blocks\/[^/]+\//.test(to)
      return isOfOneKind && !name.startsWith('src/core/blocks/')
    })
    expect(wrong).toEqual([])
  })

  it('features use each other one way', () => {
    const wrong = wrongImports(
      product.filter(({ name }) => storeyOf(name) === 'features'),
      (to, _, { name }) => {
        const [from, target] = [roomOf(name), roomOf(to)]
        return storeyOf(to) === 'features' && from !== target && !FEATURES[from]?.includes(target)
      },
    )
    expect(wrong).toEqual([])
  })

  it('Prisma is known to queries, mutations and the server alone', () => {
    const wrong = product.filter(({ name, imports }) => {
      const isAllowed = name.startsWith('src/server/') || /\/(queries|mutations)\.ts$/.test(name)
      return !isAllowed && imports.some(({ from, isTypeOnly }) => !isTypeOnly && /prisma|server\/generated/.test(from))
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('nothing that runs in a browser brings the server along', () => {
    const wrong = product
      .filter(({ isClient }) => isClient)
      .flatMap((file) => {
        const way = wayTo(file, (name) => name.startsWith('src/server/') || name.startsWith('src/cli/'))
        return way === null ? [] : [way.join(' -> ')]
      })
    expect(wrong).toEqual([])
  })

  // the parser alone is a sixth of what a page may load at first
  it.each(['src/app/page.tsx', 'src/app/(rooms)/interview/[id]/page.tsx'])(
    '%s begins without the parser of sheets',
    (page) => {
      const ways = clientPartsOf(page).map((part) => wayTo(byName.get(part)!, isParser, isEager))
      expect(ways.filter((way) => way !== null)).toEqual([])
    },
  )

  it('no import leads back to where it came from', () => {
    expect(findCycles()).toEqual([])
  })
})

const isParser = (name: string): boolean => name === 'src/core/estimate/parse.ts'
const isEager = ({ isLazy }: SourceFile['imports'][number]): boolean => !isLazy

/** Where a page's server side ends: the client files that are imported from it first. */
function clientPartsOf(page: string): string[] {
  const seen = new Set([page])
  const parts: string[] = []
  for (const name of seen) {
    const file = byName.get(name)
    if (file?.isClient) parts.push(name)
    else
      for (const { file: next, isTypeOnly: isType } of file?.imports ?? []) if (next !== null && !isType) seen.add(next)
  }
  expect(parts.length).toBeGreaterThan(0)
  return parts
}

/** The shortest way of value imports from a file to one that `isGoal` names. */
function wayTo(
  start: SourceFile,
  isGoal: (name: string) => boolean,
  counts: (one: SourceFile['imports'][number]) => boolean = () => true,
): string[] | null {
  const cameFrom = new Map<string, string | null>([[start.name, null]])
  for (const name of cameFrom.keys()) {
    if (isGoal(name)) return [...backFrom(name, cameFrom)].reverse()
    for (const one of byName.get(name)?.imports ?? []) {
      const { file, isTypeOnly: isType } = one
      if (file !== null && !isType && counts(one) && !cameFrom.has(file)) cameFrom.set(file, name)
    }
  }
  return null
}

function* backFrom(name: string, cameFrom: Map<string, string | null>): Generator<string> {
  for (let at: string | null = name; at !== null; at = cameFrom.get(at) ?? null) yield at
}

function findCycles(): string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const walk = (name: string, way: string[]): void => {
    if (way.includes(name)) cycles.push([...way.slice(way.indexOf(name)), name].join(' -> '))
    if (done.has(name) || way.includes(name)) return
    for (const { file, isTypeOnly: isType } of byName.get(name)?.imports ?? [])
      if (file && !isType) walk(file, [...way, name])
    done.add(name)
  }
  for (const { name } of product) walk(name, [])
  return cycles
}

describe('core', () => {
  const core = product.filter(({ name }) => storeyOf(name) === 'core')

  it('stands on nothing but a few packages', () => {
    const wrong = core.flatMap((file) =>
      file.imports
        .filter(({ file: to, from }) => to === null && !CORE_PACKAGES.has(from))
        .map(({ from }) => said(file, from)),
    )
    expect(wrong).toEqual([])
  })

  it('has no clock, no chance and no machine of its own', () => {
    const outside = /^(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|window\.|document\.|globalThis\.)/
    const wrong = core.flatMap((file) =>
      [...file.uses].filter((use) => outside.test(use)).map((use) => said(file, use)),
    )
    expect(wrong).toEqual([])
  })
})

const isSignIn = (name: string) => name.startsWith('src/features/account/') || name === 'src/server/auth.ts'

const isNamed = (name: string) =>
  !/\/(index|utils?|helpers?|misc|common)(\.test)?\.(ts|tsx|mjs)$|\/(utils|helpers|misc)\//.test(name) &&
  /^[a-z0-9-]+(\.test|\.d)?\.(ts|tsx|mjs)$/.test(path.posix.basename(name))

describe('words', () => {
  it('"session" belongs to sign-in alone', () => {
    const wrong = product.filter(
      ({ name, text }) => !isSignIn(name) && /session(?!_replication|_timeout|Storage)/i.test(text),
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('what people write stands in a page as text: HTML is made of content alone, which is sanitized', () => {
    const html = /dangerouslySetInnerHTML|\.(?:inner|outer)HTML|insertAdjacentHTML|srcDoc/
    const wrong = product.flatMap((file) =>
      file.text
        .split('\n')
        .filter((line) => html.test(line) && !/__html: (?:problem\.)?statementHtml \}/.test(line))
        .map((line) => said(file, line.trim())),
    )
    expect(wrong).toEqual([])
  })

  it('the design system knows no noun of the product', () => {
    const wrong = product
      .filter(({ name }) => storeyOf(name) === 'ui')
      .map((file) => ({ file, noun: NOUNS.exec(file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))?.[0] }))
      .filter(({ noun }) => noun !== undefined)
    expect(wrong.map(({ file, noun }) => said(file, noun ?? ''))).toEqual([])
  })

  it('files are named after what they hold, in kebab-case', () => {
    expect(files.map(({ name }) => name).filter((name) => !isNamed(name))).toEqual([])
  })
})

const isPage = (name: string) => /^src\/app\/.*(page|layout)\.tsx$/.test(name)

describe('sizes', () => {
  it(`a file has at most ${MAX_FILE_LINES} lines, a page ${MAX_PAGE_LINES}`, () => {
    const wrong = product.filter(({ name, lines }) => lines > (isPage(name) ? MAX_PAGE_LINES : MAX_FILE_LINES))
    expect(wrong.map((file) => said(file, `${file.lines} lines`))).toEqual([])
  })

  it(`a function has at most ${MAX_FUNCTION_LINES} lines, or says that it is a hot path`, () => {
    const wrong = product.flatMap((file) =>
      file.functions
        .filter(({ lines, line }) => lines > MAX_FUNCTION_LINES && !isHotPath(file, line))
        .map(({ name, line, lines }) => `${file.name}:${line}: ${name} has ${lines} lines`),
    )
    expect(wrong).toEqual([])
  })
})

/** "Hot path" stands in the comment right above the function, with the reason. */
function isHotPath({ text }: SourceFile, line: number): boolean {
  const above = text.split('\n').slice(Math.max(0, line - 16), line)
  const code = above.slice(0, -1).findLastIndex((one) => !/^\s*(\/\/|\/?\*|$)/.test(one))
  return /hot path/i.test(above.slice(code + 1).join('\n'))
}
