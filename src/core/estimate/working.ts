import type { SheetResult } from './evaluate-sheet'
import { sayAloud } from './say-aloud'
import { workedCell, workedCells } from './worked-cells'
import { stepsOf, type WorkingStep } from './working-steps'
import { workingInTex } from './working-tex'

/** How a cell came about, in every form it is shown and copied in. Plain data. */
export interface Working {
  /** Empty for a number as it stands. */
  steps: WorkingStep[]
  text: string
  tex: string
  /** What to say in an interview. */
  aloud: string
}

/** The working of a cell; undefined for one without a value. */
export function workingOf(result: SheetResult, id: string): Working | undefined {
  const cells = workedCells(result, id)
  const cell = cells.at(-1)
  if (!cell) return undefined
  const steps = stepsOf(cell)
  return { steps, text: workingInText(cell.name, steps), tex: workingInTex(cell, steps), aloud: sayAloud(cells) }
}

/** The working line by line; empty for a number as it stands, and for a cell without a value. */
export function workingSteps(result: SheetResult, id: string): WorkingStep[] {
  const cell = workedCell(result, id)
  return cell ? stepsOf(cell) : []
}

/** In plain text, for a message or a document: struck units keep their stroke. */
function workingInText(name: string, steps: WorkingStep[]): string {
  return steps
    .map(({ kind, parts, isAbout }, index) => {
      const lead = index === 0 ? name : ' '.repeat(name.length)
      const isAside = kind === 'units' || kind === 'conversions' || (index === 0 && name === '')
      const sign = isAside ? '   ' : isAbout ? ' ≈ ' : ' = '
      return `${lead}${sign}${parts.map(({ text, struck }) => (struck ? strikeThrough(text) : text)).join('')}`
    })
    .join('\n')
}

/** "u̶s̶e̶r̶s̶": each letter with a combining long stroke. */
const strikeThrough = (text: string): string => Array.from(text, (letter) => `${letter}\u0336`).join('')
