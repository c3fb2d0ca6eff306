import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { type Anchor, anchorHeadSchema } from '@/core/content/anchor'
import { type GateResults, gateResultsSchema } from '@/core/content/gates'
import { type NumberFile, numberFileSchema } from '@/core/content/numbers'
import { type NumberTable, numberTables } from '@/core/content/number-table'
import { type PriceList, priceListSchema } from '@/core/content/prices'
import { type Problem, problemBriefSchema, problemKeySchema, problemSlugSchema } from '@/core/content/problem'
import { type Reference, referenceSchema } from '@/core/content/reference'
import { type Rubric, rubricSchema } from '@/core/content/rubric'
import { parseInterviewText } from '@/core/scoring/interview-file'

/** Raised where a file under content/ is not what its schema says: an author's mistake, named with file and path. */
export class ContentError extends Error {
  override name = 'ContentError'
}

/**
 * Reads everything under one content folder, once: files are checked strictly and kept for as long as the process lives.
 * Prose is Markdown; the HTML made of it is sanitised, so that content from elsewhere cannot bring a script.
 */
export class Content {
  readonly #root: string
  readonly #kept = new Map<string, Promise<unknown>>()

  constructor(root: string) {
    this.#root = root
  }

  /** Slugs of all problems, in the order of the alphabet. */
  problemSlugs(): Promise<string[]> {
    return this.#once('problems', async () => {
      const entries = await readdir(path.join(this.#root, 'problems'), { withFileTypes: true })
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => problemSlugSchema.parse(entry.name))
        .sort()
    })
  }

  async problems(): Promise<Problem[]> {
    const slugs = await this.problemSlugs()
    return Promise.all(slugs.map((slug) => this.#problem(slug)))
  }

  /** The whole problem with its key; null when there is none of that slug. */
  async problem(slug: string): Promise<Problem | null> {
    return (await this.problemSlugs()).includes(slug) ? this.#problem(slug) : null
  }

  /** The worked interviews of a problem, by name ("poor", "medium", "good"). */
  async references(slug: string): Promise<Record<string, Reference>> {
    if (!(await this.problemSlugs()).includes(slug)) return {}
    return this.#once(`references/${slug}`, async () => {
      const folder = `problems/${slug}/references`
      const files = (await readdir(path.join(this.#root, folder))).filter((file) => file.endsWith('.json')).sort()
      const entries = files.map(async (file) => {
        const raw = JSON.parse(await this.#text(`${folder}/${file}`)) as unknown
        return [path.basename(file, '.json'), check(referenceSchema, raw, `${folder}/${file}`)] as const
      })
      return Object.fromEntries(await Promise.all(entries))
    })
  }

  /** The interviews to calibrate on, in the order of the alphabet. */
  anchors(): Promise<Anchor[]> {
    return this.#once('anchors', async () => {
      const slugs = (await readdir(path.join(this.#root, 'anchors'))).flatMap(
        (file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? [],
      )
      return Promise.all(slugs.sort().map((slug) => this.#anchor(slug)))
    })
  }

  async #anchor(slug: string): Promise<Anchor> {
    const [headFile, logFile] = [`anchors/${slug}.yaml`, `anchors/${slug}.dryrun.json`]
    const head = check(anchorHeadSchema, parseYaml(await this.#text(headFile)), headFile)
    const parsed = parseInterviewText(await this.#text(logFile))
    if (!parsed.ok)
      throw new ContentError(
        `${logFile}: ${parsed.problems.map(({ path: at, message }) => `${at}: ${message}`).join('; ')}`,
      )
    if (parsed.file.problem.slug !== head.problem) throw new ContentError(`${headFile}: problem: the log is of another`)
    return { slug, ...head, events: parsed.file.events }
  }

  /** What the tests of the automatic score last measured. */
  gates(): Promise<GateResults> {
    return this.#once('gates', async () =>
      check(gateResultsSchema, JSON.parse(await this.#text('gates.json')), 'gates.json'),
    )
  }

  rubric(): Promise<Rubric> {
    return this.#once('rubric', async () =>
      check(rubricSchema, parseYaml(await this.#text('rubric.yaml')), 'rubric.yaml'),
    )
  }

  prices(): Promise<PriceList> {
    return this.#once('prices', async () =>
      check(priceListSchema, parseYaml(await this.#text('prices.yaml')), 'prices.yaml'),
    )
  }

  /** The reference numbers, table by table, with what is worked out of them. */
  numbers(): Promise<NumberTable[]> {
    return this.#once('numbers', async () => {
      const files = (await readdir(path.join(this.#root, 'numbers'))).filter((file) => file.endsWith('.yaml')).sort()
      const read = files.map(async (file): Promise<[string, NumberFile]> => {
        const raw = parseYaml(await this.#text(`numbers/${file}`)) as unknown
        return [path.basename(file, '.yaml'), check(numberFileSchema, raw, `numbers/${file}`)]
      })
      return numberTables(Object.fromEntries(await Promise.all(read)), await this.prices())
    })
  }

  #problem(slug: string): Promise<Problem> {
    return this.#once(`problem/${slug}`, async () => {
      const file = `problems/${slug}/problem.md`
      const { front, body } = splitFrontMatter(await this.#text(file), file)
      const keyFile = `problems/${slug}/key.yaml`
      return {
        slug,
        brief: check(problemBriefSchema, front, file),
        statementHtml: await htmlOf(body),
        key: check(problemKeySchema, parseYaml(await this.#text(keyFile)), keyFile),
      }
    })
  }

  async #text(file: string): Promise<string> {
    const text = await readFile(path.join(this.#root, file), 'utf8')
    const garbled = /[Ââ][\u0080-\u00bf€‚„…†‡‰‹‘’“”•–—™›]|ðŸ|Ã[\u0080-\u00bf]/.exec(text)
    if (garbled === null) return text
    const line = text.slice(0, garbled.index).split('\n').length
    throw new ContentError(`${file}: line ${line}: “${garbled[0]}” is UTF-8 read as another encoding: save it as UTF-8`)
  }

  /** A load that failed is forgotten, so that the next one may find the file mended. */
  #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key)
    if (known !== undefined) return known as Promise<T>
    const loading = load().catch((error: unknown) => {
      this.#kept.delete(key)
      throw error
    })
    this.#kept.set(key, loading)
    return loading
  }
}

/** The content that ships with the program. The path is taken from the working folder: bundlers move the code. */
export const content = new Content(path.join(/* turbopackIgnore: true */ process.cwd(), 'content'))

function splitFrontMatter(text: string, file: string): { front: unknown; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text)
  if (match === null) throw new ContentError(`${file}: starts with front matter between two lines of "---"`)
  return { front: parseYaml(match[1]!), body: match[2]! }
}

function check<T>(schema: z.ZodType<T>, raw: unknown, file: string): T {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`)
  throw new ContentError(`${file}: ${problems.join('; ')}`)
}

const toHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize)
  .use(rehypeStringify)
  .freeze()

export async function htmlOf(markdown: string): Promise<string> {
  return String(await toHtml.process(markdown))
}
