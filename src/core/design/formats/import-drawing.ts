import { blockKind } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import { connectBlocks } from '@/core/design/connect'
import { BLOCK_HEIGHT, BLOCK_WIDTH, GRID, type Point, snapPoint } from '@/core/design/drawing/geometry'
import { applyDesignEdit } from '@/core/design/edits'
import { FORBIDDEN_KEYS } from '@/core/design/safe-json'
import { type Block, type Design, emptyDesign, type Link } from '@/core/design/schema'
import {
  FOREIGN_LIMITS,
  type ForeignBlock,
  type ForeignDrawing,
  type ForeignLink,
  type Remark,
} from './foreign-drawing'
import { guessKind } from './guess-kind'

/** A reading that somebody should look at: "Redis: Cache, by its name". */
export interface Guess {
  subject: string
  text: string
}

/** A design made of a drawing from elsewhere, with all that was guessed and all that was left behind. */
export interface ImportedDesign {
  design: Design
  guesses: Guess[]
  notUnderstood: Remark[]
}

/** Traffic of the first source of requests, as where one is placed by hand; an estimate. */
const FIRST_RATE_PER_S = 100
const QUOTED_CHARS = 60

/** Makes a design of a drawing. What has no place in a design is named, never dropped in silence. */
export function importDrawing(drawing: ForeignDrawing): ImportedDesign {
  const remarks = [...drawing.notUnderstood]
  const guesses: Guess[] = []
  const kept = drawing.blocks.slice(0, FOREIGN_LIMITS.blocks)
  if (kept.length < drawing.blocks.length)
    remarks.push({ where: kept.at(-1)!.where, text: `only the first ${FOREIGN_LIMITS.blocks} blocks are taken` })
  const ids = idsOf(kept)
  const places = placesOf(kept)
  const blocks = kept.map((block) =>
    blockOf(block, { id: ids.get(block.key)!, place: places?.get(block.key), guesses }),
  )
  const title = drawing.title.slice(0, FOREIGN_LIMITS.labelChars) || 'Imported design'
  let design: Design = { ...emptyDesign(title), blocks }
  design = withLinks(design, drawing.links, { ids, guesses, remarks })
  design = withTraffic(design, guesses)
  return { design, guesses, notUnderstood: cut(remarks) }
}

const lineOf = ({ where }: Remark): number => Number(/^line (\d+)$/.exec(where)?.[1] ?? 0)

/** In the order of the file, where it has lines; no more than anybody reads. */
function cut(found: readonly Remark[]): Remark[] {
  const remarks = found.toSorted((a, b) => lineOf(a) - lineOf(b))
  const more = remarks.length - FOREIGN_LIMITS.remarks
  if (more <= 0) return remarks
  return [...remarks.slice(0, FOREIGN_LIMITS.remarks), { where: '', text: `and ${more} more places` }]
}

function blockOf(
  block: ForeignBlock,
  { id, place, guesses }: { id: string; place: Point | undefined; guesses: Guess[] },
): Block {
  const { kind, because } = guessKind(block)
  const made: Block = { id, kind, ...(block.label === '' ? {} : { name: block.label }), ...place }
  if (because !== null) guesses.push({ subject: blockName(made), text: `${blockKind(kind).name}, ${because}` })
  return made
}

/** Readable ids: "Orders DB" is "orders-db". */
function idsOf(blocks: readonly ForeignBlock[]): Map<string, string> {
  const taken = new Set(FORBIDDEN_KEYS)
  return new Map(
    blocks.map(({ key, label }) => {
      const stem =
        (label || key)
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-+|-+$/g, '')
          .slice(0, 40) || 'block'
      let id = stem
      for (let n = 2; taken.has(id); n += 1) id = `${stem}-${n}`
      taken.add(id)
      return [key, id]
    }),
  )
}

/** The places of the file where our blocks fit into them; otherwise none, and the canvas arranges them. */
function placesOf(blocks: readonly ForeignBlock[]): Map<string, Point> | null {
  const places = new Map<string, Point>()
  const taken = new Map<string, Point[]>()
  for (const { key, place } of blocks) {
    if (place === null || !(Math.abs(place.x) < 1e6 && Math.abs(place.y) < 1e6)) return null
    const snapped = snapPoint(place)
    const [column, row] = cellOf(snapped)
    for (let i = column - 1; i <= column + 1; i += 1)
      for (let j = row - 1; j <= row + 1; j += 1)
        if ((taken.get(`${i},${j}`) ?? []).some((other) => crowds(other, snapped))) return null
    const here = `${column},${row}`
    taken.set(here, [...(taken.get(here) ?? []), snapped])
    places.set(key, snapped)
  }
  return places
}

