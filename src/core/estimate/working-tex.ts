import { lowered } from '@/core/units/raised-digits'
import { factorsOf, operatorRank } from './formula-text'
import type { Node } from './parse'
import type { LinePart } from './unit-line'
import type { WorkedCell } from './worked-cells'
import { valueText, type WorkingStep, writtenText } from './working-steps'

/** The working as TeX: an `aligned` for any formula. It needs amsmath, and cancel where units are struck. */
export function workingInTex(cell: WorkedCell, steps: readonly WorkingStep[]): string {
  if (steps.length === 0) return ''
  const lines = steps.map((step, index) => {
    const lead = index === 0 && cell.name !== '' ? `${inText(cell.name)} ` : ''
    if (step.kind === 'units') return `${lead}&\\phantom{={}} ${step.parts.map(partInTex).join('')}`
    if (step.kind === 'conversions') return `${lead}&\\phantom{={}} ${partsInTex(step)}`
    const sign = index === 0 && lead === '' ? '&' : step.isAbout ? '&\\approx ' : '&= '
    return `${lead}${sign}${lineInTex(step, cell)}`
  })
  const packages = steps.some(({ kind }) => kind === 'units') ? 'amsmath, cancel' : 'amsmath'
  return `% \\usepackage{${packages}}\n\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`
}

function lineInTex(step: WorkingStep, { root, values, src }: WorkedCell): string {
  if (step.kind === 'names') return formulaInTex(root, (leaf) => nameInTex(leaf, src))
  if (step.kind === 'values') return formulaInTex(root, (leaf) => quantityInTex(valueText(leaf, values)))
  return partsInTex(step)
}

const partsInTex = ({ parts }: WorkingStep): string => parts.map(({ text }) => quantityInTex(text)).join('')

const nameInTex = (leaf: Node, src: string): string => {
  const text = writtenText(leaf, src)
  return leaf.kind === 'name' ? inText(text) : quantityInTex(text)
}

/** A formula in TeX: fractions, powers and roots as such. `leaf` writes numbers and names. */
export function formulaInTex(node: Node, leaf: (leaf: Node) => string, outer = 0): string {
  switch (node.kind) {
    case 'binary':
      return binaryInTex(node, leaf, outer)
    case 'negate':
      return inBrackets(`-${formulaInTex(node.of, leaf, 3)}`, outer > 1)
    case 'convert':
      return inBrackets(`${formulaInTex(node.of, leaf)} \\rightarrow ${inText(node.text)}`, outer > 0)
    case 'call':
      return inBrackets(callInTex(node, leaf), outer > operatorRank['^'])
    default: {
      const text = leaf(node)
      return inBrackets(text, outer > operatorRank['^'] && node.kind !== 'name' && !/^[\d.]+$/.test(text))
    }
  }
}

function binaryInTex(node: Extract<Node, { kind: 'binary' }>, leaf: (leaf: Node) => string, outer: number): string {
  const { operator, left, right } = node
  if (operator === '^') return `${formulaInTex(left, leaf, operatorRank['^'] + 1)}^{${formulaInTex(right, leaf)}}`
  if (operator === '+' || operator === '-')
    return inBrackets(`${formulaInTex(left, leaf, 1)} ${operator} ${formulaInTex(right, leaf, 2)}`, outer > 1)
  const factors = factorsOf(node)
  const times = (side: 1 | -1, alone: number) => {
    const these = factors.filter((factor) => factor.side === side)
    const rank = these.length > 1 ? operatorRank['*'] : alone
    return these.map((factor) => formulaInTex(factor.node, leaf, rank)).join(' \\times ')
  }
  const isFraction = factors.some(({ side }) => side === -1)
  if (!isFraction) return inBrackets(times(1, 2), outer > 2)
  return inBrackets(`\\frac{${times(1, 0) || '1'}}{${times(-1, 0)}}`, outer > operatorRank['^'])
}

function callInTex({ name, args }: Extract<Node, { kind: 'call' }>, leaf: (leaf: Node) => string): string {
  const inner = args.map((arg) => formulaInTex(arg, leaf)).join(', ')
  if (name === 'sqrt') return `\\sqrt{${inner}}`
  const fences = fencesOf[name]
  if (fences) return `\\left\\${fences[0]} ${inner} \\right\\${fences[1]}`
  return `${functionsInTex[name] ?? `\\operatorname{${escapeTex(name)}}`}\\left(${inner}\\right)`
}

const fencesOf: Readonly<Record<string, readonly [string, string]>> = {
  ceil: ['lceil', 'rceil'],
  floor: ['lfloor', 'rfloor'],
  abs: ['lvert', 'rvert'],
}
const functionsInTex: Readonly<Record<string, string>> = {
  ln: '\\ln',
  log2: '\\log_{2}',
  log10: '\\log_{10}',
  min: '\\min',
  max: '\\max',
}

const inBrackets = (text: string, needed: boolean): string => (needed ? `\\left(${text}\\right)` : text)

const partInTex = ({ text, struck }: LinePart): string => (struck ? `\\cancel{${inText(text)}}` : quantityInTex(text))

/** What is written between numbers, with powers of ten and signs as mathematics and the rest as text. */
export function quantityInTex(text: string): string {
  const parts = text.split(/( ?[×→≈] ?|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[\u202f]?×[\u202f]?)/u)
  return parts
    .filter((part) => part !== '')
    .map(symbolInTex)
    .join('')
}

function symbolInTex(part: string): string {
  const sign = { '×': ' \\times ', '→': ' \\rightarrow ', '≈': '\\approx ' }[part.trim()]
  if (sign !== undefined) return sign
  const power = /^10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/u.exec(part)?.[1]
  if (power !== undefined) return `10^{${lowered(power)}}`
  // Numbers are mathematics; what belongs to them is text.
  const [, number = '', rest = ''] = /^(−?\d[\d.\u202f]*(?<=\d))?(.*)$/su.exec(part) ?? []
  return `${number.replace('−', '-').replaceAll('\u202f', '\\,')}${rest === '' ? '' : inText(rest)}`
}

/** Plain words in TeX: nothing in them is a command, whatever a cell is called. */
export const inText = (text: string): string => `\\text{${escapeTex(text)}}`

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '\u202f': '\\,',
  '\u00a0': '~',
  '−': '$-$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  µ: '$\\mu$',
  '≈': '$\\approx$',
  '→': '$\\rightarrow$',
  '±': '$\\pm$',
  '∞': '$\\infty$',
}

export const escapeTex = (text: string): string => Array.from(text, (letter) => escapes[letter] ?? letter).join('')
