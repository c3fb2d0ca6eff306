import { mentions, wordsOf } from '@/core/content/mentions'
import type { ProblemFault, TradeOffTopic } from '@/core/content/problem'
import { designHash } from '@/core/design/hash'
import type { Design } from '@/core/design/schema'
import type { Decision } from '@/core/interview/items'
import type { RecordedRun } from '@/core/interview/state'
import { isBareNumber } from './estimate-inputs'
import { type Found, type Pointer, pointer, pointersTo, WORDS_SHARE } from './evidence'
import { decisionLines, decisionText } from './proof'
import { type InterviewReading, isWired } from './reading'
import { missedAtNormal } from './scaling-evidence'

/** How many decisions a strong answer argues through. */
const DECISIONS_WANTED = 3
/** A text that touches more of the topics than this is a list of keywords. */
const MOST_TOPICS_A_DECISION = 3
/** Shorter than this, an answer to "what is given up" says nothing. */
const SAID_CHARS = 8

export function tradeOffsEvidence(reading: InterviewReading): Found[] {
  const { key } = reading.problem
  return [
    ...key.tradeOffs.map((topic) => topicItem(reading, topic)),
    decisionsItem(reading),
    ...key.scenarios.faults.map((fault) => failureItem(reading, fault)),
    verifiedItem(reading),
  ]
}

/** 0..1: text 40 %, blocks that exist and are wired 30 %, a run or a cell that is cited 30 %. */
function decisionCredit(reading: InterviewReading, decision: Decision): { credit: number; lacks: string[] } {
  const said = saidParts(decision)
  const text = said.filter((part) => part.holds).length / said.length
  const isTied = decision.blocks.some((block) => isWired(reading, block))
  const isMeasured = citesMeasurement(reading, decision)
  const lacks = said.filter((part) => !part.holds).map((part) => part.lacks)
  if (!isTied)
    lacks.push(decision.blocks.length > 0 ? 'blocks that requests come to on a whole way' : 'the blocks it is about')
  if (!isMeasured) lacks.push('a run or a cell that shows it')
  return { credit: WORDS_SHARE * text + (isTied ? 0.3 : 0) + (isMeasured ? 0.3 : 0), lacks }
}

/** The parts of an argument. A text that stands in the decision already, or is one word over and over, says nothing more. */
function saidParts({ decision, alternatives, criterion, costAccepted, revisit }: Decision) {
  const known = new Set(['', plainText(decision)])
  const isNew = (text: string) => !known.has(plainText(text)) && known.add(plainText(text)) !== undefined
  const others = alternatives.filter(isNew).length
  const says = (text: string) => text.trim().length >= SAID_CHARS && !isOneWordAgain(text) && isNew(text)
  return [
    { holds: others >= 2, lacks: 'two alternatives' },
    { holds: says(criterion), lacks: 'what decided it' },
    { holds: says(costAccepted), lacks: 'what is given up' },
    { holds: says(revisit), lacks: 'when to choose again' },
  ]
}

const plainText = (text: string): string => wordsOf(text).join(' ')

function isOneWordAgain(text: string): boolean {
  const words = wordsOf(text)
  return words.length > 1 && new Set(words).size === 1
}

function citesMeasurement(reading: InterviewReading, decision: Decision): boolean {
  const runs = new Set(reading.state.runs.map((run) => run.run))
  return decision.runs.some((run) => runs.has(run)) || decision.cells.some((cell) => isEstimate(reading, cell))
}

/** A value that is worked out, or that others are worked out from: a number that stands alone shows nothing. */
function isEstimate({ state, sheet }: InterviewReading, id: string): boolean {
  const cell = state.sheet.cells.find((candidate) => candidate.id === id)
  if (!cell || sheet.cells.get(id)?.state !== 'value') return false
  return !isBareNumber(cell, state.sheet) || [...sheet.cells.values()].some(({ uses }) => uses.includes(id))
}

/** What a decision names and what is there. */
function citedBy(reading: InterviewReading, { blocks, cells, runs }: Decision): Pointer[] {
  const made = new Set(reading.state.runs.map((run) => run.run))
  return [
    ...pointersTo(
      'block',
      blocks.filter((block) => reading.graph.nodes.has(block)),
    ),
    ...pointersTo(
      'cell',
      cells.filter((cell) => reading.sheet.cells.has(cell)),
    ),
    ...pointersTo(
      'run',
      runs.filter((run) => made.has(run)),
    ),
  ]
}

const isAboutTopic = (decision: Decision, topic: TradeOffTopic): boolean =>
  mentions(decisionText(decision), topic.words, { negation: false })

function decisionsOn(reading: InterviewReading, topic: TradeOffTopic): Decision[] {
  const topics = reading.problem.key.tradeOffs
  return reading.state.decisions.filter(
    (decision) =>
      isAboutTopic(decision, topic) &&
      topics.filter((other) => isAboutTopic(decision, other)).length <= MOST_TOPICS_A_DECISION,
  )
}

function topicItem(reading: InterviewReading, topic: TradeOffTopic): Found {
  const judged = decisionsOn(reading, topic).map((decision) => ({ decision, ...decisionCredit(reading, decision) }))
  // of equally good ones the one that says it itself, rather than on its side
  const isMainly = ({ decision }: { decision: Decision }) =>
    Number(mentions(decision.decision, topic.words, { negation: false }))
  const [best] = judged.toSorted((a, b) => b.credit - a.credit || isMainly(b) - isMainly(a))
  const base = { id: `T.topic.${topic.id}`, criterion: 'T', tier: topic.tier, text: topic.text } as const
  if (!best)
    return {
      ...base,
      credit: 0,
      why: 'No decision is about it.',
      counterfactual: `Write down what you chose, against what, and why, such as “${topic.paraphrases[0]}”.`,
    }
  return {
    ...base,
    credit: best.credit,
    why:
      best.lacks.length === 0
        ? 'You argued it through and showed it.'
        : `Your decision lacks: ${best.lacks.join(', ')}.`,
    pointers: [pointer('decision', best.decision.id), ...citedBy(reading, best.decision)],
    counterfactual: `Add to the decision: ${best.lacks.join(', ')}.`,
  }
}

