import type { SheetEdit } from '@/core/estimate/edits'
import type { Notice } from '@/core/estimate/evaluate-cell'
import type { Fix } from '@/core/estimate/source-problem'
import type { Cell } from '@/core/estimate/sheet'
import type { CellFrame, SheetFigures } from '../sheet-figures'
import { CellChain } from './cell-chain'
import { NoteAction, NoteLine, type Tone } from './note-line'

export interface CellNotesProps {
  id: string
  cell: Cell
  figures: SheetFigures
  frame: CellFrame
  linkProblem: string | undefined
  readOnly: boolean
  edit: (edits: SheetEdit[]) => void
}

export const hasNotes = (
  { error, nameProblem, echoes, warnings }: CellFrame,
  linkProblem: string | undefined,
): boolean =>
  error !== undefined || nameProblem !== undefined || linkProblem !== undefined || echoes.length + warnings.length > 0

/** What there is to say about a cell, below it: what is wrong and what to do, what may be wrong, how it was read. */
export function CellNotes({ id, cell, figures, frame, linkProblem, readOnly, edit }: CellNotesProps) {
  const setSrc = (src: string) => edit([{ type: 'cell-changed', id: cell.id, changes: { src } }])
  const { error, nameProblem, echoes, warnings } = frame
  const noun = error?.noun
  return (
    <div id={id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-1.5 pb-1 text-sm empty:hidden">
      {nameProblem !== undefined && <NoteLine tone="bad">{nameProblem}</NoteLine>}
      {error && (
        <NoteLine tone="bad">
          {error.message}
          {!readOnly && error.fix && <FixButton fix={error.fix} onFix={setSrc} />}
          {!readOnly && noun !== undefined && (
            <NoteAction onClick={() => edit([{ type: 'noun-added', noun }])}>Count {noun} in this sheet</NoteAction>
          )}
        </NoteLine>
      )}
      {linkProblem !== undefined && <NoteLine tone="warn">Does not reach the design: {linkProblem}</NoteLine>}
      <CellChain cell={cell} figures={figures} readOnly={readOnly} edit={edit} />
      {warnings.map((warning) => (
        <NoticeLine key={warning.text} tone="warn" notice={warning} readOnly={readOnly} onFix={setSrc} />
      ))}
      {echoes.map((echo) => (
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

interface NoticeLineProps {
  tone: Tone
  notice: Notice
  readOnly: boolean
  onFix: (src: string) => void
}

function NoticeLine({ tone, notice, readOnly, onFix }: NoticeLineProps) {
  return (
    <NoteLine tone={tone}>
      {notice.text}
      {!readOnly && notice.fix && <FixButton fix={notice.fix} onFix={onFix} />}
    </NoteLine>
  )
}

const FixButton = ({ fix, onFix }: { fix: Fix; onFix: (src: string) => void }) => (
  <NoteAction onClick={() => onFix(fix.src)}>{fix.label}</NoteAction>
)
