export interface SheetFunction {
  name: string
  /** As shown by completion: "ceil(x)". */
  signature: string
  help: string
  leastArgs: number
  mostArgs: number
  /** What one draw costs, in additions. */
  work: number
}

const fn = (signature: string, help: string, leastArgs = 1, mostArgs = leastArgs, work = 1): SheetFunction => ({
  name: signature.slice(0, signature.indexOf('(')),
  signature,
  help,
  leastArgs,
  mostArgs,
  work,
})

/** As measured: a sum of up to 200 terms, and of 50 powers where the exponent is drawn too. */
const BINOMIAL_TAIL = 200
const HARMONIC_NUMBERS = 400

/** The only functions that a sheet can call. */
export const sheetFunctions: readonly SheetFunction[] = [
  fn('ceil(x)', 'Rounds up, in the unit shown'),
  fn('floor(x)', 'Rounds down, in the unit shown'),
  fn('round(x)', 'Rounds, in the unit shown'),
  fn('min(a, b)', 'The smallest', 2, 20),
  fn('max(a, b)', 'The largest', 2, 20),
  fn('abs(x)', 'Without its sign'),
  fn('sqrt(x)', 'Square root'),
  fn('log2(x)', 'Logarithm to base 2'),
  fn('log10(x)', 'Logarithm to base 10'),
  fn('ln(x)', 'Natural logarithm'),
  fn(
    'at_least(k, n, share)',
    'Chance that at least k of n are up, each up for that share of the time',
    3,
    3,
    BINOMIAL_TAIL,
  ),
  fn(
    'zipf_share(top, keys, exponent)',
    'Share of the reads that the most read share of the keys gets',
    3,
    3,
    HARMONIC_NUMBERS,
  ),
  fn('uniform(low, high)', 'Anything between, equally likely', 2),
  fn('triangular(low, likely, high)', 'Between, with a most likely value', 3),
  fn('keep(x)', 'Keeps every noun: nothing is read as “per user”'),
]

export const functionByName: ReadonlyMap<string, SheetFunction> = new Map(
  sheetFunctions.map((entry) => [entry.name, entry]),
)
export const functionNames: ReadonlySet<string> = new Set(functionByName.keys())
