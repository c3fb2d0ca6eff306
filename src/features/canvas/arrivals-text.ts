import type { Arrivals } from '@/core/design/schema'
import { formatNumber, formatRate } from '@/core/units/format'

export type ArrivalsType = Arrivals['type']

export const ARRIVALS: readonly { value: ArrivalsType; label: string; help: string }[] = [
  { value: 'poisson', label: 'Poisson', help: 'Independent of one another, as from many people.' },
  { value: 'constant', label: 'Evenly spaced', help: 'Like clockwork, as from a scheduler.' },
  { value: 'bursty', label: 'In bursts', help: 'Several at the same moment, at a mean rate.' },
  {
    value: 'trace',
    label: 'Changing over time',
    help: 'A rate that goes from point to point: daily curves and spikes.',
  },
  {
    value: 'closed',
    label: 'A fixed number of users',
    help: 'Each asks, waits for the answer, thinks, and asks again.',
  },
]

/** Why a rate, in requests a second, does not fit; null when it does. */
export const rateProblem = (rate: number): string | null => (rate >= 0 && rate <= 1e9 ? null : 'Give 0 to 1 G/s.')

/** In a few words: "1 k/s", "200 users". */
export function arrivalsText(arrivals: Arrivals): string {
  switch (arrivals.type) {
    case 'closed':
      return formatNumber(arrivals.users, { unit: 'users' })
    case 'trace':
      return `up to ${formatRate(Math.max(...arrivals.points.map(([, rate]) => rate)))}`
    case 'bursty':
      return `${formatRate(arrivals.ratePerS)} in bursts`
    default:
      return formatRate(arrivals.ratePerS)
  }
}

/** Another type of arrivals at about the same rate. */
export function withArrivalsType(arrivals: Arrivals, type: ArrivalsType): Arrivals {
  const ratePerS =
    arrivals.type === 'closed'
      ? arrivals.users
      : arrivals.type === 'trace'
        ? Math.max(...arrivals.points.map(([, rate]) => rate))
        : arrivals.ratePerS
  switch (type) {
    case 'poisson':
    case 'constant':
      return { type, ratePerS }
    case 'bursty':
      return { type, ratePerS, burst: 10 }
    case 'trace':
      return {
        type,
        points: [
          [0, ratePerS / 2],
          [30, ratePerS],
          [60, ratePerS / 2],
        ],
      }
    case 'closed':
      // each thinks for about a second
      return { type, users: Math.max(1, Math.round(ratePerS)), thinkTime: { type: 'exponential', meanS: 1 } }
  }
}
