import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SheetEdit } from '@/core/estimate/edits'
import type { Notice } from '@/core/estimate/evaluate-cell'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Fix } from '@/core/estimate/source-problem'
import type { Cell } from '@/core/estimate/sheet'
import { classNames } from '@/ui/class-names'

export interface CellNotesProps {
  id: string
  cell: Cell
  result: CellResult
  linkProblem: string | undefined
  readOnly: boolean
  edit: (edits: SheetEdit[]) => void
}

export const hasNotes = (result: CellResult, linkProblem: string | undefined): boolean =>
  result.error !== undefined ||
  result.nameProblem !== undefined ||
  linkProblem !== undefined ||
  result.echoes.length + result.warnings.length > 0

/** What there is to say about a cell, below it: what is wrong and what to do, what may be wrong, how it was read. */
export function CellNotes({ id, cell, result, linkProblem, readOnly, edit }: CellNotesProps) {
  const setSrc = (src: string) => edit([{ type: 'cell-changed', id: cell.id, changes: { src } }])
  const { error, nameProblem } = result
  const noun = error?.noun
  return (
    <div id={id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-1.5 pb-1 text-sm empty:hidden">
      {nameProblem !== undefined && <Line tone="bad">{nameProblem}</Line>}
      {error && (
        <Line tone="bad">
          {error.message}
          {!readOnly && error.fix && <FixButton fix={error.fix} onFix={setSrc} />}
          {!readOnly && noun !== undefined && (
            <Action onClick={() => edit([{ type: 'noun-added', noun }])}>Count {noun} in this sheet</Action>
          )}
        </Line>
      )}
      {linkProblem !== undefined && <Line tone="warn">Does not reach the design: {linkProblem}</Line>}
      {result.warnings.map((warning) => (
        <NoticeLine key={warning.text} tone="warn" notice={warning} readOnly={readOnly} onFix={setSrc} />
      ))}
      {result.echoes.map((echo) => (
        <NoticeLine
          key={`${echo.at?.start}-${echo.text}`}
          tone="info"
          notice={echo}
          readOnly={readOnly}
          onFix={setSrc}
        />
      ))}
    </div>
  )
}

type Tone = 'bad' | 'warn' | 'info'
const icons = { bad: CircleAlert, warn: TriangleAlert, info: Info }
const colours = { bad: 'text-bad', warn: 'text-warn', info: 'text-ink-3' }

function Line({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <span className={classNames('inline-flex min-w-0 items-start gap-1', colours[tone])}>
      <Icon size={12} aria-hidden className="mt-[3px] shrink-0" />
      <span className="min-w-0">{children}</span>
    </span>
  )
}

interface NoticeLineProps {
  tone: Tone
  notice: Notice
  readOnly: boolean
  onFix: (src: string) => void
}

function NoticeLine({ tone, notice, readOnly, onFix }: NoticeLineProps) {
  return (
    <Line tone={tone}>
      {notice.text}
      {!readOnly && notice.fix && <FixButton fix={notice.fix} onFix={onFix} />}
    </Line>
  )
}

const FixButton = ({ fix, onFix }: { fix: Fix; onFix: (src: string) => void }) => (
  <Action onClick={() => onFix(fix.src)}>{fix.label}</Action>
)

function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="ms-1.5 rounded-sm px-0.5 text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {children}
    </button>
  )
}
