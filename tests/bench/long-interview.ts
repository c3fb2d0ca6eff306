import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { referenceToEvents } from '@/core/content/reference-events'
import type { ClientPayload, InterviewPayload } from '@/core/interview/events'
import { reduce } from '@/core/interview/reduce'
import type { PlacedEvent } from '@/core/interview/replay'
import { initialState, type InterviewState } from '@/core/interview/state'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'

/**
 * A worked interview stretched to `length` events, as somebody leaves them who types in pauses, moves blocks about and
 * changes settings: between the events of the reference stand changes of what is there already. Same arguments, same log.
 */
export function longInterview(reference: Reference, problem: Problem, length: number): PlacedEvent[] {
  const given = referenceToEvents(reference, problem)
  const words = new Int32Array(WORDS_PER_STREAM)
  seedStream(words, 0, 'long-interview')
  const chance = () => nextUniform(words, 0)
  const log: PlacedEvent[] = []
  let state = initialState()
  const add = (payload: InterviewPayload, at: number): void => {
    const seq = log.length + 1
    const event = { id: `long-${String(seq).padStart(5, '0')}`, seq, at: Math.round(at), payload }
    const { state: next, refused } = reduce(state, event)
    if (refused !== undefined) throw new Error(`${payload.type}: ${refused}`)
    state = next
    log.push(event)
  }
  const between = (length - given.length) / (given.length - 2)
  for (const [i, { at, payload }] of given.entries()) {
    add(payload, at)
    const isEdge = i === 0 || i >= given.length - 1
    const wanted = isEdge ? log.length : Math.round(i * between) + i + 1
    const untilMs = (given[i + 1]?.at ?? at) - at
    const [from, count] = [log.length, wanted - log.length]
    while (log.length < wanted)
      add(someChange(state, chance, log.length), at + (untilMs * (log.length - from + 1)) / (count + 1))
  }
  return log
}

const noChange = { role: undefined, displayUnit: undefined, link: undefined }

function someChange(state: InterviewState, chance: () => number, n: number): ClientPayload {
  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]
  const { requirements, sheet, design, entities, decisions } = state
  const line = oneOf([...requirements.functional, ...requirements['use-cases'], ...requirements['non-functional']])
  const [block, cell, entity, decision] = [oneOf(design.blocks), oneOf(sheet.cells), oneOf(entities), oneOf(decisions)]
  const options: (ClientPayload | undefined)[] = [
    line && { type: 'requirement-changed', id: line.id, patch: { text: `${line.text.slice(0, 80)} ${n}` } },
    block && {
      type: 'design-edited',
      edit: { type: 'blocks-moved', moves: [{ id: block.id, x: n % 960, y: (n * 7) % 640 }] },
    },
    block && {
      type: 'design-edited',
      edit: { type: 'block-changed', id: block.id, patch: { name: `Block ${n}`, region: null, zone: null } },
    },
    cell && {
      type: 'sheet-edited',
      edits: [{ type: 'cell-changed', id: cell.id, changes: { ...noChange, note: `note ${n}` } }],
    },
    entity && { type: 'entity-changed', id: entity.id, patch: { note: `grows by ${n} rows` } },
    decision && { type: 'decision-changed', id: decision.id, patch: { criterion: `holds ${n} times` } },
  ]
  const possible = options.filter((option) => option !== undefined)
  return oneOf(possible) ?? { type: 'step-entered', step: state.clock.step }
}
