import type { CountDistribution } from '@/core/random/distribution'
import { meanCount } from '@/core/random/moments'
import type { Design, Link } from '@/core/design/schema'
import { formatDuration, formatFactor, formatRatio } from '@/core/units/format'

/**
 * What a link says beside "A calls B": its settings that are not the default, the most telling first. Empty for an
 * untouched link.
 */
export function linkWords(link: Link, requests: Design['requests']): string[] {
  const words: string[] = []
  if (link.when !== undefined && link.when !== 'always') words.push(`on ${link.when}`)
  if (link.mode === 'async') words.push('async')
  if (link.requests !== undefined) words.push(requestWords(link.requests, requests))
  if (link.calls !== undefined && link.calls !== 1) words.push(callsWord(link.calls))
  if (link.await !== undefined && link.await !== 'all') words.push(`first ${link.await.first}`)
  if (link.timeoutS !== undefined) words.push(`gives up after ${formatDuration(link.timeoutS)}`)
  if (link.retries !== undefined && link.retries.max > 0)
    words.push(`${link.retries.max} ${link.retries.max === 1 ? 'retry' : 'retries'}`)
  if (link.breaker !== undefined) words.push('breaker')
  if (link.lossRatio !== undefined && link.lossRatio > 0) words.push(`${formatRatio(link.lossRatio)} lost`)
  if (link.step !== undefined && link.step !== 1 && (link.when === undefined || link.when === 'always'))
    words.push(`step ${link.step}`)
  return words
}

const SHOWN = 2
const LONGEST = 24

/**
 * The label drawn on the link: its first words, and how many more there are. Undefined when there is nothing to say.
 * A time-out and a step alone say nothing about what flows here, and every call has them: they stay off the drawing.
 */
export function linkLabel(link: Link, requests: Design['requests']): string | undefined {
  const { timeoutS: _, step: __, ...telling } = link
  const words = linkWords(telling, requests)
  if (words.length === 0) return undefined
  const rest = words.length - SHOWN
  const label = words.slice(0, SHOWN).join(', ') + (rest > 0 ? ` +${rest}` : '')
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label
}

function requestWords(ids: readonly string[], requests: Design['requests']): string {
  if (ids.length === 0) return 'no requests'
  const carried = new Set(ids)
  const all = (kind: string) => {
    const ofKind = requests.filter((request) => (request.kind ?? 'read') === kind)
    return ofKind.length > 0 && ofKind.length === carried.size && ofKind.every((request) => carried.has(request.id))
  }
  if (requests.length > 1 && all('read')) return 'reads'
  if (requests.length > 1 && all('write')) return 'writes'
  if (ids.length > 1) return `${ids.length} classes`
  return requests.find((request) => request.id === ids[0])?.name || ids[0]!
}

function callsWord(calls: CountDistribution): string {
  const mean = meanCount(calls)
  return typeof calls === 'number' || calls.type === 'constant' ? formatFactor(mean) : `≈ ${formatFactor(mean)}`
}
