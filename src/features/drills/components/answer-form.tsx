'use client'

import { type FormEvent, useState } from 'react'
import { MAX_ANSWER_CHARS, type ReadAnswer, readAnswer } from '@/core/drills/answer'
import type { Asked } from '@/core/drills/question'
import { formatNumber } from '@/core/units/format'
import { Button } from '@/ui/button'
import { Kbd } from '@/ui/display'
import { Input } from '@/ui/input'
import { ChoiceList } from './choice-list'

export interface AnswerFormProps {
  asked: Asked
  isWaiting: boolean
  /** Says why an answer is not taken yet, or null. */
  onAnswer: (text: string | null) => Promise<string | null>
}

/** Where one answers: a number with its unit, a range, or one of a few. Enter sends it. */
export function AnswerForm({ asked, isWaiting, onAnswer }: AnswerFormProps) {
  const [text, setText] = useState('')
  const [objection, setObjection] = useState<string | null>(null)
  const read = readAnswer(text, asked)

  function change(next: string) {
    setText(next)
    setObjection(null)
  }
  async function send(event: FormEvent) {
    event.preventDefault()
    if (isWaiting) return
    setObjection(read.state === 'unreadable' ? read.message : await onAnswer(text))
  }

  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      {asked.kind === 'choice' ? (
        <ChoiceList options={asked.options} value={text} onValueChange={change} note={objection} />
      ) : (
        <QuantityBox asked={asked} text={text} onTextChange={change} read={read} objection={objection} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={isWaiting || text.trim() === ''}>
          Answer <Kbd>Enter</Kbd>
        </Button>
        <Button variant="quiet" disabled={isWaiting} onClick={() => void onAnswer(null)}>
          I don’t know
        </Button>
      </div>
    </form>
  )
}

interface QuantityBoxProps {
  asked: Exclude<Asked, { kind: 'choice' }>
  text: string
  onTextChange: (text: string) => void
  read: ReadAnswer
  objection: string | null
}

function QuantityBox({ asked, text, onTextChange, read, objection }: QuantityBoxProps) {
  const isRange = asked.kind === 'range'
  return (
    <div>
      <label htmlFor="drill-answer" className="mb-1 block text-sm font-medium text-ink-2">
        {isRange ? 'Your 90 % range' : 'Your answer'}
      </label>
      <Input
        id="drill-answer"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing there is to do, and it came when one asked for it
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={MAX_ANSWER_CHARS}
        value={text}
        placeholder={placeholderOf(asked)}
        aria-describedby="drill-reading"
        aria-invalid={objection !== null}
        onChange={(event) => onTextChange(event.target.value)}
        className="h-10 max-w-[420px] font-mono text-md"
      />
      {/* It keeps its two lines, so that nothing below it moves. */}
      <p id="drill-reading" aria-live="polite" className="min-h-10 pt-1 text-sm text-ink-3">
        {objection ? <span className="text-bad">{objection}</span> : readingText(read, isRange)}
      </p>
    </div>
  )
}

const placeholderOf = ({ kind, unit }: QuantityBoxProps['asked']): string => {
  const of = (amount: string) => (unit.startsWith('$') ? `$${amount}${unit.slice(1)}` : `${amount} ${unit}`.trim())
  return kind === 'range' ? `such as ${of('5 to 20')}` : `such as ${of('12')}`
}

function readingText(read: ReadAnswer, isRange: boolean): string {
  switch (read.state) {
    case 'quantity':
      return `Read as ${read.display}`
    case 'range':
      return `Read as ${read.display}: a factor of ${formatNumber(read.high / read.low, { figures: 2, scale: 'grouped' })} from end to end`
    case 'unreadable':
      return read.message
    default:
      return isRange
        ? 'Narrow ranges score more; one that misses scores little.'
        : 'A number with its unit. A factor of two is near enough.'
  }
}
