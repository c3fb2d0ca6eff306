import { MessageSquareText } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { OUTLINE, type StepId, stepOf } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { formatFactor, formatRate, formatRatio } from '@/core/units/format'

export interface StepGuideProps {
  step: StepId
  problem: CandidateProblem
  state: InterviewState
  /** Shown below the questions: what is found in the design. */
  children?: ReactNode
}

/** What this step is for, questions that help with it, the problem's text, and what the interviewer has said so far. */
export function StepGuide({ step, problem, state, children }: StepGuideProps) {
  const { name, purpose } = stepOf(step)
  const questions = problem.guide[step] ?? []
  const at = OUTLINE.findIndex((each) => each.id === step)
  return (
    <div className="flex flex-col gap-5">
      <section aria-labelledby="guide-step">
        <p className="text-xs font-medium text-ink-3">Step {at + 1} of 6</p>
        <h3 id="guide-step" className="text-md font-semibold">
          {name}
        </h3>
        <p className="mt-1 text-ink-2">{purpose}</p>
        {questions.length > 0 && (
          <>
            <h4 className="mt-3 text-sm font-semibold text-ink-2">Ask yourself</h4>
            <ul className="mt-1 flex list-disc flex-col gap-1 ps-4 marker:text-ink-3">
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      {step === 'requirements' && <ProblemText problem={problem} isOpen />}
      {children}
      <ReceivedFacts state={state} />
      {step !== 'requirements' && <ProblemText problem={problem} isOpen={false} />}
    </div>
  )
}

function ReceivedFacts({ state }: { state: InterviewState }) {
  const answered = state.requirements.questions.filter((question) => question.facts.length > 0)
  return (
    <section aria-labelledby="guide-facts">
      <h3 id="guide-facts" className="text-sm font-semibold text-ink-2">
        What the interviewer told you
      </h3>
      {answered.length === 0 && (
        <p className="mt-1 text-ink-3">Nothing yet. Some facts are given only to those who ask.</p>
      )}
      <ul className="mt-1 flex flex-col gap-1.5">
        {answered.flatMap((question) =>
          question.facts.map(({ fact, text }) => (
            <li key={`${question.id}-${fact}`} className="flex items-start gap-1.5">
              <MessageSquareText size={14} aria-hidden className="mt-0.5 shrink-0 text-accent" />
              {text}
            </li>
          )),
        )}
      </ul>
    </section>
  )
}

function ProblemText({ problem, isOpen }: { problem: CandidateProblem; isOpen: boolean }) {
  const { scope, requests, shareOfService } = problem.workload
  return (
    <details open={isOpen} className="border-t border-line pt-3">
      <summary className="cursor-pointer text-sm font-semibold text-ink-2">The problem</summary>
      {/* Made from content/ by the build's own Markdown chain, which sanitises it. */}
      <div className="prose mt-2 text-base!" dangerouslySetInnerHTML={{ __html: problem.statementHtml }} />
      <h4 className="mt-3 text-sm font-semibold text-ink-2">What stands on the canvas</h4>
      <p className="mt-1">{scope}</p>
      {shareOfService < 1 && (
        <p className="text-ink-3">
          That is {formatRatio(shareOfService)} of the whole: multiply by {formatFactor(1 / shareOfService).slice(1)}{' '}
          for all of it.
        </p>
      )}
      <table className="mt-2 w-full">
        <caption className="sr-only">Traffic of the design</caption>
        <tbody>
          {requests.map((request) => (
            <tr key={request.id} className="border-b border-line">
              <th scope="row" className="py-1 pe-2 text-start font-normal">
                {request.name}
              </th>
              <td className="py-1 text-end whitespace-nowrap">{formatRate(request.ratePerS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
