import { stepOf } from '../core/interview/outline'
import type { EvidenceItem, Pointer } from '../core/scoring/evidence'
import { type ItemPoints, itemPoints } from '../core/scoring/item-points'
import { countedWeight, type CriterionScore, type LoadCap, type Score } from '../core/scoring/score'
import type { ScenarioSummary } from '../core/scoring/scenario-summary'
import type { ScoreDocument } from '../core/scoring/score-document'
import { formatTargetValue, readTarget, targetSubject, targetText } from '../core/scoring/target-text'
import { formatDuration, formatNumber, formatRatio } from '../core/units/format'
import { section } from './report-lines'

const LEVEL_WORDS = { 1: 'not yet', 2: 'developing', 3: 'solid', 4: 'strong' } as const
const STATUS_MARKS = { met: '+', partial: '~', missing: '-', unknown: '?', 'not-applicable': ' ' } as const
const POINTERS_SHOWN = 6

/** A score as text, the same facts as in its JSON, one string a line. */
export function scoreLines(title: string, document: ScoreDocument): string[] {
  const { score, items, findings, scenarios, failures } = document
  return [
    title,
    totalText(score),
    ...capLines(score.loadCap),
    `rubric ${document.rubricVersion}, evidence ${document.evidenceVersion}, engine ${document.engineVersion}`,
    ...failures.map((why) => `unknown in part: ${why}`),
    ...section('Criteria', score.criteria.map(criterionRow)),
    ...score.criteria.flatMap((criterion) => criterionLines(criterion, items, score)),
    ...section(
      'Also noticed, without changing the score',
      findings.map(({ text }) => [text]),
    ),
    ...section('Runs', scenarios.flatMap(scenarioRows)),
    ...section('Time', timeRows(score)),
  ]
}

function totalText({ total, range, assessed }: Score): string {
  const whole = `The evidence comes to ${formatNumber(total, { figures: 3 })} of 100`
  if (assessed === 1) return whole
  const [low, high] = range.map((end) => formatNumber(end, { figures: 3 }))
  return `${whole}, of the ${formatRatio(assessed)} that could be assessed; with the rest between ${low} and ${high}`
}

function capLines(loadCap: LoadCap | null): string[] {
  if (loadCap === null) return []
  const { atMost, without, why, counterfactual, pointers } = loadCap
  const [held, free] = [atMost, without].map((value) => formatNumber(value, { figures: 3 }))
  return [
    `  ! Held at ${held} of 100; without this limit it would be ${free}.`,
    `      ${why}`,
    `      stands on ${pointersText(pointers)}`,
    `      would raise it: ${counterfactual}`,
  ]
}

function criterionRow(criterion: CriterionScore): string[] {
  const { id, name, percent, weight } = criterion
  return [id, name, percent === null ? '—' : formatRatio(percent / 100), `weighs ${weight}`, levelText(criterion)]
}

function levelText({ level, range: [low, high] }: CriterionScore): string {
  const suggested = level === null ? 'not assessed' : `evidence suggests ${level}, ${LEVEL_WORDS[level]}`
  return low === high ? suggested : `${suggested} (range ${low} to ${high})`
}

function criterionLines(criterion: CriterionScore, items: readonly EvidenceItem[], score: Score): string[] {
  const own = items.filter((item) => item.criterion === criterion.id)
  const points = itemPoints(items, criterion, { counted: countedWeight(score.criteria), timeShare: score.timeShare })
  return [
    '',
    `${criterion.id} ${criterion.name}: ${levelText(criterion)}`,
    ...criterion.gates.map((gate) => `  ! ${gate}`),
    ...own.flatMap((item) => itemLines(item, points.get(item.id))),
    `  Not assessed (${formatRatio(1 - criterion.autoCeiling)} of it): ${criterion.notAssessed}`,
  ]
}

function itemLines(item: EvidenceItem, points: ItemPoints | undefined): string[] {
  const { status, tier, text, why, pointers, counterfactual } = item
  return [
    `  ${STATUS_MARKS[status]} ${text} (${tier}, ${status}): ${pointsText(points, tier === 'bonus')}`,
    `      ${why}`,
    ...(pointers.length > 0 ? [`      stands on ${pointersText(pointers)}`] : []),
    ...(counterfactual === null
      ? []
      : [`      ${status === 'unknown' ? 'to find out' : 'would raise it'}: ${counterfactual}`]),
  ]
}

function pointsText(points: ItemPoints | undefined, isBonus: boolean): string {
  if (!points) return 'not counted'
  const [earned, possible] = [points.earned, points.possible].map((value) => formatNumber(value, { figures: 2 }))
  return `${isBonus ? '+' : ''}${earned} of ${possible}`
}

function pointersText(pointers: readonly Pointer[]): string {
  const shown = pointers.slice(0, POINTERS_SHOWN).map(({ kind, id }) => `${kind} ${id}`)
  const more = pointers.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const HELD_WORDS = { all: 'held in every run', some: 'held in some runs', none: 'held in no run' } as const

function scenarioRows(scenario: ScoreDocument['scenarios'][number]): string[][] {
  const refused = scenario.runs.find((run) => run.refused !== null)?.refused
  const rows = scenario.targets.map((target) => {
    const { range, held } = readTarget(target)
    const measured =
      range === null ? '—' : [...new Set(range.map((end) => formatTargetValue(target.metric, end)))].join(' – ')
    const asked = `${targetText(target)} (${target.by === 'you' ? 'yours' : 'of the problem'})`
    return [targetSubject(target), asked, measured, held === null ? 'not measured' : HELD_WORDS[held]]
  })
  return [
    [
      scenario.name,
      `×${scenario.factor}`,
      `${scenario.runs.length} ${scenario.runs.length === 1 ? 'run' : 'runs'}`,
      refused ?? formatDuration(scenario.durationS),
    ],
    ...(scenario.isReportOnly ? [['  counts for nothing', '', '', bottleneckText(scenario)]] : []),
    ...rows.map(([subject, ...rest]) => [`  ${subject}`, ...rest]),
  ]
}

const bottleneckText = ({ bottleneck }: ScenarioSummary): string =>
  bottleneck === null ? '' : `bottleneck: ${bottleneck.block} (${bottleneck.why})`

function timeRows({ time, timeShare }: Score): string[][] {
  if (time === null) return [['untimed']]
  const credit = `${formatRatio(time.credit)} of the ${formatRatio(timeShare)} that time makes up`
  return [
    ...time.steps.map(({ step, minutes, budgetMinutes: { min, max }, credit: own }) => [
      stepOf(step).name,
      formatDuration(minutes * 60),
      `planned ${min === max ? min : `${min} to ${max}`} min`,
      `counts ${formatRatio(own)}`,
    ]),
    ['Together', credit],
  ]
}
