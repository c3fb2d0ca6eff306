/**
 * Join the shortest queue, which is what least-connections balancing does with one worker a server: mean response in
 * units of the mean service, by solving the chain of sorted queue lengths cut off at `longest` jobs a server.
 * There is no closed form beyond two servers; cost grows as longest^servers, so this is an oracle, not a preview.
 * @param servers 2 .. 4 or so
 * @param load arrivals of one server over its service rate, below 1
 */
export function shortestQueueResponse(servers: number, load: number, longest: number): number {
  const chain = new SortedQueues(servers, load, longest)
  return chain.meanJobs() / (servers * load * (1 - chain.pFull()))
}

/** States are sorted queue lengths, the longest first; service rate 1, arrivals servers x load to the shortest. */
class SortedQueues {
  private readonly states: number[][]
  private readonly pi: Float64Array

  constructor(
    private readonly servers: number,
    load: number,
    private readonly longest: number,
  ) {
    this.states = sortedLengths(servers, longest)
    this.pi = stationary(this.states, servers * load, longest)
  }

  meanJobs(): number {
    return this.states.reduce((sum, lengths, s) => sum + this.pi[s]! * lengths.reduce((a, b) => a + b, 0), 0)
  }

  /** No server has room any more: what the cut turns away. */
  pFull(): number {
    const full = this.states.findIndex((lengths) => lengths[this.servers - 1] === this.longest)
    return this.pi[full]!
  }
}

function sortedLengths(servers: number, longest: number): number[][] {
  let partial: number[][] = [[]]
  for (let server = 0; server < servers; server++) {
    partial = partial.flatMap((lengths) =>
      Array.from({ length: (lengths.at(-1) ?? longest) + 1 }, (_, length) => [...lengths, length]),
    )
  }
  // by number of jobs, so that a sweep follows the flow of probability
  return partial.sort((a, b) => total(a) - total(b))
}

const total = (lengths: readonly number[]) => lengths.reduce((sum, length) => sum + length, 0)

/** Gauss-Seidel sweeps over the balance equations, up and down, until nothing moves. */
function stationary(states: readonly number[][], arrivalRate: number, longest: number): Float64Array {
  const inflows = inflowsOf(states, arrivalRate, longest)
  const pi = new Float64Array(states.length).fill(1 / states.length)
  for (let sweep = 0; sweep < 20_000; sweep++) {
    let change = 0
    const settle = (s: number) => {
      const { from, rate, leaving } = inflows[s]!
      let inflow = 0
      for (let i = 0; i < from.length; i++) inflow += pi[from[i]!]! * rate[i]!
      const next = inflow / leaving
      change = Math.max(change, Math.abs(next - pi[s]!))
      pi[s] = next
    }
    for (let s = 0; s < states.length; s++) settle(s)
    for (let s = states.length - 1; s >= 0; s--) settle(s)
    const sum = pi.reduce((a, b) => a + b, 0)
    for (let s = 0; s < pi.length; s++) pi[s] = pi[s]! / sum
    if (change < 1e-13) break
  }
  return pi
}

interface Inflow {
  from: number[]
  rate: number[]
  leaving: number
}

function inflowsOf(states: readonly number[][], arrivalRate: number, longest: number): Inflow[] {
  const indexOf = new Map(states.map((lengths, s) => [lengths.join(), s]))
  const inflows: Inflow[] = states.map(() => ({ from: [], rate: [], leaving: 0 }))
  const flow = (from: number, to: readonly number[], rate: number) => {
    const target = inflows[indexOf.get([...to].sort((a, b) => b - a).join())!]!
    target.from.push(from)
    target.rate.push(rate)
    inflows[from]!.leaving += rate
  }
  states.forEach((lengths, s) => {
    const shortest = lengths.at(-1)!
    if (shortest < longest) flow(s, [...lengths.slice(0, -1), shortest + 1], arrivalRate)
    lengths.forEach((length, server) => {
      if (length > 0) flow(s, lengths.with(server, length - 1), 1)
    })
  })
  return inflows
}
