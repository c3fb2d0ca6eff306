import { mentions, stem, wordsOf } from '@/core/content/mentions'
import type { Phrase } from '@/core/content/phrase'
import type { Design, Objective, RequestClass } from '@/core/design/schema'
import { type ObjectiveReading, parseObjectives } from '@/core/units/objective-text'
import type { NonFunctionalRequirement } from './state'

/** What a non-functional line says, and the objectives of the design that follow from it. */
export interface ReadRequirement {
  /** Id of the line. */
  id: string
  /** Of several targets in it the first. */
  reading: ObjectiveReading
  /** One for each target and request class it is about; empty where no run can measure it. */
  objectives: Objective[]
  /** Why there are no objectives although the line has a number; null otherwise. */
  note: string | null
}

/**
 * Reads one line: "p99 of reads < 200 ms" becomes a latency objective of each request class that reads. `words` says what
 * people call each request class. Total: any text gives a reading.
 */
export function readNonFunctional(
  line: Pick<NonFunctionalRequirement, 'id' | 'text'>,
  requests: Design['requests'],
  words: Record<string, Phrase[]>,
): ReadRequirement {
  const targets = parseObjectives(line.text).map((reading, at) => {
    const place = at === 0 ? line.id : `${line.id}-${at + 1}`
    return { reading, ...readTarget(place, reading, { requests, words }) }
  })
  return {
    id: line.id,
    reading: targets[0]!.reading,
    objectives: targets.flatMap(({ objectives }) => objectives),
    note: targets.find(({ note }) => note !== null)?.note ?? null,
  }
}

interface Named {
  requests: Design['requests']
  words: Record<string, Phrase[]>
}

const read = (objectives: Objective[], note: string | null = null) => ({ objectives, note })

/** @param place of the target: the line, and which of its targets */
function readTarget(
  place: string,
  reading: ObjectiveReading,
  { requests, words }: Named,
): Pick<ReadRequirement, 'objectives' | 'note'> {
  switch (reading.kind) {
    case 'word':
      return read([])
    case 'cost':
      return read([{ id: objectiveId(place, null), metric: 'cost', atMost: plain(reading.atMostUsd) }])
    case 'latency':
    case 'availability':
    case 'throughput': {
      const about = classesNamed(reading.subject ?? '', requests, words)
      if (about.length === 0) return read([], noClass(reading.subject, requests))
      if (reading.kind === 'throughput' && about.length > 1)
        return read([], 'Say which requests this counts, by the name of one request class.')
      return read(about.map((request) => objectiveOf(place, reading, request)))
    }
    default:
      return read([], 'No run measures this: it counts as a number in words.')
  }
}

type Measurable = Extract<ObjectiveReading, { kind: 'latency' | 'availability' | 'throughput' }>

function objectiveOf(place: string, reading: Measurable, request: RequestClass): Objective {
  const shared = { id: objectiveId(place, request.id), request: request.id }
  switch (reading.kind) {
    case 'latency':
      return { ...shared, metric: 'latency', percentile: reading.percentile, atMost: plain(reading.atMostS) }
    case 'availability':
      return { ...shared, metric: 'availability', atLeast: plain(reading.atLeast) }
    case 'throughput':
      return { ...shared, metric: 'throughput', atLeast: plain(reading.atLeastPerS) }
  }
}

/** Whether an objective of this id can only come from a requirement. */
export const isFromRequirement = (objective: string): boolean => objective.startsWith(FROM_LINE)

/** Without the dust of binary arithmetic: 0.999, not 0.9990000000000001. */
const plain = (value: number): number => Number(value.toPrecision(12))

const FROM_LINE = 'from-'
const MAX_ID = 64

/** Ids that no hand-made objective has, within the length of ids of a design; the same place and class, the same id. */
function objectiveId(place: string, request: string | null): string {
  const id = `${FROM_LINE}${place}${request === null ? '' : `-${request}`}`
  if (id.length <= MAX_ID) return id
  return `${id.slice(0, MAX_ID - 9)}-${fingerprint(id)}`
}

/** FNV-1a, 32 bits: only keeps long ids apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

const stemsOf = (text: string): string[] => wordsOf(text).map(stem)

/** Words that stand for all there is, not for one request class. */
const EVERYTHING = new Set(
  stemsOf(
    'system service services site website app application platform product api apis backend request requests user users customers call calls traffic everything all whole overall global end clients queries operations',
  ),
)

function classesNamed(subject: string, requests: RequestClass[], words: Record<string, Phrase[]>): RequestClass[] {
  const stems = stemsOf(subject)
  if (stems.every((word) => EVERYTHING.has(word))) return requests
  const named = requests.filter((request) => isNamed(request, subject, stems, words[request.id] ?? []))
  if (named.length > 0) return named
  return requests.filter((request) => request.kind !== undefined && stems.includes(stem(request.kind)))
}

function isNamed(request: RequestClass, subject: string, stems: string[], phrases: Phrase[]): boolean {
  if (mentions(subject, phrases, { negation: false })) return true
  const name = stemsOf(request.name ?? '')
  return stems.includes(stemsOf(request.id).join('')) || (name.length > 0 && name.every((word) => stems.includes(word)))
}

function noClass(subject: string | undefined, requests: RequestClass[]): string {
  if (requests.length === 0) return 'The design has no request class that this could be about.'
  const names = requests.slice(0, 4).map((request) => `“${request.name?.trim() || request.id}”`)
  return `No request class is called “${subject}”. There ${names.length > 1 ? 'are' : 'is'} ${names.join(', ')}.`
}
