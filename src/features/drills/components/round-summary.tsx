'use client'

import { Link2 } from 'lucide-react'
import { questionsText } from '@/core/drills/question-link'
import { Button } from '@/ui/button'
import { Badge } from '@/ui/display'
import { toast } from '@/ui/toaster'
import type { RoundPlan, Told } from '../use-drill-round'
import { counted } from '../words'
import { pointsText } from './told-answer'

export interface RoundSummaryProps {
  told: readonly Told[]
  plan: RoundPlan
  why: 'done' | 'stopped' | 'nothing-left'
  onAgain: () => void
}

/** What a round came to, and the link with which others get the same one. */
export function RoundSummary({ told, plan, why, onAgain }: RoundSummaryProps) {
  const points = told.reduce((sum, { feedback: { grade } }) => sum + grade.points + grade.bonus, 0)
  return (
    <section className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
      <h2 className="text-lg font-semibold">
        {told.length === 0
          ? 'No answers'
          : `${counted(told.length, 'answer')}, ${Math.round(points / told.length)} points on average`}
      </h2>
      {why === 'nothing-left' && (
        <p className="text-ink-2">
          There is nothing left that you have not had within a month. Choose other topics, or other numbers.
        </p>
      )}
      {told.length > 0 && (
        <ol className="divide-y divide-line border-y border-line">
          {told.map(({ put: { id, question }, feedback: { grade } }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <span className="min-w-40 flex-1">{question.title}</span>
              <span className="text-ink-2">{grade.verdict}</span>
              <Badge tone={grade.credit >= 0.8 ? 'good' : grade.credit > 0 ? 'warn' : 'bad'}>{pointsText(grade)}</Badge>
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap gap-2">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter goes on where Enter has led so far */}
        <Button variant="primary" autoFocus onClick={onAgain}>
          New round
        </Button>
        {told.length > 0 && (
          <Button icon={<Link2 size={14} aria-hidden />} onClick={() => void copyLink(told, plan)}>
            Copy a link to these questions
          </Button>
        )}
      </div>
    </section>
  )
}

async function copyLink(told: readonly Told[], { isOpenBook }: RoundPlan): Promise<void> {
  const ask = questionsText(told.map(({ put }) => put.question.ref))
  const link = `${location.origin}/drills?ask=${ask}${isOpenBook ? '&book=open' : ''}`
  try {
    await navigator.clipboard.writeText(link)
    toast.success('The link is copied: it asks everybody the same')
  } catch {
    window.prompt('The link to these questions:', link)
  }
}
