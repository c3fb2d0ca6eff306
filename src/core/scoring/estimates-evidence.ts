import type { ProblemKey, ReferenceFigure } from '@/core/content/problem'
import { comparison, dexCredit, rangeCredit } from '@/core/estimate/closeness'
import { feedsOf } from '@/core/estimate/link-value'
import { roleSpec } from '@/core/estimate/roles'
import type { Quantiles } from '@/core/estimate/quantiles'
import type { CellRole, Sheet } from '@/core/estimate/sheet'
import { possibleCause, type Slip } from '@/core/estimate/slips'
import { hardOf, isPlain, makeDims, sameDims } from '@/core/units/dims'
import { formatRate } from '@/core/units/format'
import { formatQuantity } from '@/core/units/format-quantity'
import { isData, isWorkedOut, type MatchedAssumption } from './estimate-inputs'
import { type Found, pointer, pointersTo, WORDS_SHARE } from './evidence'
import { gradedCells, matchSheet } from './match-sheet'
import { structuralError } from './named-errors'
import { hasPath, type InterviewReading, isWired, nodesOf } from './reading'
import { behindFigures, type ReferenceFigures, referenceFigures } from './reference-estimates'

const DAY_S = 86_400
/** Up to a factor of 3 outside its band an assumption is unusual; beyond, it is flagged. */
const UNUSUAL_DEX = Math.log10(3)

export function estimatesEvidence(reading: InterviewReading): Found[] {
  const { estimates } = reading.problem.key
  const graded = estimates.figures.filter((figure) => figure.role !== undefined)
  const roots = gradedCells(estimates, reading.sheet)
  const matched = matchSheet(estimates, reading.state.sheet, reading.sheet)
  const factors = new Map(matched.map(({ assumption, factor }) => [assumption.name, factor]))
  const reference = referenceFigures(estimates, factors)
  return [
    ...graded.map((figure) => roleItem(reading, figure, { matched, reference })),
    assumptionsItem(reading, matched, roots),
    unitsItem(reading),
    ...bindingItems(reading),
    uncertaintyItem(reading, matched),
  ]
}

/** Why a role has no value: a cell that has it is in error, or there is none. */
function withoutValue({ state }: InterviewReading, role: CellRole, counterfactual: string) {
  const { label } = roleSpec(role)
  const cell = state.sheet.cells.find((candidate) => candidate.role === role)
  return cell
    ? {
        why: `${cell.name ? `“${cell.name}”` : 'A cell'} has the role “${label}”, but no value.`,
        pointers: [pointer('cell', cell.id)],
        counterfactual: 'Resolve what is wrong in the cell, or in those that it is worked out from.',
      }
    : { why: `No cell has the role “${label}”.`, counterfactual }
}

interface Follows {
  matched: readonly MatchedAssumption[]
  /** What follows from the candidate's own assumptions. */
  reference: ReferenceFigures
}

function roleItem(reading: InterviewReading, figure: ReferenceFigure, { matched, reference }: Follows): Found {
  const role = figure.role!
  const targets = reference.byRole.get(role) ?? []
  const { label } = roleSpec(role)
  const id = reading.sheet.byRole.get(role)
  const cell = reading.state.sheet.cells.find((candidate) => candidate.id === id)
  const base = {
    id: `E.${role}`,
    criterion: 'E',
    tier: figure.tier ?? 'should',
    text: `${label}: ${figure.text}`,
  } as const
  const counterfactual = `Work it out from your assumptions in a cell, and give the cell the role “${label}”.`
  if (!cell || id === undefined) return { ...base, credit: 0, ...withoutValue(reading, role, counterfactual) }
  const { value, display } = valueOf(reading, id, role)
  const ratios = targets.map((target) => value / target)
  const ratio = ratios.toSorted((a, b) => Math.abs(Math.log10(a)) - Math.abs(Math.log10(b)))[0] ?? Number.NaN
  const dex = Math.abs(Math.log10(ratio))
  const derived = dexCredit(dex)
  const { sheet } = reading.state
  const isBare = !isWorkedOut(id, sheet, reading.sheet)
  const { estimates } = reading.problem.key
  const wrong = derived < 1 ? structuralError({ cell, value, figure, sheet, estimates, matched, reference }) : null
  const cause = wrong
    ? ` In its working ${wrong.says}.`
    : derived < 1
      ? possibleCause(ratio, ownFactors(figure, { matched, reference }, estimates))
      : ''
  return {
    ...base,
    credit: isBare ? Math.min(derived, WORDS_SHARE) : derived,
    why: `${display}: ${comparison(ratio)} what follows from your own assumptions${isBare ? ', but nothing shows how you came to it' : ''}.${cause}`,
    pointers: pointersTo('cell', new Set([id, ...(wrong?.cells ?? [])])),
    counterfactual: isBare ? 'Work the number out from named assumptions.' : 'Go through its working unit by unit.',
  }
}

