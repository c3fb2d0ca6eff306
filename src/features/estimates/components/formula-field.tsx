'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Sheet, sheetLimits } from '@/core/estimate/sheet'
import { classNames } from '@/ui/class-names'
import { useDraft } from '@/ui/use-draft'
import { asTyped } from '../as-typed'
import { pasteLines } from '../paste-lines'
import type { CellFrame } from '../sheet-figures'
import { FormulaKeys } from './formula-keys'
import { MarkedText } from './marked-text'
import { SuggestionList } from './suggestion-list'
import { useCompletion } from './use-completion'

export interface FormulaFieldProps {
  cellId: string
  label: string
  src: string
  frame: CellFrame
  /** The sheet as it is now, for completion. */
  sheetNow: () => Sheet
  readOnly: boolean
  placeholder: string | undefined
  /** Id of the messages below, for screen readers. */
  notesId: string | undefined
  /** What is typed and not yet handed on; null when nothing is. */
  onTyping: (cellId: string, text: string | null) => void
  onCommit: (text: string) => void
  /** Several lines were pasted. */
  onPasteLines: (text: string) => void
  describe: (cellId: string) => string
}

const shape =
  'col-start-1 row-start-1 min-h-7 rounded-sm border px-1.5 py-1 font-mono text-sm/[19px] [overflow-wrap:anywhere] whitespace-pre-wrap'

export function FormulaField(props: FormulaFieldProps) {
  const { cellId, label, src, frame, sheetNow, readOnly, placeholder, notesId, onTyping, onCommit, describe } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const anchor = useRef<HTMLSpanElement>(null)
  const listId = useId()
  const [hasKeys, setHasKeys] = useKeysShown()
  const draft = useDraft(src, onCommit)
  const { text } = draft
  const completion = useCompletion({ field, text, setText: draft.setText, sheetNow, cellId, describe })

  const pending = text === src ? null : text
  useEffect(() => onTyping(cellId, pending), [cellId, pending, onTyping])

  function takeLines(lines: string) {
    draft.flush()
    props.onPasteLines(lines)
  }

  function insert(sign: string) {
    const { next, caret } = withInserted(text, sign, field.current)
    flushSync(() => draft.setText(next))
    field.current?.setSelectionRange(caret, caret)
    completion.typed(next, caret)
  }

  const isRemark = frame.state === 'text'
  return (
    <div className="relative grid min-w-0">
      <div aria-hidden className={classNames(shape, 'border-transparent text-transparent select-none')}>
        <MarkedText
          text={text || placeholder || ''}
          error={text === '' ? undefined : frame.error}
          anchorAt={completion.list?.start}
          anchor={anchor}
        />
      </div>
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={completion.list ? listId : undefined}
        aria-activedescendant={completion.active >= 0 ? `${listId}-${completion.active}` : undefined}
        aria-invalid={frame.error ? true : undefined}
        aria-describedby={notesId}
        {...asTyped}
        maxLength={sheetLimits.srcChars}
        placeholder={placeholder}
        readOnly={readOnly}
        value={text}
        onChange={(event) => {
          // the space after the "=" that led here
          draft.setText(text === '' ? event.target.value.trimStart() : event.target.value)
          completion.typed(event.target.value, event.target.selectionStart)
        }}
        onKeyDown={completion.onKeyDown}
        onPaste={(event) => readOnly || pasteLines(event, takeLines)}
        onFocus={() => setHasKeys(true)}
        onBlur={() => {
          setHasKeys(false)
          completion.close()
          draft.flush()
        }}
        className={classNames(
          shape,
          'resize-none overflow-hidden bg-transparent placeholder:text-ink-3 placeholder:italic',
          'border-transparent hover:border-line focus:border-transparent focus-visible:-outline-offset-1 read-only:hover:border-transparent',
          isRemark ? 'font-sans text-base/[19px] font-semibold text-ink-2' : 'text-ink',
        )}
      />
      {completion.list && (
        <SuggestionList
          id={listId}
          items={completion.list.items}
          active={completion.active}
          anchor={anchor}
          onChoose={completion.choose}
        />
      )}
      {hasKeys && !readOnly && <FormulaKeys onInsert={insert} className="hidden pointer-coarse:flex" />}
    </div>
  )
}

/** A tap outside takes the focus first: were the keys gone at once, what was tapped would have moved away before the click. */
const TAP_MS = 300

function useKeysShown() {
  const [isShown, setIsShown] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  function show(isWanted: boolean) {
    clearTimeout(timer.current)
    if (isWanted) setIsShown(true)
    else timer.current = setTimeout(() => setIsShown(false), TAP_MS)
  }
  return [isShown, show] as const
}

/** A sign in the place of what is selected, and where the caret is then. */
function withInserted(text: string, sign: string, field: HTMLTextAreaElement | null) {
  const { selectionStart: from, selectionEnd: to } = field ?? { selectionStart: text.length, selectionEnd: text.length }
  return { next: `${text.slice(0, from)}${sign}${text.slice(to)}`, caret: from + sign.length }
}
