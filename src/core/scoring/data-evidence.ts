import type { AccessPattern, ExpectedApi } from '@/core/content/problem'
import type { Api, Entity } from '@/core/interview/items'
import { planAccess } from './access-plan'
import { type Found, pointer, pointersTo, WORDS_SHARE } from './evidence'
import { exposedIdsItem } from './exposed-ids'
import { linkUp } from './open-ways'
import { partitionItem } from './partition-evidence'
import { namedLike, requestName } from './proof'
import { hasPath, type InterviewReading, isServed, isWired } from './reading'
import { recordsItem } from './records-evidence'

export function dataEvidence(reading: InterviewReading): Found[] {
  const planned = reading.problem.key.patterns.map((pattern) => ({
    pattern,
    plan: planAccess(reading.state.entities, pattern, (entity) => keptShare(reading, pattern, entity)),
  }))
  const used = new Set(planned.flatMap(({ plan }) => (plan.entity && plan.credit > 0 ? [plan.entity] : [])))
  return [
    ...planned.map(({ pattern, plan }) => patternItem(reading, pattern, plan)),
    ...reading.problem.key.apis.map((expected) => apiItem(reading, expected)),
    partitionItem(reading, used),
    recordsItem(reading, used),
    sizeItem(reading, used),
    contractItem(reading),
    exposedIdsItem(reading),
  ]
}

/** Keys on paper are words; they count in full where the request runs and a store of the design keeps the entity. */
function keptShare(reading: InterviewReading, pattern: AccessPattern, entity: Entity): number {
  if (!hasPath(reading, pattern.request)) return WORDS_SHARE
  return entity.store !== null && isWired(reading, entity.store) ? 1 : WORDS_SHARE + 0.3
}

function patternItem(reading: InterviewReading, pattern: AccessPattern, plan: ReturnType<typeof planAccess>): Found {
  const runs = hasPath(reading, pattern.request)
  const share = plan.entity ? keptShare(reading, pattern, plan.entity) : 0
  const isKept = share === 1
  const open = !runs
    ? ` ${requestName(reading, pattern.request)} has no way to a store.`
    : plan.entity && !isKept
      ? ` ${plan.entity.name} names no store of the design.`
      : ''
  return {
    id: `D.pattern.${pattern.id}`,
    criterion: 'D',
    tier: pattern.tier,
    text: pattern.text,
    credit: plan.credit * share,
    why: `${plan.why}${plan.credit > 0 ? open : ''}`,
    pointers: plan.entity ? [pointer('entity', plan.entity.id)] : [],
    counterfactual:
      !runs && plan.credit > 0
        ? linkUp(requestName(reading, pattern.request))
        : plan.credit < 1
          ? `Choose keys so that it is found by ${pattern.by.map((field) => field.id).join(' and ')}${pattern.order ? `, in the order of ${pattern.order.id}` : ''}.`
          : 'Say which block of the design keeps the entity.',
  }
}

function apiItem(reading: InterviewReading, expected: ExpectedApi): Found {
  const others = reading.problem.key.apis.filter((other) => other !== expected)
  // a call of another method, or with another answer, that does something else better is no half of this one
  const isElsewhere = ({ api, credit }: JudgedApi) =>
    !(expected.methods.includes(api.method) && answersWith(api, expected)) &&
    others.some((other) => judgeApi(reading, api, other).credit > credit)
  const judged = reading.state.apis.map((api) => judgeApi(reading, api, expected)).filter((each) => !isElsewhere(each))
  const [best] = judged.toSorted((a, b) => b.credit - a.credit)
  const base = { id: `D.api.${expected.id}`, criterion: 'D', tier: expected.tier, text: expected.text } as const
  if (!best || best.credit === 0)
    return {
      ...base,
      credit: 0,
      why: 'No API does it.',
      counterfactual: 'Write the call with its method, path, request and response.',
    }
  const call = `${best.api.method} ${best.api.path}`
  return {
    ...base,
    credit: best.credit,
    why: best.lacks.length === 0 ? `${call} says all of it.` : `${call} lacks: ${best.lacks.join(', ')}.`,
    pointers: [pointer('api', best.api.id)],
    counterfactual: `Add to ${call}: ${best.lacks.join(', ')}.`,
  }
}

/** What a request class is about, another does not carry: a call that creates is none of those that read. */
function isOfClass({ problem }: InterviewReading, { requestClass }: Api, { concept }: ExpectedApi): boolean {
  const proof = problem.key.functional.find(({ id }) => id === concept)?.proof
  return proof?.type !== 'path' || requestClass === null || proof.requests.includes(requestClass)
}

