import { mentions } from '@/core/content/mentions'
import type { Api, Entity, EntityField } from '@/core/interview/items'
import { type Found, pointersTo } from './evidence'
import { decisionText, namedLike } from './proof'
import { type InterviewReading, isServed, isWired } from './reading'

/** Who may call an API that has one of these for its authorisation: anybody. */
const ANYBODY = /\b(public|anonymous\w*|anybody|anyone|everybody|everyone|nobody|none|no|open|not needed)\b/i
/** What a key is called or typed when it does not tell the next one. */
const UNGUESSABLE = ['uuid*', 'ulid', 'nanoid', 'guid', 'random*', 'token*', 'secret*', 'hash*', 'signed', 'cipher*']
/** What a decision says when it is about that. */
const ABOUT_GUESSING = [...UNGUESSABLE, 'guess*', 'enumerat*', 'predict*', 'scrambl*', 'encrypt*']

/**
 * Ids in addresses that anybody may call. One that counts up lets a stranger walk through everything: the key must be
 * typed as one that cannot be guessed, or a decision that names blocks of the design say how it is made so.
 */
export function exposedIdsItem(reading: InterviewReading): Found {
  const served = reading.state.apis.filter((api) => isServed(reading, api) && placeholders(api).length > 0)
  const open = served.filter((api) => isForAnybody(api) && !isUnguessable(reading, api))
  const [first] = open
  return {
    id: 'D.exposed-ids',
    criterion: 'D',
    tier: 'bonus',
    text: 'Ids in addresses are guarded, or cannot be guessed',
    credit: served.length === 0 ? 0 : 1 - open.length / served.length,
    why: first
      ? `${first.method} ${first.path} is open to anybody, and nothing says that ${placeholders(first).join(' and ')} cannot be guessed.`
      : served.length === 0
        ? 'No API that the design carries out has an id in its path.'
        : 'Every id in a path is asked for by somebody who may, or cannot be guessed.',
    pointers: pointersTo(
      'api',
      (first ? open : served).map(({ id }) => id),
    ),
    counterfactual: first
      ? `Say who may call ${first.method} ${first.path}, or make its ids random and decide how.`
      : 'Write the ids into the paths of the APIs, such as /links/{key}, and say who may call them.',
  }
}

/** Names in braces or behind a colon: `/links/{key}`, `/links/:key`. */
const placeholders = ({ path }: Api): string[] =>
  [...path.matchAll(/\{([^}]+)\}|(?<=\/):(\w+)/g)].map(([, braced, named]) => (braced ?? named)!)

const isForAnybody = ({ auth }: Api): boolean => auth.trim().length < 2 || ANYBODY.test(auth)

function isUnguessable(reading: InterviewReading, api: Api): boolean {
  const keys = reading.state.entities.flatMap((entity) => exposedKeys(entity, api))
  if (keys.length === 0) return false
  // a key that comes up in several entities is made in one of them
  if (keys.some(({ type, name }) => namedLike(`${name} ${type}`, UNGUESSABLE))) return true
  return reading.state.decisions.some(
    (decision) =>
      decision.blocks.some((block) => isWired(reading, block)) &&
      mentions(decisionText(decision), ABOUT_GUESSING, { negation: false }),
  )
}

/** Fields of an entity's key that the path names. */
function exposedKeys({ fields, primaryKey }: Entity, api: Api): EntityField[] {
  const names = placeholders(api).map(plainName)
  return fields.filter(({ name }) => primaryKey.includes(name) && names.includes(plainName(name)))
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')
