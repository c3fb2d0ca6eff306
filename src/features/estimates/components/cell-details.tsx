'use client'

import { Unlink } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { linkKey, linkValue } from '@/core/estimate/link-value'
import { roleSpecs } from '@/core/estimate/roles'
import { type CellRole, sheetLimits } from '@/core/estimate/sheet'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { whenReachable } from '@/ui/fetched-part'
import { DraftInput, GrowingText } from '@/ui/growing-text'
import type { LinkTarget } from '../link-targets'
import { CellUncertainty } from './cell-uncertainty'
import type { CellProps } from './sheet-props'

const Waiting = () => <p className="min-h-16 text-sm text-ink-3">Working it out…</p>
/* Loads where a cell is opened up: the sheet itself does without. */
const CellWorking = dynamic(
  whenReachable(() => import('./cell-working').then((module) => module.CellWorking)),
  {
    ssr: false,
    loading: Waiting,
  },
)
const CellSensitivity = dynamic(
  whenReachable(() => import('./cell-sensitivity').then((module) => module.CellSensitivity)),
  {
    ssr: false,
    loading: Waiting,
  },
)
const SolveForm = dynamic(
  whenReachable(() => import('./solve-form').then((module) => module.SolveForm)),
  { ssr: false },
)

const WITHOUT_WORKING = {
  error: 'Not worked out: the formula has an error.',
  empty: 'Write a formula, and how it comes about stands here.',
  text: 'A remark, with nothing to work out.',
} as const

export interface CellDetailsProps extends CellProps {
  /** Side by side where there is room, below each other in a panel. */
  layout: 'row' | 'column'
}

/** All there is to a cell besides its formula: the working, what it stands for, where it goes, a note. */
export function CellDetails(props: CellDetailsProps) {
  const { cell, result, edit, readOnly, targets, layout, figures } = props
  const change = (changes: Parameters<typeof asChange>[1]) => edit([asChange(cell.id, changes)])
  const name = cell.name || 'it'
  const sideBySide = classNames('flex flex-col gap-4', layout === 'row' && 'md:flex-row md:gap-8')
  return (
    <div className="flex flex-col gap-4">
      <div className={sideBySide}>
        <Part title="Working" of={name}>
          {result.state === 'value' ? (
            <CellWorking figures={figures} result={result} />
          ) : (
            <p className="text-sm text-ink-3">{WITHOUT_WORKING[result.state]}</p>
          )}
          <CellUncertainty cellId={cell.id} name={name} figures={figures} />
        </Part>
        <section
          aria-label={`What it stands for: ${name}`}
          className="grid min-w-0 flex-1 auto-rows-min grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5"
        >
          <Label>Stands for</Label>
          <RolePicker role={cell.role} readOnly={readOnly} onChange={(role) => change({ role })} />
          <Label>Shown in</Label>
          <DraftInput
            label="Unit to show it in"
            placeholder="as computed, or GB/day"
            value={cell.displayUnit ?? ''}
            readOnly={readOnly}
            maxLength={sheetLimits.unitChars}
            onCommit={(text) => change({ displayUnit: text.trim() === '' ? null : text.trim() })}
            className="w-full bg-surface font-mono text-sm"
          />
          {targets && <LinkPart {...props} targets={targets} />}
          <Label>Note</Label>
          <GrowingText
            label="Note"
            placeholder="Why this number?"
            value={cell.note ?? ''}
            readOnly={readOnly}
            maxLength={sheetLimits.noteChars}
            onCommit={(text) => change({ note: text.trim() === '' ? null : text })}
            className="w-full"
          />
        </section>
      </div>
      {props.more?.(cell.id)}
      <div className={classNames(sideBySide, 'empty:hidden')}>
        {result.bounds && (
          <Part title="What it hangs on" of={name}>
            <CellSensitivity figures={figures} result={result} />
          </Part>
        )}
        {result.state === 'value' && result.uses.length > 0 && (
          <Part title="Solve for" of={name}>
            <SolveForm figures={figures} result={result} edit={edit} readOnly={readOnly} />
          </Part>
        )}
      </div>
    </div>
  )
}

/** A landmark: several cells may be open at once, so that each says whose it is. */
function Part({ title, of, children }: { title: string; of: string; children: ReactNode }) {
  return (
    <section aria-label={`${title}: ${of}`} className="min-w-0 flex-1">
      <p aria-hidden className="mb-1 text-xs font-medium text-ink-3">
        {title}
      </p>
      {children}
    </section>
  )
}

type Changes = Extract<Parameters<CellProps['edit']>[0][number], { type: 'cell-changed' }>['changes']
const asChange = (id: string, changes: Changes) => ({ type: 'cell-changed' as const, id, changes })

const Label = ({ children }: { children: string }) => (
  <span aria-hidden className="text-xs text-ink-3">
    {children}
  </span>
)

const selectClass =
  'h-7 w-full min-w-0 rounded-sm border border-edge bg-surface px-1 text-ink disabled:opacity-60 focus-visible:-outline-offset-1'

interface RolePickerProps {
  role: CellRole | undefined
  readOnly: boolean
  onChange: (role: CellRole | null) => void
}

function RolePicker({ role, readOnly, onChange }: RolePickerProps) {
  return (
    <select
      aria-label="What the cell stands for"
      className={selectClass}
      disabled={readOnly}
      value={role ?? ''}
      onChange={(event) => onChange((event.target.value || null) as CellRole | null)}
    >
      <option value="">Nothing in particular</option>
      {roleSpecs.map((spec) => (
        <option key={spec.role} value={spec.role}>
          {spec.label}
        </option>
      ))}
    </select>
  )
}

function LinkPart({ cell, result, edit, readOnly, targets }: CellDetailsProps & { targets: readonly LinkTarget[] }) {
  const key = cell.link ? linkKey(cell.link) : ''
  const target = targets.find((candidate) => linkKey(candidate.link) === key)
  const groups = new Set(targets.map(({ group }) => group))
  const choose = (wanted: string) => {
    const link = targets.find((candidate) => linkKey(candidate.link) === wanted)?.link ?? null
    edit([asChange(cell.id, { link })])
  }
  const given = cell.link && result.quantity ? linkValue(result.quantity, cell.link) : undefined
  return (
    <>
      <Label>Feeds</Label>
      <div className="flex min-w-0 items-center gap-1">
        <select
          aria-label="What of the design it feeds"
          className={selectClass}
          disabled={readOnly}
          value={key}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">Nothing in the design</option>
          {cell.link && !target && <option value={key}>Something that was removed</option>}
          {[...groups].map((group) => (
            <optgroup key={group} label={group}>
              {targets
                .filter((candidate) => candidate.group === group)
                .map((candidate) => (
                  <option key={linkKey(candidate.link)} value={linkKey(candidate.link)}>
                    {candidate.label} (now {candidate.current})
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        {cell.link && !readOnly && (
          <IconButton
            size="sm"
            label="Unlink from the design"
            onClick={() => edit([asChange(cell.id, { link: null })])}
          >
            <Unlink size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {given && !given.ok && <p className="col-span-2 text-sm text-warn">{given.reason}</p>}
    </>
  )
}