/** It gives back some of what is looked for, or does not say what. */
const answersWith = ({ response }: Api, expected: ExpectedApi): boolean =>
  !isSaid(response) || expected.response.length === 0 || expected.response.some((words) => namedLike(response, words))

interface JudgedApi {
  api: Api
  credit: number
  lacks: string[]
}

function judgeApi(reading: InterviewReading, api: Api, expected: ExpectedApi): JudgedApi {
  if (!namedLike(`${api.path} ${api.request}`, expected.words)) return { api, credit: 0, lacks: [] }
  const served = isServed(reading, api) && isOfClass(reading, api, expected)
  const asks = `${api.path} ${api.request} ${api.pagination}`
  const checks: { holds: boolean; lacks: string }[] = [
    { holds: expected.methods.includes(api.method), lacks: `a method that fits (${expected.methods.join(', ')})` },
    ...expected.request.map((words) => ({
      holds: namedLike(asks, words),
      lacks: `a request field (${words[0]?.replace('*', '')})`,
    })),
    ...expected.response.map((words) => ({
      holds: namedLike(api.response, words),
      lacks: `a response field (${words[0]?.replace('*', '')})`,
    })),
    ...(expected.paged ? [{ holds: isSaid(api.pagination), lacks: 'pages' }] : []),
    ...(expected.idempotent
      ? [
          {
            holds: isSaid(api.idempotency) || api.method === 'PUT' || api.method === 'DELETE',
            lacks: 'how a repeated call is kept from happening twice',
          },
        ]
      : []),
  ]
  const met = checks.filter((check) => check.holds).length / checks.length
  const lacks = checks.filter((check) => !check.holds).map((check) => check.lacks)
  if (!served)
    lacks.push(
      api.requestClass !== null && isOfClass(reading, api, expected)
        ? 'a way to a store for the request class that carries it'
        : 'the request class that carries it',
    )
  return { api, credit: (0.4 + 0.6 * met) * (WORDS_SHARE + (served ? 1 - WORDS_SHARE : 0)), lacks }
}

/** "none" and "-" say that there is nothing. */
const isSaid = (text: string): boolean => text.trim().length > 1 && !/^(no|none|n\/a|not|never|-+)\b/i.test(text.trim())

function sizeItem(reading: InterviewReading, used: ReadonlySet<Entity>): Found {
  const sized = [...used].flatMap((entity) => {
    const rowBytes = entity.fields.reduce((sum, field) => sum + (field.sizeBytes ?? 0), 0)
    return entity.systemOfRecord && entity.rows !== null && rowBytes > 0
      ? [{ entity, bytes: rowBytes * entity.rows }]
      : []
  })
  const total = sized.reduce((sum, { bytes }) => sum + bytes, 0)
  const cell = reading.sheet.byRole.get('storage_total')
  const storage = cell === undefined ? undefined : reading.sheet.cells.get(cell)?.quantity?.value
  const base: Omit<Found, 'credit' | 'why'> = {
    id: 'D.size',
    criterion: 'D',
    tier: 'bonus',
    text: 'Rows times their size agree with the storage of the sheet',
    pointers: [
      ...pointersTo(
        'entity',
        sized.map(({ entity }) => entity.id),
      ),
      ...(cell === undefined ? [] : [pointer('cell', cell)]),
    ],
    counterfactual:
      'Give the fields sizes and the entity its number of rows, and compare with the cell “Storage in all”.',
  }
  if (total === 0) return { ...base, credit: 0, why: 'No entity has both sizes and a number of rows.' }
  if (!storage || storage <= 0)
    return { ...base, credit: 0, why: 'No cell with a value has the role “Storage in all”.' }
  const dex = Math.abs(Math.log10(total / storage))
  const credit = dex <= 1 ? 1 : Math.max(0, 2 - dex)
  const times = Math.round(10 ** dex * 10) / 10
  return {
    ...base,
    credit,
    why: `The entities come to ${times}× ${total >= storage ? 'more' : 'less'} than the sheet.`,
  }
}

function contractItem(reading: InterviewReading): Found {
  const served = reading.state.apis.filter((api) => isServed(reading, api))
  const whole = served.filter((api) => isSaid(api.errors) && api.auth.trim().length > 1)
  return {
    id: 'D.contract',
    criterion: 'D',
    tier: 'bonus',
    text: 'Who may call, and what they get when it fails',
    credit: served.length === 0 ? 0 : whole.length / served.length,
    why: `${whole.length} of the ${served.length} APIs that the design carries out say who may call them and how they fail.`,
    pointers: pointersTo(
      'api',
      whole.map((api) => api.id),
    ),
    counterfactual: 'Say for each call who may make it, and what too many calls, a wrong call and an outage return.',
  }
}
