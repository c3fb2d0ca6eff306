import { formatDuration } from '@/core/units/format'
import { contradictionsOf } from '@/core/chain/contradictions'
import { interviewChain } from '@/core/interview/interview-chain'
import { type Pointer, pointersTo } from './evidence'
import type { Correction } from './plausible-machines'
import { requestName } from './proof'
import type { InterviewReading } from './reading'
import { scenariosOf, scoredDesign } from './scored-design'

/** Said beside the score without changing it. */
export interface ScoreFinding {
  id: 'oversized' | 'implausible-setting' | 'costly' | 'unwired' | 'contradiction'
  text: string
  pointers: Pointer[]
}

/** Busy less than this even at ten times the average load, a block is larger than any target needs. */
const IDLE_AT_TENFOLD = 0.05
const TENFOLD = 10

export function scoreFindings(reading: InterviewReading): ScoreFinding[] {
  return [
    ...oversized(reading),
    ...costly(reading),
    ...implausible(reading),
    ...unwired(reading),
    ...contradictions(reading),
  ]
}

/** Utilisation grows in proportion to load as long as nothing saturates, so the average run tells what ten times it would be. */
function oversized(reading: InterviewReading): ScoreFinding[] {
  const runs = (reading.runs ?? []).filter((run) => run.scenario === 'normal').flatMap((run) => run.figures ?? [])
  const [figures] = runs
  if (!figures) return []
  const idle = [...reading.graph.nodes.values()].filter((node) => {
    const utilisation = figures.blocks[node.block.id]?.utilisation
    const isTeam = node.kind.instances(node.block.config) > 2
    return isTeam && utilisation != null && utilisation * TENFOLD < IDLE_AT_TENFOLD
  })
  if (idle.length === 0) return []
  const names = idle.map((node) => node.name).join(', ')
  return [
    {
      id: 'oversized',
      text: `Even at ten times the load these would be busy less than 5 % of the time: ${names}.`,
      pointers: pointersTo(
        'block',
        idle.map((node) => node.block.id),
      ),
    },
  ]
}

/** What the sheet and the design say against each other. Looked for together with the runs, which know what the design costs. */
function contradictions(reading: InterviewReading): ScoreFinding[] {
  const { state, problem, sheet, runs } = reading
  if (runs === null) return []
  const { shareOfService } = problem.brief.workload
  const chain = interviewChain(state, { result: sheet, shareOfService, costPerMonthUsd: normalCost(reading) })
  return contradictionsOf(chain).map(({ text, cells, blocks }) => ({
    id: 'contradiction',
    text,
    pointers: [...pointersTo('cell', cells), ...pointersTo('block', blocks)],
  }))
}

const normalCost = ({ runs }: InterviewReading): number | null =>
  (runs ?? []).find((run) => run.scenario === 'normal' && run.figures?.costPerMonthUsd != null)?.figures
    ?.costPerMonthUsd ?? null

function costly(reading: InterviewReading): ScoreFinding[] {
  const cost = normalCost(reading) ?? 0
  const budget = reading.problem.key.scenarios.costPerMonthUsd
  if (cost <= 2 * budget) return []
  return [
    {
      id: 'costly',
      text: `The design costs about $${Math.round(cost)} a month, where $${budget} would do.`,
      pointers: [],
    },
  ]
}

function implausible(reading: InterviewReading): ScoreFinding[] {
  const [normal] = scenariosOf(reading.problem)
  if (!normal) return []
  return scoredDesign(reading.effective, reading.problem, normal).corrections.map((correction) => ({
    id: 'implausible-setting',
    text: correctionText(reading, correction),
    pointers: pointersTo('block', [correction.block]),
  }))
}

function correctionText(reading: InterviewReading, { block, setting, given, used, because }: Correction): string {
  const name = reading.graph.nodes.get(block)?.name ?? block
  if (because === 'work') {
    const request = requestName(reading, setting.slice(setting.indexOf('.') + 1))
    return `${name} was run with ${formatDuration(used)} of work for ${request}, as the problem states, instead of ${formatDuration(given)}.`
  }
  const said = (value: number) => (setting === 'concurrency' ? String(value) : formatDuration(value))
  return `${name} was run with ${setting} of ${said(used)} instead of ${said(given)}: no such machine exists.`
}

function unwired(reading: InterviewReading): ScoreFinding[] {
  return reading.findings
    .filter((finding) => finding.id === 'unwired')
    .map((finding) => ({ id: 'unwired', text: finding.text, pointers: pointersTo('block', finding.blocks) }))
}
