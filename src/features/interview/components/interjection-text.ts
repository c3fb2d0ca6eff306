import { blockNameIn } from '@/core/design/block-name'
import { faultTitle } from '@/core/design/describe'
import type { Design, Fault } from '@/core/design/schema'
import { type Interjection, isAnswerable, type PointedAt } from '@/core/interview/interjections'
import { linkName } from '@/core/interview/design-change'
import { findRequirement } from '@/core/interview/requirements'
import type { InterviewState } from '@/core/interview/state'
import { formatDuration, formatFactor } from '@/core/units/format'
import { effectiveDesign } from '../client-design'

const quoted = (noun: string, text: string | undefined): string =>
  text?.trim() ? `the ${noun} “${text.trim()}”` : `the ${noun}`

/** What an interviewer points at, or somebody works on: "Cache", "the cell reads". */
export function pointedAtName(state: InterviewState, { kind, id }: PointedAt): string {
  const isIt = (item: { id: string }) => item.id === id
  switch (kind) {
    case 'block':
      return blockNameIn(state.design, id)
    case 'link':
      return `the link ${linkName(state.design, id)}`
    case 'line':
      return quoted('line', findRequirement(state.requirements, id)?.item.text)
    case 'cell':
      return quoted('cell', state.sheet.cells.find(isIt)?.name)
    case 'entity':
      return quoted('entity', state.entities.find(isIt)?.name)
    case 'api':
      return quoted('API', state.apis.find(isIt)?.path)
    case 'decision':
      return quoted('decision', state.decisions.find(isIt)?.decision)
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

/** What is different from now on, in the design that runs, or why nothing is; null where only the words are. */
export function curveballEffect(state: InterviewState, { id, what }: Interjection): string | null {
  if (what.kind !== 'curveball' || what.curveball.kind === 'requirement') return null
  const { curveball, requests } = what
  const { design } = state
  const effect =
    curveball.kind === 'fault'
      ? faultEffect(design, curveball.fault)
      : trafficEffect(design, requests, curveball.factor)
  const problem = effectiveDesign(state).curveballs.find((each) => each.id === id)?.problem
  return problem ? `${effect}. Just now this changes nothing that runs: ${problem}` : effect
}

function trafficEffect(design: Design, requests: readonly string[], factor: number): string {
  const names = requests.map((id) => design.requests.find((request) => request.id === id)?.name ?? id)
  const all = names.length === design.requests.length ? 'All traffic' : names.join(', ')
  return `${all}: ${formatFactor(factor)} from now on`
}

/** "Crash of Cache, 10 s into every run for 30 s" */
export function faultEffect(design: Design, fault: Fault): string {
  const end = fault.forS === undefined ? '' : ` for ${formatDuration(fault.forS)}`
  return `${faultTitle(design, fault)}, ${formatDuration(fault.atS)} into every run${end}`
}

/** What is said of it in words; empty where there is nothing but its heading. */
export const interjectionWords = ({ what }: Interjection): string => ('text' in what ? what.text : '')

/** Whether it waits for the person: not seen yet, or to be answered and not answered. */
export const isOpen = (interjection: Interjection): boolean =>
  interjection.seenAtMs === null || (isAnswerable(interjection) && interjection.answers.length === 0)
