import { blockKinds, isKnownKind, type RegisteredKind } from '@/core/blocks/registry'
import type { BlockTraits } from '@/core/blocks/block-kind'
import type { ForeignBlock, ShapeHint } from './foreign-drawing'

export interface KindGuess {
  kind: string
  /** Why: "its name", "its shape". Null: the file said so, nothing was guessed. */
  because: string | null
}

/** What may stand in a shape; the first is meant where the name does not say which. */
const SHAPE_TRAITS: Readonly<Record<ShapeHint, readonly (keyof BlockTraits)[]>> = {
  data: ['stores', 'caches', 'buffers', 'routesByKey'],
  messages: ['buffers'],
  people: ['startsRequests'],
}

/** Say nothing of what runs on them. */
const HOLLOW = new Set([
  'server',
  'servers',
  'node',
  'nodes',
  'cluster',
  'instance',
  'instances',
  'system',
  'pool',
  'layer',
  'tier',
])

interface Phrase {
  kind: RegisteredKind
  words: readonly string[]
}

const phrases: readonly Phrase[] = blockKinds.flatMap((kind) =>
  [kind.name.toLowerCase(), kind.kind.replaceAll('-', ' '), ...kind.alsoCalled].map((phrase) => ({
    kind,
    words: phrase.split(' '),
  })),
)

/** What a shape of another program is here: as the file says, else by its name and shape, else somebody's own code. */
export function guessKind({
  kind,
  label,
  hints,
  shape,
}: Pick<ForeignBlock, 'kind' | 'label' | 'hints' | 'shape'>): KindGuess {
  if (kind !== null && isKnownKind(kind)) return { kind, because: null }
  const may = ({ traits }: RegisteredKind) => shape === null || SHAPE_TRAITS[shape].some((trait) => traits[trait])
  const byName = kindIn(label, may)
  if (byName !== null) return { kind: byName, because: 'by its name' }
  const byHints = kindIn(hints, may)
  if (byHints !== null) return { kind: byHints, because: 'by its symbol' }
  if (shape !== null) {
    const [trait] = SHAPE_TRAITS[shape]
    return { kind: kindWith(trait!), because: 'by its shape' }
  }
  return { kind: kindWith('computes'), because: 'because nothing says what it is' }
}

const kindWith = (trait: keyof BlockTraits): string => blockKinds.find(({ traits }) => traits[trait])!.kind

/** What matters of a name comes last: a "user service" is a service. Of what ends there, the longest. */
function kindIn(text: string, may: (kind: RegisteredKind) => boolean): string | null {
  const words = wordsOf(text)
  let best: { kind: string; end: number; letters: number } | null = null
  for (const { kind, words: phrase } of phrases) {
    const at = lastPlace(words, phrase)
    if (at < 0 || !may(kind)) continue
    const end = at + phrase.length
    const letters = phrase.join('').length
    if (best === null || end > best.end || (end === best.end && letters > best.letters))
      best = { kind: kind.kind, end, letters }
  }
  return best?.kind ?? null
}

function wordsOf(text: string): string[] {
  const words = text
    .slice(0, 200)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return words.filter((word, i) => !HOLLOW.has(word) || words[i - 1] === 'name' || words[i - 1] === 'web')
}

/** Where a phrase last stands among the words, singular or plural; -1 where it does not. */
function lastPlace(words: readonly string[], phrase: readonly string[]): number {
  for (let at = words.length - phrase.length; at >= 0; at -= 1) {
    if (phrase.every((word, i) => isFormOf(words[at + i]!, word))) return at
  }
  return -1
}

const isFormOf = (word: string, base: string): boolean =>
  word === base || word === `${base}s` || word === `${base}es` || word === base.replace(/y$/, 'ies')
