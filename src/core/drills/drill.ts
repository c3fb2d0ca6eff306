/** Where a drill belongs: the families of the templates, and the tables. */
export const drillTopics = ['traffic', 'data', 'servers', 'waiting', 'reliability', 'money', 'numbers'] as const
export type DrillTopic = (typeof drillTopics)[number]

export const drillTypes = ['compute', 'solve', 'convert', 'compare', 'spot', 'recall', 'range'] as const
export type DrillType = (typeof drillTypes)[number]

/** How round the numbers are: 1 powers of ten and the like, 3 awkward ones. */
export const levels = [1, 2, 3] as const
export type Level = (typeof levels)[number]

/** What a parameter may be, level by level, in the language of the sheet. */
export type Values = readonly [readonly string[], readonly string[], readonly string[]]

export interface DrillCell {
  name: string
  src: string
  note?: string
}

interface DrillBase {
  /** Stands in links and in the database: it never changes. */
  id: string
  title: string
  topic: DrillTopic
  /** Seconds that are meant for it, 30 to 120. */
  timeS: number
  /** What is asked, in words. `{key}` stands for a parameter. */
  text: string
  /** Parameters by name: one that a cell is called replaces its source, and `{key}` in a source is replaced by it. */
  values: Readonly<Record<string, Values>>
  /** Id of the template that it exercises. */
  template?: string
  /** For the open book, where no template says it. */
  notes?: string
}

/** One number, or a range around it, that follows from cells. */
export interface QuantityDrill extends DrillBase {
  type: 'compute' | 'solve' | 'convert' | 'recall' | 'range'
  cells: readonly DrillCell[]
  /** Name of the cell that is asked for. */
  ask: string
  /** In which the answer is given; any other of its kind will do. */
  unit: string
}

/** Two sides of which one is larger. */
export interface CompareDrill extends DrillBase {
  type: 'compare'
  a: { text: string; src: string }
  b: { text: string; src: string }
}

/** A worked solution with one error in it. */
export interface SpotDrill extends DrillBase {
  type: 'spot'
  cells: readonly DrillCell[]
  /** Names of the cells that are the lines of the solution, in order. */
  lines: readonly string[]
  slips: readonly InjectedSlip[]
}

export interface InjectedSlip {
  line: string
  /** What the line is worked out with in place of its own formula. */
  src: string
  says: string
  /** The wrong formula is what the person reads; otherwise the right one, with a value that does not follow from it. */
  isShown?: true
}

/** About the rows of tables of reference numbers: what one says, a range around it, or which of two says more. */
export interface TableDrill {
  id: string
  title: string
  topic: DrillTopic
  timeS: number
  /** `{row}` stands for what the number is of. */
  text: string
  type: 'recall' | 'range' | 'compare'
  /** Ids of the tables, level by level. */
  tables: readonly [readonly string[], readonly string[], readonly string[]]
}

/** What stands on cells of its own. */
export type CellDrill = QuantityDrill | CompareDrill | SpotDrill
export type Drill = CellDrill | TableDrill

/** A table of reference numbers, as far as drills go. */
export interface DrillTable {
  id: string
  title: string
  rows: readonly {
    id: string
    name: string
    /** In the language of the sheet. */
    src: string
    year: number | null
    source: string
    note: string | null
  }[]
}