const CELL = { width: BLOCK_WIDTH + GRID, height: BLOCK_HEIGHT + GRID } as const
const cellOf = ({ x, y }: Point) => [Math.floor(x / CELL.width), Math.floor(y / CELL.height)] as const
const crowds = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < CELL.width && Math.abs(a.y - b.y) < CELL.height

interface Connecting {
  ids: ReadonlyMap<string, string>
  guesses: Guess[]
  remarks: Remark[]
}

/** Links as if drawn by hand, with the settings people mean by such an arrow; what makes no sense is refused with its reason. */
function withLinks(design: Design, links: readonly ForeignLink[], { ids, guesses, remarks }: Connecting): Design {
  let next = design
  const read: { id: string; link: ForeignLink }[] = []
  for (const link of links.slice(0, FOREIGN_LIMITS.links)) {
    const [from, to] = [ids.get(link.from), ids.get(link.to)]
    if (from === undefined || to === undefined) {
      remarks.push({ where: link.where, text: 'this link has an end that is no block' })
      continue
    }
    const connection = connectBlocks(next, from, to)
    const outcome = connection.ok ? applyDesignEdit(next, connection.edit) : connection
    if (!connection.ok || !outcome.ok) {
      remarks.push({ where: link.where, text: `this link is left out. ${outcome.ok ? '' : outcome.reason}`.trim() })
      continue
    }
    next = outcome.design
    read.push({ id: connection.link, link })
  }
  if (links.length > FOREIGN_LIMITS.links)
    remarks.push({
      where: links[FOREIGN_LIMITS.links]!.where,
      text: `only the first ${FOREIGN_LIMITS.links} links are taken`,
    })
  const said = new Map(read.map(({ id, link }) => [id, settingsIn(link)]))
  for (const { id, link } of read) noteLabel(next, { id, link, settings: said.get(id)! }, { guesses, remarks })
  return { ...next, links: next.links.map((link) => ({ ...link, ...said.get(link.id) })) }
}

/** What a label says of when and how a link is used. */
function settingsIn({ label, dashed }: ForeignLink): Pick<Link, 'when' | 'mode'> {
  const when = /\bmiss(es)?\b/i.test(label)
    ? 'miss'
    : /\bhits?\b/i.test(label)
      ? 'hit'
      : /\b(errors?|fallback|fail(s|ure)?)\b/i.test(label)
        ? 'error'
        : null
  const isAsync = dashed || /\b(async(hronous)?|publish(es)?|enqueues?|events?)\b/i.test(label)
  return { ...(when === null ? {} : { when }), ...(isAsync ? { mode: 'async' } : {}) }
}

interface ReadLink {
  id: string
  link: ForeignLink
  settings: Pick<Link, 'when' | 'mode'>
}

function noteLabel(
  design: Design,
  { id, link, settings }: ReadLink,
  to: Pick<Connecting, 'guesses' | 'remarks'>,
): void {
  const words = [settings.when === undefined ? '' : `on ${settings.when}`, settings.mode ?? ''].filter(Boolean)
  const made = design.links.find((each) => each.id === id)!
  const name = (block: string) => blockName(design.blocks.find((each) => each.id === block)!)
  const subject = `${name(made.from)} to ${name(made.to)}`
  if (words.length > 0)
    to.guesses.push({ subject, text: `${words.join(', ')}, by its ${link.label === '' ? 'dashes' : 'label'}` })
  else if (link.label !== '')
    to.remarks.push({
      where: link.where,
      text: `a link has no words of its own: “${shortened(link.label)}” is left out`,
    })
}

const shortened = (text: string): string => (text.length > QUOTED_CHARS ? `${text.slice(0, QUOTED_CHARS)}…` : text)

/** Without traffic nothing would run: each source asks, as one does that is placed by hand. */
function withTraffic(design: Design, guesses: Guess[]): Design {
  const sources = design.blocks.filter(({ kind }) => blockKind(kind).traits.startsRequests).slice(0, 200)
  if (sources.length === 0) return design
  const requests = sources.map((block, i) => ({
    id: i === 0 ? 'read' : `read-${i + 1}`,
    name: sources.length === 1 ? 'Read' : `Read of ${blockName(block)}`.slice(0, FOREIGN_LIMITS.labelChars),
    kind: 'read' as const,
    from: block.id,
    arrivals: { type: 'poisson' as const, ratePerS: FIRST_RATE_PER_S },
  }))
  for (const block of sources)
    guesses.push({
      subject: blockName(block),
      text: `${FIRST_RATE_PER_S} reads a second, as for a new source of requests`,
    })
  return { ...design, requests }
}
