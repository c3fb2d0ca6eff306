'use client'

import { nameFromText } from '@/core/estimate/cell-names'
import { sheetLimits } from '@/core/estimate/sheet'
import { classNames } from '@/ui/class-names'
import { useDraft } from '@/ui/use-draft'
import { asTyped } from '../as-typed'
import { pasteLines } from '../paste-lines'

export interface NameFieldProps {
  label: string
  name: string
  problem: string | undefined
  readOnly: boolean
  /** The cell is a remark, which needs no name. */
  isRemark: boolean
  onCommit: (name: string) => void
  /** The cell holds nothing yet: what cannot be a name may be its formula. */
  isBlank: boolean
  /** What was written belongs to the formula: it came after "=", or starts as no name can. */
  onFormula: (text: string) => void
  /** Several lines were pasted. */
  onPasteLines: (text: string) => void
}

const startsFormula = /^\s*[#\d$~(.]/

/**
 * The name of a cell. Spaces become "_" as they are typed, so that any wording gives a name that formulas can use; "=" goes
 * on to the formula, for those who write "users = 100M", and so do "# a remark" and "5 GB * 3" in a cell without a name.
 */
export function NameField(props: NameFieldProps) {
  const { label, name, problem, readOnly, isRemark, isBlank, onCommit, onFormula, onPasteLines } = props
  const draft = useDraft(name, (text) => onCommit(nameFromText(text)))
  function takeLines(lines: string) {
    draft.flush()
    onPasteLines(lines)
  }
  function take(text: string) {
    if (isBlank && draft.text === '' && startsFormula.test(text)) return onFormula(text)
    const [before = '', ...after] = text.split('=')
    draft.setText((after.length > 0 ? before.trimEnd().replace(/_+$/, '') : before).replace(/\s/g, '_'))
    if (after.length === 0) return
    draft.flush()
    onFormula(after.join('=').trim())
  }
  return (
    <input
      type="text"
      aria-label={label}
      aria-invalid={problem === undefined ? undefined : true}
      title={problem}
      {...asTyped}
      maxLength={sheetLimits.nameChars}
      placeholder={isRemark ? undefined : 'name'}
      readOnly={readOnly}
      value={draft.text}
      onChange={(event) => take(event.target.value)}
      onPaste={(event) => readOnly || pasteLines(event, takeLines)}
      onBlur={draft.flush}
      className={classNames(
        'h-7 w-full min-w-0 rounded-sm border bg-transparent px-1.5 font-medium text-ellipsis text-ink placeholder:font-normal placeholder:text-ink-3 placeholder:italic focus-visible:-outline-offset-1',
        isRemark && name === '' && '@max-[720px]:hidden',
        problem === undefined
          ? 'border-transparent hover:border-line focus:border-transparent read-only:hover:border-transparent'
          : 'border-bad',
      )}
    />
  )
}
