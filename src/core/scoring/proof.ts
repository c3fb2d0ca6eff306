import { mentions, namesAsText } from '@/core/content/mentions'
import type { Phrase } from '@/core/content/phrase'
import type { Proof } from '@/core/content/problem'
import type { CellRole } from '@/core/estimate/sheet'
import { type Pointer, pointer, pointersTo } from './evidence'
import { backgroundOf, classOf, hasPath, type InterviewReading, isServed, isWired, storesOf } from './reading'

export interface ProofFound {
  holds: boolean
  pointers: Pointer[]
  /** What is missing, or what was found, as the end of a sentence. */
  says: string
  /** What would make it hold, as a sentence; empty when it does. */
  fix: string
}

const found = (pointers: Pointer[], says: string): ProofFound => ({ holds: true, pointers, says, fix: '' })
const lacking = (says: string, fix: string): ProofFound => ({ holds: false, pointers: [], says, fix })

/** Whether what a concept needs stands in the interview: something that runs or can be checked. */
export function proofOf(reading: InterviewReading, proof: Proof): ProofFound {
  switch (proof.type) {
    case 'path':
      return pathProof(reading, proof.requests)
    case 'async-path':
      return backgroundProof(reading, proof.request)
    case 'field':
      return fieldProof(reading, proof.words)
    case 'api':
      return apiProof(reading, proof.words)
    case 'decision':
      return decisionProof(reading, proof.words)
    case 'shared-store':
      return sharedStoreProof(reading, proof.requests)
    case 'replicated':
      return replicatedProof(reading, proof.request)
    case 'estimate':
      return estimateProof(reading, proof.roles)
    default:
      return proof satisfies never
  }
}

function estimateProof(reading: InterviewReading, roles: readonly CellRole[]): ProofFound {
  const cell = roles.map((role) => reading.sheet.byRole.get(role)).find((id) => id !== undefined)
  return cell === undefined
    ? lacking('no cell of the sheet gives it a number', 'Work it out in the sheet, in a cell that has its role.')
    : found([pointer('cell', cell)], 'the sheet gives it a number')
}

export const requestName = (reading: InterviewReading, id: string): string => `“${classOf(reading, id).workload.name}”`

function pathProof(reading: InterviewReading, requests: readonly string[]): ProofFound {
  const open = requests.filter((id) => !hasPath(reading, id))
  if (open.length > 0)
    return lacking(
      `${open.map((id) => requestName(reading, id)).join(' and ')} has no way to a store`,
      'Link the blocks so that these requests come to where their data is kept.',
    )
  const blocks = requests.flatMap((id) => [...classOf(reading, id).reached])
  return found(pointersTo('block', new Set(blocks)), 'the design carries it out')
}

/** What helps where nothing happens behind an answer. */
export const HAND_ON = 'Hand the work to a queue with workers behind it.'

function backgroundProof(reading: InterviewReading, request: string): ProofFound {
  const name = requestName(reading, request)
  if (!hasPath(reading, request))
    return lacking(`${name} has no way to a store`, 'Link the blocks so that it comes to where its data is kept.')
  const work = backgroundOf(reading, request).filter(
    ({ traits }) => traits.consumes || traits.stores || traits.caches || traits.computes,
  )
  return work.length === 0
    ? lacking(`nothing happens behind the answer of ${name}`, HAND_ON)
    : found(
        pointersTo(
          'block',
          work.map((node) => node.block.id),
        ),
        'the design does it behind the answer',
      )
}

/** Names on paper count once they are tied to what runs: an entity to a store that is wired, an API to a whole path. */
function fieldProof(reading: InterviewReading, words: readonly Phrase[]): ProofFound {
  const { entities, apis } = reading.state
  for (const entity of entities) {
    const isNamed = entity.fields.some((field) => namedLike(field.name, words)) || namedLike(entity.name, words)
    if (isNamed && entity.store !== null && isWired(reading, entity.store))
      return found([pointer('entity', entity.id)], `${entity.name || 'an entity'} keeps it`)
  }
  for (const api of apis) {
    if (!namedLike(`${api.path} ${api.request} ${api.response} ${api.errors}`, words)) continue
    if (isServed(reading, api)) return found([pointer('api', api.id)], `${api.method} ${api.path} carries it`)
  }
  return lacking(
    'no entity or API that the design carries has a field for it',
    'Give it a field of an entity that names its store, or of an API that names its request class.',
  )
}

function apiProof(reading: InterviewReading, words: readonly Phrase[]): ProofFound {
  const api = reading.state.apis.find((candidate) => namedLike(`${candidate.method} ${candidate.path}`, words))
  if (!api) return lacking('no API offers it', 'Write the API, and say which request class carries it.')
  return isServed(reading, api)
    ? found([pointer('api', api.id)], `${api.method} ${api.path} offers it`)
    : lacking(
        `${api.method} ${api.path} names no request class that the design carries out`,
        'Say which request class carries the API.',
      )
}

function decisionProof(reading: InterviewReading, words: readonly Phrase[]): ProofFound {
  const decisions = reading.state.decisions.filter((each) => mentions(decisionText(each), words, { negation: false }))
  const tied = decisions.find((each) => each.blocks.some((block) => isWired(reading, block)))
  if (tied) return found([pointer('decision', tied.id)], 'a decision about it names the blocks that do it')
  return decisions.length > 0
    ? lacking('the decision about it names no block that is wired', 'Link the decision to the blocks that do it.')
    : lacking('no decision is about it', 'Decide how it is done, and link the decision to the blocks that do it.')
}

function sharedStoreProof(reading: InterviewReading, [one, other]: readonly [string, string]): ProofFound {
  const both = pathProof(reading, [one, other])
  if (!both.holds) return both
  const stores = new Set(storesOf(reading, one).map((node) => node.block.id))
  const shared = storesOf(reading, other).filter((node) => stores.has(node.block.id))
  return shared.length === 0
    ? lacking(
        `${requestName(reading, other)} reads from another store than ${requestName(reading, one)} writes to`,
        'Let both use one store, or bring the second up to date from the first.',
      )
    : found(
        pointersTo(
          'block',
          shared.map((node) => node.block.id),
        ),
        'both use the same store',
      )
}

function replicatedProof(reading: InterviewReading, request: string): ProofFound {
  const path = pathProof(reading, [request])
  if (!path.holds) return path
  const stores = storesOf(reading, request)
  const single = stores.find((node) => !node.kind.survivesOneLoss(node.block.config))
  return single
    ? lacking(`${single.name} keeps one copy`, `Give ${single.name} a replica.`)
    : found(
        pointersTo(
          'block',
          stores.map((node) => node.block.id),
        ),
        'its store keeps several copies',
      )
}

export const namedLike = (name: string, words: readonly Phrase[]): boolean =>
  mentions(namesAsText(name), words, { negation: false })

type Decision = InterviewReading['state']['decisions'][number]

export const decisionLines = ({ decision, alternatives, criterion, costAccepted, revisit }: Decision): string[] => [
  decision,
  ...alternatives,
  criterion,
  costAccepted,
  revisit,
]

export const decisionText = (decision: Decision): string => decisionLines(decision).join('\n')
