import { z } from 'zod'

/**
 * What the automatic score is tested for, and what the tests last measured. The results are written by `npm run gates` from the
 * tests themselves, never by hand.
 */
export const GATE_IDS = [
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
  'V7',
  'V8',
  'V9',
  'V10',
  'V11',
  'V12',
  'V13',
  'V14',
  'V15',
] as const
export type GateId = (typeof GATE_IDS)[number]

export interface Gate {
  name: string
  /** What must hold, for people. */
  property: string
}

export const GATES: Record<GateId, Gate> = {
  V1: {
    name: 'Order',
    property:
      'A poor interview scores below a medium one and that below a good one, eight points apart at least; two good ones with different architectures come within ten points.',
  },
  V2: {
    name: 'Taking away',
    property:
      'Taking an essential piece from a good interview never raises its total, and lowers it for 95 pieces of a hundred.',
  },
  V3: {
    name: 'Adding',
    property: 'Adding a missing piece to a poor or a medium interview never lowers its total, nor any criterion.',
  },
  V4: {
    name: 'Padding',
    property:
      'Buzzwords, repeated lines, the copied statement and boxes that nothing is connected to move the total by one point at most.',
  },
  V5: {
    name: 'Words only',
    property: 'All the words of a good interview without a design and a sheet come to 25 points at most.',
  },
  V6: { name: 'Kitchen sink', property: 'Every block linked to every other scores below the medium interview.' },
  V7: {
    name: 'Chance',
    property: 'Of random designs with random numbers, nineteen in twenty score below the medium interview.',
  },
  V8: { name: 'Wrong problem', property: 'A good answer to another problem scores below a medium one to this.' },
  V9: {
    name: 'Same thing',
    property:
      'Names, places and units change nothing; the order of lists changes two points at most; a concept counts alike in any of its paraphrases.',
  },
  V10: { name: 'Denial', property: 'A line that denies a concept does not earn it.' },
  V11: {
    name: 'Repeatable',
    property:
      'The same interview and versions give the same bytes; other seeds move the criterion of scaling by three points at most.',
  },
  V12: { name: 'Loose targets', property: 'Targets that are absurdly loose gain nothing.' },
  V13: {
    name: 'Weights',
    property: 'The order of poor, medium and good stays when the weights of criteria change by up to 30 %.',
  },
  V14: { name: 'Leak', property: 'Nothing that a candidate is sent before the end has the key of the problem in it.' },
  V15: {
    name: 'Load',
    property:
      'A design that fails its users under the average load comes to no more of 100 than the part of its work that it does, or to 40, however good all else is.',
  },
}

/** One figure that a test measured, held against its limit. */
export const gateFigureSchema = z.strictObject({
  gate: z.enum(GATE_IDS),
  /** Slug of the problem; null where it is about all of them. */
  problem: z.string().max(64).nullable(),
  what: z.string().min(1).max(200),
  /** How many cases it is of. */
  n: z.int().min(1),
  value: z.number(),
  limit: z.strictObject({ is: z.enum(['at least', 'at most', 'below']), value: z.number() }),
})
export type GateFigure = z.infer<typeof gateFigureSchema>

export const gateResultsSchema = z.strictObject({
  rubricVersion: z.string(),
  evidenceVersion: z.string(),
  engineVersion: z.string(),
  figures: z.array(gateFigureSchema).min(1),
})
export type GateResults = z.infer<typeof gateResultsSchema>

/** Whether a figure is within its limit. */
export function holds({ value, limit }: GateFigure): boolean {
  if (limit.is === 'at least') return value >= limit.value
  return limit.is === 'at most' ? value <= limit.value : value < limit.value
}
