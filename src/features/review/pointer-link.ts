import type { ScenarioSummary } from '@/core/scoring/scenario-summary'
import { blockNameIn } from '@/core/design/block-name'
import { type StepId, stepIdSchema, stepOf } from '@/core/interview/outline'
import { findRequirement } from '@/core/interview/requirements'
import type { InterviewState } from '@/core/interview/state'
import type { Pointer } from '@/core/scoring/evidence'
import { replayHref } from '@/features/interview/replay-href'

/** Step of the interview in which the thing that a pointer names is shown. */
function stepOfPointer({ kind, id }: Pointer): StepId | null {
  switch (kind) {
    case 'requirement':
      return 'requirements'
    case 'cell':
      return 'estimates'
    case 'block':
    case 'link':
      return 'high-level-design'
    case 'entity':
    case 'api':
      return 'data-model'
    case 'run':
      return 'scaling'
    case 'decision':
      return 'trade-offs'
    case 'step':
      return stepIdSchema.safeParse(id).data ?? null
    case 'event':
    case 'scenario':
      return null
  }
}

/** What pointers lead to. */
export interface PointerContext {
  interviewId: string
  state: InterviewState
  scenarios: readonly ScenarioSummary[]
}

/** Address of the very thing: in the finished interview, read only, or further down on the report itself. */
export function pointerHref({ interviewId, state }: PointerContext, pointer: Pointer): string {
  if (pointer.kind === 'scenario') return `#${scenarioAnchor(pointer.id)}`
  if (pointer.kind === 'event') return replayHref(interviewId, pointer.id)
  const base = `/interview/${encodeURIComponent(interviewId)}`
  const isServerRun = pointer.kind === 'run' && !state.runs.some((run) => run.run === pointer.id)
  if (isServerRun) return serverRunHref(interviewId, pointer.id)
  const step = stepOfPointer(pointer)
  const query = new URLSearchParams(step ? { step } : {})
  if (pointer.kind !== 'step') query.set('focus', `${pointer.kind}:${pointer.id}`)
  return `${base}?${query}`
}

/** One of the server's own runs, on the canvas of the interview. */
export const serverRunHref = (interviewId: string, run: string): string =>
  `/interview/${encodeURIComponent(interviewId)}?${new URLSearchParams({ step: 'scaling', run })}`

export const scenarioAnchor = (id: string): string => `scenario-${id}`

/** What a link to it says: "Requirement: Follow a short link". */
export function pointerName({ state, scenarios }: PointerContext, { kind, id }: Pointer): string {
  switch (kind) {
    case 'requirement':
      return titled('Requirement', findRequirement(state.requirements, id)?.item.text)
    case 'cell':
      return titled('Cell', state.sheet.cells.find((cell) => cell.id === id)?.name)
    case 'block':
      return titled('Block', blockNameIn(state.design, id))
    case 'link': {
      const link = state.design.links.find((each) => each.id === id)
      return titled('Link', link && `${blockNameIn(state.design, link.from)} → ${blockNameIn(state.design, link.to)}`)
    }
    case 'entity':
      return titled('Entity', state.entities.find((entity) => entity.id === id)?.name)
    case 'api': {
      const api = state.apis.find((each) => each.id === id)
      return titled('API', api && `${api.method} ${api.path}`)
    }
    case 'decision':
      return titled('Decision', state.decisions.find((decision) => decision.id === id)?.decision)
    case 'run': {
      const at = state.runs.findIndex((run) => run.run === id)
      const seed = scenarios.flatMap((scenario) => scenario.runs).find((run) => run.id === id)?.seed
      return at >= 0 ? `Run ${at + 1}` : `Run with seed ${seed ?? 'unknown'}`
    }
    case 'scenario':
      return titled('Runs', scenarios.find((scenario) => scenario.id === id)?.name)
    case 'step':
      return titled('Step', stepNameOf(id))
    case 'event':
      return 'Moment in the replay'
  }
}

const LONGEST = 48

function titled(noun: string, name: string | undefined): string {
  const text = name?.trim()
  if (!text) return noun
  return `${noun}: ${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}`
}

function stepNameOf(id: string): string | undefined {
  const step = stepIdSchema.safeParse(id)
  return step.success ? stepOf(step.data).name : undefined
}
