import type { ContentPayload } from './events'
import { REQUIREMENT_LISTS, type Requirement, type RequirementList, type RequirementPatch } from './items'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import { addTo, changeIn, idBefore, moveIn, removeFrom } from './lists'
import type { InterviewState, Question, Requirements } from './state'

type Outcome = { ok: true; requirements: Requirements } | { ok: false; reason: string }
type Found = { list: RequirementList; item: Requirement | Question }

const NOUN = 'line'
const refuse = (reason: string): Outcome => ({ ok: false, reason })

/** The line of that id, whichever list it stands in. */
export function findRequirement(requirements: Requirements, id: string): Found | null {
  for (const list of REQUIREMENT_LISTS) {
    const item = requirements[list].find((candidate) => candidate.id === id)
    if (item) return { list, item }
  }
  return null
}

export function addRequirement(requirements: Requirements, requirement: Requirement, after: string | null): Outcome {
  if (findRequirement(requirements, requirement.id)) return refuse('This line is already there.')
  const { list } = requirement
  const item = list === 'questions' ? notedQuestion(requirement.id, requirement.text) : requirement
  const limit = list === 'questions' ? LIMITS.questions : LIMITS.requirements
  return withList(requirements, list, addTo<Requirement>(requirements[list], item, after, NOUN, limit))
}

export function changeRequirement(requirements: Requirements, id: string, patch: RequirementPatch): Outcome {
  const found = findRequirement(requirements, id)
  if (!found) return refuse('The line was removed.')
  if (isAsked(found.item)) return refuse('A question that was asked stays as it was asked.')
  const { text: _, ...functionalOnly } = patch
  if (found.list !== 'functional' && Object.values(functionalOnly).some((value) => value !== undefined))
    return refuse('Only functional requirements have a priority and a scope.')
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const change = (item: Requirement): Requirement => ({ ...item, ...given })
  return withList(requirements, found.list, changeIn<Requirement>(requirements[found.list], id, NOUN, change))
}

export function removeRequirement(requirements: Requirements, id: string): Outcome {
  const found = findRequirement(requirements, id)
  if (!found) return refuse('The line was already removed.')
  if (isAsked(found.item)) return refuse('A question that was asked stays in the record.')
  return withList(requirements, found.list, removeFrom<Requirement>(requirements[found.list], id, NOUN))
}

export function moveRequirement(requirements: Requirements, id: string, after: string | null): Outcome {
  const found = findRequirement(requirements, id)
  if (!found) return refuse('The line was removed.')
  return withList(requirements, found.list, moveIn<Requirement>(requirements[found.list], id, after, NOUN))
}

export function replaceRequirement(requirements: Requirements, next: Requirement, after: string | null): Outcome {
  const removed = removeRequirement(requirements, next.id)
  return removed.ok ? addRequirement(removed.requirements, next, after) : removed
}

/** Asks a question: one that was noted, or a new one at the end of the list. */
export function askQuestion(requirements: Requirements, id: string, text: string, atMs: number): Outcome {
  const found = findRequirement(requirements, id)
  if (found && (found.list !== 'questions' || isAsked(found.item))) return refuse('This was already asked.')
  const asked: Question = { ...notedQuestion(id, text), status: 'waiting', askedAtMs: atMs }
  const { questions } = requirements
  if (found) return { ok: true, requirements: { ...requirements, questions: replaced(questions, asked) } }
  const last = questions.at(-1)?.id ?? null
  const outcome = addTo(questions, asked, last, 'question', LIMITS.questions)
  return outcome.ok ? { ok: true, requirements: { ...requirements, questions: outcome.list } } : outcome
}

/** Writes the answer to an asked question: a fact, or null where the problem keeps nothing back about it. */
export function answerQuestion(
  requirements: Requirements,
  id: string,
  fact: { fact: string; text: string } | null,
): Outcome {
  const question = requirements.questions.find((candidate) => candidate.id === id)
  if (!question || !isAsked(question)) return refuse('There is no such question to answer.')
  const answered: Question =
    fact === null
      ? { ...question, status: 'unanswered' }
      : { ...question, status: 'answered', facts: [...question.facts, fact] }
  return { ok: true, requirements: { ...requirements, questions: replaced(requirements.questions, answered) } }
}

/** The event that takes a change of the requirements back; null where the change does not fit. `state` is from before. */
export function invertRequirementEvent(state: InterviewState, payload: ContentPayload): ContentPayload | null {
  if (payload.type === 'requirement-added') return { type: 'requirement-removed', id: payload.requirement.id }
  const id = idOf(payload)
  const found = id === null ? null : findRequirement(state.requirements, id)
  if (id === null || !found) return null
  const after = idBefore(state.requirements[found.list], id)
  switch (payload.type) {
    case 'requirement-changed': {
      const fields = Object.entries(payload.patch).filter(([, value]) => value !== undefined)
      const old = fields.map(([key]) => [key, (found.item as unknown as Record<string, unknown>)[key]])
      return { type: 'requirement-changed', id, patch: Object.fromEntries(old) }
    }
    case 'requirement-removed':
      return { type: 'requirement-added', requirement: asRequirement(found.item), after }
    case 'requirement-moved':
      return { type: 'requirement-moved', id, after }
    case 'requirement-replaced':
      return { type: 'requirement-replaced', requirement: asRequirement(found.item), after }
    default:
      return null
  }
}

function idOf(payload: ContentPayload): string | null {
  if (payload.type === 'requirement-replaced') return payload.requirement.id
  return 'id' in payload ? payload.id : null
}

function notedQuestion(id: string, text: string): Question {
  return { list: 'questions', id, text, status: 'noted', askedAtMs: null, facts: [] }
}

function isAsked(item: Requirement | Question): boolean {
  return 'status' in item && item.status !== 'noted'
}

function asRequirement(item: Requirement | Question): Requirement {
  return item.list === 'questions' ? { list: 'questions', id: item.id, text: item.text } : item
}

function replaced(questions: Question[], question: Question): Question[] {
  return questions.map((other) => (other.id === question.id ? question : other))
}

function withList(
  requirements: Requirements,
  list: RequirementList,
  outcome: { ok: true; list: Requirement[] } | { ok: false; reason: string },
): Outcome {
  return outcome.ok ? { ok: true, requirements: { ...requirements, [list]: outcome.list } } : outcome
}