/**
 * What a result is multiplied from, as the candidate has it, by which it is off when that is forgotten: a peak factor, copies, the
 * days of a retention, the bytes of one item. People and rates are no such factors: without them there is no result.
 */
function ownFactors(figure: ReferenceFigure, { matched }: Follows, estimates: ProblemKey['estimates']): Slip[] {
  const behind = behindFigures(estimates).get(figure.name)
  return matched.flatMap(({ assumption, input }): Slip[] => {
    const hard = hardOf(input.dims)
    const isTime = sameDims(hard, TIME)
    const factor = isTime ? input.value / DAY_S : input.value
    if (
      !behind?.has(assumption.name) ||
      factor < LEAST_FACTOR ||
      !(isTime || isPlain(input.dims) || isData(input.dims))
    )
      return []
    return [{ factor, says: assumption.text.toLowerCase() }]
  })
}

const TIME = makeDims([['time', 1]])
/** What moves a result by less is within what counts as right. */
const LEAST_FACTOR = 2

function valueOf(reading: InterviewReading, id: string, role: CellRole): { value: number; display: string } {
  const result = reading.sheet.cells.get(id)
  const quantity = result?.quantity
  if (!quantity) return { value: Number.NaN, display: '' }
  // "30 GB" with the role "storage a day" says "a day" by its role.
  const isPerDay = role === 'storage_day' && isData(quantity.dims)
  const isRate = role === 'qps_avg' || role === 'qps_peak'
  const display = isRate ? formatRate(quantity.value) : formatQuantity(quantity)
  return { value: isPerDay ? quantity.value / DAY_S : quantity.value, display }
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function assumptionsItem(
  reading: InterviewReading,
  matched: readonly MatchedAssumption[],
  roots: readonly string[],
): Found {
  const judged = matched.map((each) => ({ ...each, ...judge(each, reading.state.sheet) }))
  const worth = judged.reduce((sum, { credit }) => sum + credit, 0)
  const usual = judged.filter(({ verdict }) => verdict === 'usual' || verdict === 'justified')
  const wanted = Math.min(4, reading.problem.key.estimates.assumptions.length)
  const named = (verdict: Verdict, says: string) => {
    const names = judged
      .filter((each) => each.verdict === verdict)
      .map(({ assumption }) => assumption.text.toLowerCase())
    return names.length > 0 ? `; ${says}: ${names.join('; ')}` : ''
  }
  return {
    id: 'E.assumptions',
    criterion: 'E',
    tier: 'should',
    text: 'Assumptions that are stated and plausible',
    credit: roots.length === 0 ? 0 : (Math.min(1, matched.length / wanted) * worth) / Math.max(1, matched.length),
    why:
      matched.length === 0
        ? 'No result of the sheet stands on assumptions that are written down.'
        : `${usual.length} of ${counted(matched.length, 'assumption')} in the usual range${named('unusual', 'unusual, to be justified')}${named('flagged', 'far from usual')}${named('for-a-person', 'far from usual, with a note for a person to judge')}${matched.length < wanted ? `; at least ${wanted} are looked for` : ''}.`,
    pointers: pointersTo('cell', new Set(matched.map(({ input }) => input.cell))),
    counterfactual: 'Give every number that you assume a cell of its own, and note where an unusual one comes from.',
  }
}

type Verdict = 'usual' | 'justified' | 'unusual' | 'flagged' | 'for-a-person'

/**
 * Inside its band an assumption is as usual; up to a factor of 3 outside it is unusual and wants a reason; beyond it is flagged. A
 * note takes the flag away, for a person to judge: what it is worth until then is what words are worth.
 */
function judge({ outsideDex, input }: MatchedAssumption, sheet: Sheet): { verdict: Verdict; credit: number } {
  const hasNote = (sheet.cells.find((cell) => cell.id === input.cell)?.note?.trim() ?? '') !== ''
  if (outsideDex === 0) return { verdict: 'usual', credit: 1 }
  if (outsideDex <= UNUSUAL_DEX)
    return hasNote ? { verdict: 'justified', credit: 1 } : { verdict: 'unusual', credit: 0 }
  return hasNote ? { verdict: 'for-a-person', credit: WORDS_SHARE } : { verdict: 'flagged', credit: 0 }
}

function unitsItem(reading: InterviewReading): Found {
  const { sheet } = reading
  const valued = [...sheet.cells.values()].filter((cell) => cell.state === 'value')
  const failed = [...sheet.cells.values()].filter((cell) => cell.state === 'error' || cell.nameProblem !== undefined)
  const withUnit = valued.filter((cell) => cell.quantity && Object.keys(cell.quantity.dims).length > 0)
  const full = Math.min(1, withUnit.length / 3)
  return {
    id: 'E.units',
    criterion: 'E',
    tier: 'should',
    text: 'Units that agree',
    credit: full * Math.max(0, 1 - failed.length / 4),
    why:
      withUnit.length === 0
        ? 'The sheet has no value with a unit.'
        : `${counted(withUnit.length, 'cell')} with a unit, ${failed.length === 0 ? 'none' : failed.length} in error.`,
    pointers: pointersTo(
      'cell',
      (failed.length > 0 ? failed : withUnit).map((cell) => cell.id),
    ),
    counterfactual: failed.length > 0 ? 'Resolve the cells in error.' : 'Write numbers with their units.',
  }
}

/** A number that decides something is bound to what it decides. */
function bindingItems(reading: InterviewReading): Found[] {
  const { sheet } = reading.state
  const feeds = feedsOf(sheet, reading.sheet).filter(({ value }) => value.ok)
  const rates = feeds.filter(({ link }) => link.target === 'request-rate' && hasPathOf(reading, link.request))
  const sizes = feeds.filter(({ link }) => link.target === 'config' && isWired(reading, link.block))
  return [
    {
      id: 'E.use.rate',
      criterion: 'E',
      tier: 'should',
      text: 'A rate that feeds the traffic of the design',
      credit: rates.length > 0 ? 1 : 0,
      why:
        rates.length > 0
          ? `${rates[0]!.name || 'A cell'} feeds the design.`
          : feeds.some(({ link }) => link.target === 'request-rate')
            ? 'The request class that a cell feeds has no way to a store.'
            : 'No cell feeds the rate of a request class.',
      pointers: pointersTo(
        'cell',
        rates.map((feed) => feed.cellId),
      ),
      counterfactual: 'Link the cell of the rate to the request class that it is about.',
    },
    {
      id: 'E.use.size',
      criterion: 'E',
      tier: 'should',
      text: 'A number that sizes a block',
      credit: sizes.length > 0 ? 1 : 0,
      why:
        sizes.length > 0
          ? `${sizes[0]!.name || 'A cell'} sizes a block.`
          : 'No cell feeds a setting of a block that is wired.',
      pointers: pointersTo(
        'cell',
        sizes.map((feed) => feed.cellId),
      ),
      counterfactual: 'Link a result, such as the number of servers, to the block that it sizes.',
    },
    serversItem(reading),
  ]
}

const hasPathOf = (reading: InterviewReading, request: string): boolean =>
  reading.classes.has(request) && hasPath(reading, request)

function serversItem(reading: InterviewReading): Found {
  const id = reading.sheet.byRole.get('servers')
  const servers = id === undefined ? Number.NaN : (reading.sheet.cells.get(id)?.quantity?.value ?? Number.NaN)
  const wired = new Set([...reading.classes.values()].flatMap((each) => [...each.waitedFor]))
  const tiers = nodesOf(reading, wired).filter(({ traits, block }) => traits.computes && isWired(reading, block.id))
  const counts = tiers.map((node) => node.kind.instances(node.block.config))
  const drawn = counts.reduce((sum, count) => sum + count, 0)
  // The sheet may speak of the whole service or of the part on the canvas; the canvas of one tier or of all.
  const whole = [servers, servers * reading.problem.brief.workload.shareOfService]
  const isNear = whole.some((wanted) =>
    [...counts, drawn].some((count) => count > 0 && within(count, Math.max(1, wanted), 2)),
  )
  return {
    id: 'E.use.servers',
    criterion: 'E',
    tier: 'bonus',
    text: 'As many servers on the canvas as the sheet asks for',
    credit: isNear ? 1 : 0,
    why: Number.isNaN(servers)
      ? 'No cell with a value has the role “Servers”.'
      : `The sheet comes to ${Math.ceil(servers)} servers for the whole service; ${drawn} stand on the canvas.`,
    pointers: [
      ...(id === undefined ? [] : [pointer('cell', id)]),
      ...pointersTo(
        'block',
        tiers.map((node) => node.block.id),
      ),
    ],
    counterfactual: 'Let the number of instances follow from the sheet, scaled to the part that the canvas holds.',
  }
}

/** Three are never too many: fewer than two do not survive a loss, and one may be under repair. */
const ALWAYS_FINE = 3
const within = (a: number, b: number, factor: number): boolean =>
  a <= Math.max(ALWAYS_FINE, b * factor) + 1e-9 && b <= a * factor + 1e-9

/** Ranges wanted; each is worth less the wider it is, and nothing when it misses. */
const RANGES_WANTED = 2

function uncertaintyItem(reading: InterviewReading, matched: readonly MatchedAssumption[]): Found {
  const ranged = matched.flatMap((each) => {
    const band = each.input.isWritten ? reading.sheet.cells.get(each.input.cell)?.band : undefined
    return band ? [{ cell: each.input.cell, credit: creditOf(band, each.outsideDex) }] : []
  })
  const best = ranged
    .map(({ credit }) => credit)
    .toSorted((a, b) => b - a)
    .slice(0, RANGES_WANTED)
  const telling = ranged.filter(({ credit }) => credit > 0).length
  return {
    id: 'E.ranges',
    criterion: 'E',
    tier: 'bonus',
    text: 'Ranges for what is uncertain',
    credit: best.reduce((sum, credit) => sum + credit, 0) / RANGES_WANTED,
    why:
      ranged.length === 0
        ? 'All assumptions are single numbers.'
        : `${counted(ranged.length, 'assumption')} with a range${telling < ranged.length ? `, of which ${telling} ${telling === 1 ? 'tells' : 'tell'} something: the others are very wide or miss what is usual` : ''}.`,
    pointers: pointersTo(
      'cell',
      ranged.map(({ cell }) => cell),
    ),
    counterfactual: 'Write what you are unsure of as a range no wider than you must, such as “100 to 300 B”.',
  }
}

function creditOf({ p5, p95 }: Quantiles, outsideDex: number): number {
  if (!(p5 > 0) || !(p95 > p5)) return 0
  const widthDex = Math.log10(p95 / p5)
  return rangeCredit(widthDex, Math.max(0, outsideDex - widthDex / 2))
}
