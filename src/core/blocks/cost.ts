/** What there are prices for; the price list (content/prices.yaml) has one of each. */
export const PRICE_IDS = [
  'compute-vcpu-hour',
  'database-vcpu-hour',
  'cache-gib-hour',
  'cdn-10k-requests',
  'dns-zone-month',
  'dns-million-queries',
  'load-balancer-hour',
  'load-balancer-unit-hour',
  'queue-million-requests',
  'egress-gb',
] as const
export type PriceId = (typeof PRICE_IDS)[number]

/** What a run needs of a price list; `core/content/prices.ts` has the form of the whole file. */
export interface Prices {
  prices: Record<PriceId, { usd: number }>
}

/** So much of something in a month. */
export interface CostLine {
  price: PriceId
  quantity: number
}

/** What a block does in a run, as far as costs depend on it. */
export interface Usage {
  /** Calls that reach the block, or requests that start there. */
  arrivalsPerS: number
  /** Bytes of the answers to the requests that start there. */
  responseBytesPerS: number
  /** Mean size of what is asked for. */
  itemBytes: number
}

export const HOURS_A_MONTH = 730
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3600

/** Workers that one vCPU carries: threads that mostly wait. An estimate. */
const WORKERS_A_VCPU = 8
const SMALLEST_VCPU = 2
/** Event loops serve thousands of requests at a time with no more processors than this. */
const LARGEST_VCPU = 64

/** Servers that run a pool of workers each. */
export function serverHours(instances: number, workersEach: number): CostLine[] {
  const vcpu = Math.min(LARGEST_VCPU, Math.max(SMALLEST_VCPU, Math.ceil(workersEach / WORKERS_A_VCPU)))
  return [{ price: 'compute-vcpu-hour', quantity: instances * vcpu * HOURS_A_MONTH }]
}
