import { mentions } from '@/core/content/mentions'
import type { Floor, FunctionalConcept, NonFunctionalConcept } from '@/core/content/problem'
import type { Objective } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { type Found, pointer, pointersTo, SCORE_AGAIN, WORDS_SHARE } from './evidence'
import { ownObjectiveFor, scenarioObjectiveId } from './objectives'
import { proofOf } from './proof'
import type { InterviewReading } from './reading'

/** A line that has more concepts than this is a list of keywords, not a requirement. */
const MOST_CONCEPTS_A_LINE = 4

interface Line {
  id: string
  text: string
}

export function requirementsEvidence(reading: InterviewReading): Found[] {
  const { requirements } = reading.state
  const inScope: Line[] = [
    ...requirements.functional.filter((line) => line.scope === 'in'),
    ...requirements['use-cases'],
    ...requirements.extended,
  ]
  const lines = inScope.filter((line) => conceptsIn(reading, line.text) <= MOST_CONCEPTS_A_LINE)
  const outOfScope = requirements.functional.filter((line) => line.scope === 'out')
  return [
    ...reading.problem.key.functional.map((concept) => functionalItem(reading, concept, lines, outOfScope)),
    ...reading.problem.key.nonFunctional.map((concept) => qualityItem(reading, concept)),
    questionsItem(reading),
    prioritiesItem(reading),
  ]
}

const says = (line: Line, concept: FunctionalConcept): boolean =>
  mentions(line.text, concept.words) && !(concept.unless && mentions(line.text, concept.unless))

const conceptsIn = (reading: InterviewReading, text: string): number =>
  reading.problem.key.functional.filter((concept) => says({ id: '', text }, concept)).length

function functionalItem(
  reading: InterviewReading,
  concept: FunctionalConcept,
  lines: readonly Line[],
  outOfScope: readonly Line[],
): Found {
  const base = { id: `R.functional.${concept.id}`, criterion: 'R', tier: concept.tier, text: concept.text } as const
  const counterfactual = `Write it as a functional requirement, such as “${concept.paraphrases[0]}”, and let the design carry it out.`
  const saying = lines.filter((line) => says(line, concept))
  const named = saying.filter(({ text }) => !reading.copied.has(text))
  if (named.length === 0) {
    const left = outOfScope.find((line) => mentions(line.text, concept.words, { negation: false }))
    if (left && concept.scope === 'optional')
      return {
        ...base,
        credit: 0,
        status: 'not-applicable',
        why: 'You put it out of scope.',
        pointers: [pointer('requirement', left.id)],
        counterfactual,
      }
    const unsaid = saying.length > 0 ? 'Only the words of the task say it.' : 'No requirement in scope says it.'
    const why = left ? 'You put it out of scope, but the problem is about it.' : unsaid
    return { ...base, credit: 0, why, counterfactual }
  }
  const proof = proofOf(reading, concept.proof)
  return {
    ...base,
    credit: WORDS_SHARE + (proof.holds ? 1 - WORDS_SHARE : 0),
    why: proof.holds ? `You named it, and ${proof.says}.` : `You named it, but ${proof.says}.`,
    pointers: [
      ...pointersTo(
        'requirement',
        named.map((line) => line.id),
      ),
      ...proof.pointers,
    ],
    counterfactual: proof.fix,
  }
}

function qualityItem(reading: InterviewReading, concept: NonFunctionalConcept): Found {
  const base = { id: `R.quality.${concept.id}`, criterion: 'R', tier: concept.tier, text: concept.text } as const
  const lines = reading.state.requirements['non-functional'].filter(
    ({ text }) => !reading.copied.has(text) && mentions(text, concept.words) && isAbout(reading, text, concept.request),
  )
  const own = concept.request ? ownTarget(reading, concept) : null
  const pointers = pointersTo(
    'requirement',
    new Set([...lines.map((line) => line.id), ...(own?.line ? [own.line] : [])]),
  )
  if (lines.length === 0 && !own)
    return { ...base, credit: 0, why: 'No requirement says it.', counterfactual: exampleOf(concept) }
  if (!concept.proof) return measuredItem(reading, concept, base, own, pointers)
  const proof = proofOf(reading, concept.proof)
  const hasNumber = concept.kind !== 'scale' || lines.some((line) => /\d/.test(line.text))
  const holds = proof.holds && hasNumber
  const open = hasNumber ? proof.says : 'it has no number'
  return {
    ...base,
    credit: WORDS_SHARE + (holds ? 1 - WORDS_SHARE : 0),
    why: holds ? `You named it, and ${proof.says}.` : `You named it, but ${open}.`,
    pointers: [...pointers, ...proof.pointers],
    counterfactual: hasNumber ? proof.fix : exampleOf(concept),
  }
}

interface OwnTarget {
  objective: Objective
  floor: Floor | null
  /** Id of the requirement it comes from; null where it was set by hand. */
  line: string | null
}