function decisionsItem(reading: InterviewReading): Found {
  const judged = reading.state.decisions
    .map((decision) => ({ decision, ...decisionCredit(reading, decision) }))
    .toSorted((a, b) => b.credit - a.credit)
    .filter(isFirstOfItsText)
    .slice(0, DECISIONS_WANTED)
  const credit = judged.reduce((sum, each) => sum + each.credit, 0) / DECISIONS_WANTED
  const whole = judged.filter((each) => each.credit >= 0.95).length
  return {
    id: 'T.decisions',
    criterion: 'T',
    tier: 'must',
    text: 'Real decisions, each with alternatives, cost and proof',
    credit,
    why: `${whole} of the ${DECISIONS_WANTED} decisions looked for are argued through and shown.`,
    pointers: pointersTo(
      'decision',
      judged.map((each) => each.decision.id),
    ),
    counterfactual:
      'Give two or three decisions their alternatives, what decided, what is given up, and the run or cell that shows it.',
  }
}

/** The same decision written down three times is one. */
const isFirstOfItsText = (each: { decision: Decision }, at: number, all: readonly { decision: Decision }[]): boolean =>
  all.findIndex(({ decision }) => plainText(decision.decision) === plainText(each.decision.decision)) === at

/** A failure that was named before it happened, and then tried or answered by the design. */
function failureItem(reading: InterviewReading, fault: ProblemFault): Found {
  const says = (text: string) => mentions(text, fault.words, { negation: false })
  const decisions = reading.state.decisions.filter((decision) => decisionLines(decision).some(says))
  const lines = [...reading.state.requirements.extended, ...reading.state.requirements['non-functional']].filter(
    ({ text }) => says(text) && !reading.copied.has(text),
  )
  const isTried = reading.state.runs.some((run) => run.faults.some((id) => kindOfFault(reading, id) === fault.kind))
  const isAnswered = decisions.some((decision) => decision.blocks.some((block) => isWired(reading, block)))
  const isNamed = decisions.length + lines.length > 0
  return {
    id: `T.failure.${fault.id}`,
    criterion: 'T',
    tier: 'should',
    text: `Seen coming: ${lowerFirst(fault.name)}`,
    credit: isNamed ? WORDS_SHARE + (isTried || isAnswered ? 1 - WORDS_SHARE : 0) : isTried ? 0.5 : 0,
    why: !isNamed
      ? isTried
        ? 'You tried it in a run, but drew no conclusion from it.'
        : 'Neither a decision nor a run is about it.'
      : isTried || isAnswered
        ? 'You named it, and the design or a run answers it.'
        : 'You named it, but no run and no block answers it.',
    pointers: [
      ...pointersTo(
        'decision',
        decisions.map((decision) => decision.id),
      ),
      ...pointersTo(
        'requirement',
        lines.map((line) => line.id),
      ),
      pointer('scenario', fault.id),
    ],
    counterfactual: 'Say what happens then and which block takes it, or run the design with this fault.',
  }
}

const kindOfFault = (reading: InterviewReading, id: string): string | undefined =>
  reading.design.faults?.find((fault) => fault.id === id)?.kind

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** A claim about the finished design is worth what the last run of it shows. */
function verifiedItem(reading: InterviewReading): Found {
  const last = reading.state.runs.findLast((run) => run.objectives.some((objective) => objective.met !== null))
  const { credit, why, shownBy } = verification(reading, last)
  return {
    id: 'T.verified',
    criterion: 'T',
    tier: 'should',
    text: 'The finished design run against its own targets',
    credit,
    why,
    pointers: last ? [pointer('run', last.run), ...(shownBy ?? [])] : [],
    counterfactual: 'Run the finished design, and mend it until it meets the targets that you set.',
  }
}

interface Verification {
  credit: number
  why: string
  /** What says otherwise than the run. */
  shownBy?: Pointer[]
}

/** Runs of the candidate's own are of the traffic and the targets that they set; what those are worth the server's runs say. */
function verification(reading: InterviewReading, last: RecordedRun | undefined): Verification {
  if (!last) return { credit: 0, why: 'You made no run that measures a target.' }
  if (![...reading.classes.values()].some((each) => each.path === 'whole'))
    return { credit: 0, why: 'No request of the problem has a way through what you ran.' }
  if (!last.objectives.every((objective) => objective.met === true))
    return { credit: 0.6, why: 'Your last run misses a target or cannot tell.' }
  const missed = missedAtNormal(reading)
  if (missed)
    return {
      credit: 0.6,
      why: `Your last run meets every target it measures, but under the load and the targets of the problem ${missed}.`,
      shownBy: [pointer('scenario', 'normal')],
    }
  // Faults come and go between runs; they are part of what is run, not of the design.
  const finished = [reading.design, { ...reading.design, faults: [] }, withoutFaults(reading.design)].map(designHash)
  return finished.includes(last.designHash)
    ? { credit: 1, why: 'Your last run is of the finished design and meets every target it measures.' }
    : {
        credit: 0.8,
        why: 'Your last run meets every target it measures, but the design or its targets were changed since.',
      }
}

function withoutFaults(design: Design): Design {
  const { faults: _, ...rest } = design
  return rest
}
