import { blockNameIn } from '@/core/design/block-name'
import { faultTitle } from '@/core/design/describe'
import type { Design } from '@/core/design/schema'
import type { Interjection, PointedAt } from '@/core/interview/interjections'
import { linkName } from '@/core/interview/design-change'
import { findRequirement } from '@/core/interview/requirements'
import type { InterviewState } from '@/core/interview/state'
import { formatDuration, formatFactor } from '@/core/units/format'

/** What an interviewer points at, or somebody works on: "Cache", "the cell reads". */
export function pointedAtName(state: InterviewState, { kind, id }: PointedAt): string {
  const named = (noun: string, list: readonly { id: string }[], name: (item: never) => string) => {
    const item = list.find((each) => each.id === id)
    const text = item ? name(item as never).trim() : ''
    return text ? `the ${noun} “${text}”` : `the ${noun}`
  }
  switch (kind) {
    case 'block':
      return blockNameIn(state.design, id)
    case 'link':
      return `the link ${linkName(state.design, id)}`
    case 'line':
      return named(
        'line',
        [findRequirement(state.requirements, id)?.item ?? []].flat(),
        (item: { text: string }) => item.text,
      )
    case 'cell':
      return named('cell', state.sheet.cells, (cell: { name: string }) => cell.name)
    case 'entity':
      return named('entity', state.entities, (entity: { name: string }) => entity.name)
    case 'api':
      return named('API', state.apis, (api: { path: string }) => api.path)
    case 'decision':
      return named('decision', state.decisions, (decision: { decision: string }) => decision.decision)
  }
}

/** What the interviewer said or did, as its heading. */
export function interjectionTitle(state: InterviewState, { what }: Interjection): string {
  switch (what.kind) {
    case 'question':
      return 'The interviewer asks'
    case 'attention':
      return `The interviewer points at ${pointedAtName(state, what.target)}`
    case 'time':
      return `The interviewer gives you ${what.minutes} more minute${what.minutes === 1 ? '' : 's'}`
    case 'curveball':
      return what.curveball.kind === 'requirement' ? 'A requirement has changed' : 'Something has changed'
  }
}

/** What is different from now on, in the design that runs; null where only the words are. */
export function curveballEffect(design: Design, { what }: Interjection): string | null {
  if (what.kind !== 'curveball' || what.curveball.kind === 'requirement') return null
  const { curveball, requests } = what
  if (curveball.kind === 'traffic') {
    const names = requests.map((id) => design.requests.find((request) => request.id === id)?.name ?? id)
    const all = names.length === design.requests.length ? 'All traffic' : names.join(', ')
    return `${all}: ${formatFactor(curveball.factor)} from now on`
  }
  const { fault } = curveball
  const end = fault.forS === undefined ? '' : ` for ${formatDuration(fault.forS)}`
  return `${faultTitle(design, fault)}, ${formatDuration(fault.atS)} into every run${end}`
}

/** What is said of it in words; empty where there is nothing but its heading. */
export const interjectionWords = ({ what }: Interjection): string => ('text' in what ? what.text : '')

/** Whether it waits for the person: not seen yet, or asked and not answered. */
export const isOpen = ({ what, seenAtMs, answers }: Interjection): boolean =>
  seenAtMs === null || (what.kind === 'question' && answers.length === 0)
