import { type HowHeld, howHeld } from './how-held'
import { type Compared, isInside, OUTSIDE, previewed, previewedCases } from './preview-comparison'
import type { Held } from './trials'
import { type OracleVector, oracleVectors } from './vectors'

export interface CaseResult {
  name: string
  vectors: readonly string[]
  held: readonly Held[]
  unmeasured?: string
}

export interface Results {
  engine: string
  results: readonly CaseResult[]
  /** By name of the case. */
  intervals: ReadonlyMap<string, readonly Compared[]>
}

/** Five digits: more than any of the runs can know. */
const digits = (value: number) => String(Number(value.toPrecision(5)))
const signed = (z: number) => (Math.abs(z) < 0.05 ? '0' : `${z < 0 ? '−' : ''}${Math.abs(z).toFixed(1)}`)
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** The page that says of every vector how it is held, and of every previewed design whether it agrees with its runs. */
export function oraclesPage({ engine, results, intervals }: Results): string {
  const counts = new Map<string, number>()
  for (const vector of oracleVectors) {
    const { how } = howHeld(vector)
    counts.set(how, (counts.get(how) ?? 0) + 1)
  }
  const previews = previewRows(intervals)
  const inside = previews.filter(({ isInside: all }) => all).length
  return `# What the engine is held to

Written by \`npm run oracles\`, from the same runs as the tests in \`tests/oracles\`; engine ${engine}.

Of ${oracleVectors.length} results of queueing and caching theory (\`tests/oracles/vectors.json\`), ${counts.get('simulated')} are held by runs of whole designs,
${counts.get('algorithm')} by the algorithms that blocks use, and ${counts.get('closed form')} by their formula alone${notYet(counts.get('not yet') ?? 0)}. Closed forms of all but the traces are tested too.
A figure is measured in independent runs with fixed seeds; z is how many standard errors their mean lies from theory, beyond the
bias that an approximation is known to have. Every |z| is at most 3.

| Vector | How it is held | Measured (theory, z) |
|---|---|---|
${oracleVectors.map((vector) => row([vector.id, wordsOf(howHeld(vector)), figuresOf(vector, results)])).join('\n')}

## The instant preview beside the runs

${inside} of ${previews.length} designs at a utilisation of up to 0.8 (${Math.floor((100 * inside) / previews.length)} %) are inside the interval of one run of the length that the tests have, 95 %, or within 0.8 %, the
resolution of the latency histogram, where the interval is narrower.

| Design | Figure | Run, from | to | Preview | |
|---|---|---|---|---|---|
${previews.flatMap(({ rows }) => rows).join('\n')}
`
}

const notYet = (count: number) => (count === 0 ? '' : `; ${count} can not be drawn as a design yet`)

function wordsOf(held: HowHeld): string {
  return held.how === 'simulated' ? 'simulated' : `${held.how}: ${held.why}`
}

function figuresOf({ id }: OracleVector, results: readonly CaseResult[]): string {
  const own = results.filter(({ vectors }) => vectors.includes(id))
  const figures = own.flatMap(({ name, held }) => {
    // a variant of a vector says which it is
    const variant = name.startsWith(id) && own.length > 1 ? ` [${name.slice(id.length).replace(/^[ ,]+/, '')}]` : ''
    return held.map(
      ({ figure, mean, expected, z }) => `${figure}${variant} ${digits(mean)} (${digits(expected)}, ${signed(z)})`,
    )
  })
  const left = own.find(({ unmeasured }) => unmeasured)?.unmeasured
  return figures.join('; ') + (left ? `. Not measured: ${left}` : '')
}

function previewRows(intervals: Results['intervals']) {
  return previewedCases().map(({ name, design }) => {
    const says = previewed(design)
    const figures = (intervals.get(name) ?? []).map((interval) => {
      const value = says[interval.figure]!
      return { ...interval, value, isInside: isInside(interval, value) }
    })
    const why = OUTSIDE.find(({ names }) => names.test(name))?.why ?? 'unexplained'
    return {
      isInside: figures.every((figure) => figure.isInside),
      rows: figures.map(({ figure, low, high, value, isInside: ok }) =>
        row([
          name,
          figure,
          digits(low),
          digits(high),
          value === null ? '—' : digits(value),
          ok ? 'inside' : `outside: ${why}`,
        ]),
      ),
    }
  })
}
