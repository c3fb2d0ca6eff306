'use client'

import { type FormEvent, useId, useState } from 'react'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import { solvableInputs, type Solution, type SolvedValue } from '@/core/estimate/solve-for'
import type { Cell } from '@/core/estimate/sheet'
import { Button } from '@/ui/button'
import { Input, Select } from '@/ui/input'
import type { SheetFigures } from '../sheet-figures'
import { type CellProps, cellTitle } from './sheet-props'

export interface SolveFormProps extends Pick<CellProps, 'edit' | 'readOnly'> {
  figures: SheetFigures
  result: CellResult
}

interface Answered {
  solution: Solution
  /** What was asked, in words that stay when the fields change. */
  input: Cell
  /** The figures that it was answered for. */
  result: CellResult
}

/** "Which users make it 50k requests/s?" Nothing where the cell depends on no other. */
export function SolveForm({ figures, result, edit, readOnly }: SolveFormProps) {
  const { cells } = figures.sheetNow()
  const inputs = solvableInputs(figures.resultNow(), result.id).flatMap(
    (id) => cells.find((cell) => cell.id === id) ?? [],
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [limit, setLimit] = useState('')
  const [answered, setAnswered] = useState<Answered | null>(null)
  const id = useId()
  const input = inputs.find((candidate) => candidate.id === chosen) ?? inputs[0]
  if (!input) return null

  async function solve(event: FormEvent) {
    event.preventDefault()
    if (!input) return
    const answer = await figures.ask({ kind: 'solve', outputId: result.id, inputId: input.id, limit })
    const solution: Solution =
      answer?.kind === 'solve' ? answer.solution : { kind: 'refused', message: 'This could not be worked out here.' }
    setAnswered({ solution, input, result })
  }

  return (
    <form onSubmit={(event) => void solve(event)} className="flex flex-col gap-2">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
        <label className="text-xs text-ink-3" htmlFor={`${id}-input`}>
          Which value of
          <Select
            id={`${id}-input`}
            className="mt-0.5 text-sm"
            value={input.id}
            options={inputs.map((cell) => ({ value: cell.id, label: cellTitle(cell, cells.indexOf(cell)) }))}
            onValueChange={setChosen}
          />
        </label>
        <label className="text-xs text-ink-3" htmlFor={`${id}-limit`}>
          makes it
          <Input
            id={`${id}-limit`}
            className="mt-0.5 font-mono text-sm"
            placeholder={result.display}
            value={limit}
            maxLength={120}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setLimit(event.target.value)}
          />
        </label>
        <Button type="submit">Solve</Button>
      </div>
      <div role="status" className="min-h-9 text-sm">
        {answered && <Answer {...answered} isOld={answered.result !== result} />}
        {answered?.solution.kind === 'found' && !readOnly && isPlainInput(answered.input, figures) && (
          <Use solved={answered.solution.solved} input={answered.input} edit={edit} />
        )}
      </div>
    </form>
  )
}

const isPlainInput = ({ id }: Cell, figures: SheetFigures): boolean => figures.cell(id).result.uses.length === 0

function Use({ solved, input, edit }: { solved: SolvedValue; input: Cell; edit: CellProps['edit'] }) {
  const put = () => edit([{ type: 'cell-changed', id: input.id, changes: { src: solved.display } }])
  return (
    <Button size="sm" className="mt-1 max-w-full" onClick={put}>
      <span className="truncate">
        Put {solved.display} into {nameOf(input)}
      </span>
    </Button>
  )
}

const nameOf = ({ name }: Cell): string => (name === '' ? 'the cell' : name)

function Answer({ solution, input, isOld }: { solution: Solution; input: Cell; isOld: boolean }) {
  if (solution.kind === 'refused') return <p className="text-bad">{solution.message}</p>
  const tried = `Tried ${solution.from} to ${solution.to}.`
  return (
    <p>
      {isOld && <span className="text-ink-3">Before the last change: </span>}
      <AnswerText solution={solution} name={nameOf(input)} />{' '}
      {solution.kind !== 'already-there' && <span className="text-ink-3">{tried}</span>}
    </p>
  )
}

function AnswerText({ solution, name }: { solution: Exclude<Solution, { kind: 'refused' }>; name: string }) {
  switch (solution.kind) {
    case 'already-there':
      return <>It is {solution.limit} already.</>
    case 'no-value':
      return (
        <>
          No value of {name} makes it {solution.limit}: it stays between {solution.least} and {solution.most}.
        </>
      )
    case 'not-monotone':
      return (
        <>
          It does not only rise or only fall with {name}.{' '}
          {solution.solved.length === 0
            ? `No value that was tried makes it ${solution.limit}.`
            : `It is ${solution.limit} at ${solution.solved.map(({ display }) => display).join(' and ')}.`}
        </>
      )
    default:
      return <Found solved={solution.solved} name={name} limit={solution.limit} />
  }
}

function Found({ solved, name, limit }: { solved: SolvedValue; name: string; limit: string }) {
  const value = <strong className="font-semibold">{solved.display}</strong>
  if (solved.jumpsFrom === undefined)
    return (
      <>
        With {name} at {value} it is {limit}.
      </>
    )
  return (
    <>
      It is never exactly {limit}: with {name} at {value} it jumps from {solved.jumpsFrom} to {solved.output}.
    </>
  )
}