function measuredItem(
  reading: InterviewReading,
  concept: NonFunctionalConcept,
  base: Pick<Found, 'id' | 'criterion' | 'tier' | 'text'>,
  own: OwnTarget | null,
  pointers: Found['pointers'],
): Found {
  const item = (credit: number, why: string, counterfactual: string): Found => ({
    ...base,
    credit,
    why,
    counterfactual,
    ...(pointers ? { pointers } : {}),
  })
  if (!own) return item(WORDS_SHARE, 'You named it, but no number of it can be measured.', exampleOf(concept))
  const { objective, floor } = own
  if (floor && isLooser(objective, floor))
    return item(
      WORDS_SHARE,
      `Your number asks for less than this problem needs, which is ${floorText(floor)}.`,
      `Ask for ${floorText(floor)} or better.`,
    )
  const id = scenarioObjectiveId(objective.id)
  const isMeasured = (reading.runs ?? []).some((run) =>
    run.figures?.objectives.some((figure) => figure.id === id && figure.measured !== null),
  )
  const isUnknown = reading.runs === null || reading.runs.some((run) => run.failed !== null)
  if (!isMeasured && isUnknown)
    return {
      ...item(WORDS_SHARE, 'It is a number, but the server could not make the runs that measure it.', SCORE_AGAIN),
      status: 'unknown',
    }
  if (!isMeasured)
    return item(
      WORDS_SHARE,
      'It is a number, but no run could measure it.',
      'Draw the way of these requests, so that a run can measure it.',
    )
  const isTail =
    objective.metric !== 'latency' || floor?.metric !== 'latency' || objective.percentile >= floor.percentile
  return isTail
    ? item(1, 'It is a number, and the runs measured it.', '')
    : item(0.7, 'It is a number, but of a percentile that hides the slow requests.', exampleOf(concept))
}

function ownTarget(reading: InterviewReading, concept: NonFunctionalConcept): OwnTarget | null {
  const metric = concept.kind
  if (!concept.request || (metric !== 'latency' && metric !== 'availability')) return null
  const floor = reading.problem.key.floors.find((each) => each.metric === metric && each.request === concept.request)
  const own = ownObjectiveFor(reading.effective, { metric, request: concept.request, percentile: percentileOf(floor) })
  return own && { ...own, floor: floor ?? null }
}

const percentileOf = (floor: Floor | undefined): number => (floor?.metric === 'latency' ? floor.percentile : 99)

function isLooser(objective: Objective, floor: Floor): boolean {
  if (objective.metric === 'latency' && floor.metric === 'latency') return objective.atMost > floor.atMost * (1 + 1e-9)
  return (
    objective.metric === 'availability' && floor.metric === 'availability' && objective.atLeast < floor.atLeast - 1e-12
  )
}

/** A line that names another request class is about that one; a line that names none is about all. */
function isAbout(reading: InterviewReading, text: string, request: string | undefined): boolean {
  if (request === undefined) return true
  const named = reading.problem.brief.workload.requests.filter((each) =>
    mentions(text, each.words, { negation: false }),
  )
  return named.length === 0 || named.some((each) => each.id === request)
}

const exampleOf = (concept: NonFunctionalConcept): string =>
  `Say it with a number and a unit, such as “${concept.paraphrases[0]}”.`

function floorText(floor: Floor): string {
  if (floor.metric === 'latency') return `p${floor.percentile} < ${formatDuration(floor.atMost)}`
  return `${Math.round(floor.atLeast * 100_000) / 1000} %`
}

function questionsItem(reading: InterviewReading): Found {
  const available = reading.problem.key.facts.length
  const { firstDesignEditAtMs, requirements } = reading.state
  const early = new Set<string>()
  const late = new Set<string>()
  for (const question of requirements.questions) {
    const isEarly = firstDesignEditAtMs === null || (question.askedAtMs ?? 0) <= firstDesignEditAtMs
    for (const { fact } of question.facts) (isEarly ? early : late).add(fact)
  }
  for (const fact of early) late.delete(fact)
  const asked = requirements.questions.filter((question) => question.facts.length > 0)
  return {
    id: 'R.questions',
    criterion: 'R',
    tier: 'should',
    text: 'Questions that bring out what the problem keeps back, before anything is drawn',
    credit: (early.size + late.size / 2) / available,
    why: `Your questions brought out ${early.size + late.size} of ${available} facts${late.size > 0 ? `, ${late.size} of them after you had begun to draw` : ''}.`,
    pointers: pointersTo(
      'requirement',
      asked.map((question) => question.id),
    ),
    counterfactual: 'Before drawing, ask who uses it how much, what may go wrong, and what need not be exact.',
  }
}

function prioritiesItem(reading: InterviewReading): Found {
  const functional = reading.state.requirements.functional.filter(({ text }) => !reading.copied.has(text))
  const kinds = new Set(functional.map((line) => (line.scope === 'out' ? 'out' : line.priority)))
  const first = functional.filter((line) => line.scope === 'in' && line.priority === 'P0')
  const isOrdered = functional.length >= 3 && kinds.size >= 2 && first.length > 0
  const concepts = reading.problem.key.functional
  const carried = first.filter((line) =>
    concepts.some((concept) => says(line, concept) && proofOf(reading, concept.proof).holds),
  )
  const share = first.length === 0 ? 0 : carried.length / first.length
  return {
    id: 'R.priorities',
    criterion: 'R',
    tier: 'should',
    text: 'What comes first, and what is left out',
    credit: isOrdered ? WORDS_SHARE + (1 - WORDS_SHARE) * share : 0,
    why: isOrdered
      ? `You set priorities; the design carries out ${carried.length} of ${first.length} requirements of priority P0.`
      : 'Your functional requirements all weigh the same.',
    pointers: pointersTo(
      'requirement',
      first.map((line) => line.id),
    ),
    counterfactual: isOrdered
      ? 'Let the design carry out what you call most important.'
      : 'Mark what must be there first (P0), what may follow, and what is out of scope.',
  }
}
