import { describe, expect, it } from 'vitest'
import { HashRing } from '@/core/algorithms/hash-ring'
import { hash32 } from '@/core/algorithms/hash'
import { jumpHash } from '@/core/algorithms/jump-hash'
import type { ReferenceNumber } from '@/core/content/number-table'
import { content } from '@/server/content'

// Whose the reference numbers are, of what year, and what is said where sources do not agree or are misprinted.

const tables = await content.numbers()
const all = tables.flatMap(({ rows }) => rows)
const numberOf = (id: string): ReferenceNumber => {
  const found = all.find((row) => row.id === id)
  if (!found) throw new Error(`no number ${id}`)
  return found
}

/** Equal up to the last digits of a double. */
const near = (wanted: number) => expect.closeTo(wanted, Math.max(0, 9 - Math.floor(Math.log10(Math.abs(wanted)))))

/** Every row of the printed tables, in their order, by a word of its name. */
const printedRows: Readonly<Record<string, string>> = {
  'latency-2012':
    'L1, mispredict, L2, Mutex, Main memory, Zippy, network, from memory, Round trip, Disk seek, from disk, Netherlands',
  'latency-2023':
    'L1, L2, L3, Main memory, Snzip, from memory, from an SSD, Round trip, SSD of, Disk seek, from disk, New York',
  operations:
    'C: turns, Python: turns, dictionary, HTTP, Google, interpreter, to a file, to memory, grep, find, JSON, msgpack, ' +
    'found by index, without an index, MD5, bcrypt, in order, out of order',
}

/** Who printed what is in the examples, and when. Whatever is not here is worked out. */
const printedExamples: Readonly<Record<string, readonly [number | null, string]>> = {
  'image-page-serial': [2009, 'Jeff Dean'],
  'image-page-parallel': [2009, 'Jeff Dean'],
  'image-page-disk': [2009, 'Jeff Dean'],
  'server-failures': [2009, 'Jeff Dean'],
  'disk-failures': [2017, 'Martin Kleppmann'],
  'cpu-bound-rate': [2023, 'Educative'],
  'memory-bound-workers': [2023, 'Educative'],
  'memory-bound-rate': [2023, 'Educative'],
  'mixed-rate-averaged': [2023, 'Educative'],
  'consistent-hashing': [2018, 'Damian Gryski'],
  'jump-hash-jumps': [2014, 'John Lamping and Eric Veach'],
  'packet-speed': [null, 'A rule of thumb'],
  'packet-in-fibre': [2013, 'Ilya Grigorik'],
  'limping-network': [2017, 'Martin Kleppmann'],
  'join-window': [2017, 'Martin Kleppmann'],
  'outline-minutes': [null, 'The six-step outline'],
  'growth-to-design-for': [2009, 'Jeff Dean'],
}

describe('every row', () => {
  it.each(Object.entries(printedRows))('of %s stands where its source has it', (id, names) => {
    const rows = tables.find((table) => table.id === id)?.rows ?? []
    const wanted = names.split(', ')
    expect(rows.map(({ name }, index) => (name.includes(wanted[index] ?? '?') ? wanted[index] : name))).toEqual(wanted)
  })

  it.each([
    ['latency-2012', 2012, /^Jeff Dean and Peter Norvig/],
    ['latency-2023', 2023, /^Educative/],
    ['operations', 2020, /^Julia Evans and Kamal Marhubi.* 2014/],
    ['request-rates', 2023, /^Educative/],
    ['servers', 2023, /^Educative/],
  ])('of %s is of its year, or says that it is worked out or of which other source', (id, year, source) => {
    for (const row of tables.find((table) => table.id === id)?.rows ?? []) {
      if (row.year === null) expect(row.source).toMatch(/^Worked out: |gives no year/)
      else expect([row.year, row.source]).toEqual([year, expect.stringMatching(source)])
    }
  })

  it('of the examples says who printed it, and when', () => {
    for (const { id, year, source } of tables.find((table) => table.id === 'examples')?.rows ?? []) {
      const [printed, author] = printedExamples[id] ?? [null, 'Worked out: ']
      expect({ id, year, source }).toEqual({ id, year: printed, source: expect.stringMatching(`^${author}`) })
    }
  })

  it('that has no source but its working has something worked out', () => {
    for (const { rows } of tables)
      for (const { id, source, src, columns, handy } of rows) {
        const isWorkedOut = source !== 'Worked out' || /[-+*/^(]/.test(src) || columns.length > 0 || handy !== null
        expect({ id, isWorkedOut }).toEqual({ id, isWorkedOut: true })
      }
  })
})

describe('where sources do not agree', () => {
  it.each([
    ['disk-1mb', 20e-3, 2012, 'disk-1mb-2023', 2e-3, 2023],
    ['memory-1mb', 250e-6, 2012, 'memory-1mb-2023', 9e-6, 2023],
    ['disk-seek', 10e-3, 2012, 'disk-seek-2023', 4e-3, 2023],
    ['l1-cache', 0.5e-9, 2012, 'l1-cache-2023', 0.9e-9, 2023],
    ['l2-cache', 7e-9, 2012, 'l2-cache-2023', 2.8e-9, 2023],
    ['ssd-1mb', 200e-6, 2023, 'slow-ssd-1mb', 1e-3, 2023],
    ['typical-cores', 36, 2023, 'newer-cores', 64, null],
    ['typical-disk', 15e12, 2023, 'newer-disk', 16e12, null],
    ['mixed-rate', 720, null, 'mixed-rate-averaged', 8180, 2023],
    ['packet-speed', 0.2, null, 'packet-in-fibre', 0.15, 2013],
  ])('%s shows both, each with its year', (id, value, year, otherId, otherValue, otherYear) => {
    const [one, other] = [numberOf(id), numberOf(otherId)]
    expect([one.value, one.year, other.value, other.year]).toEqual([near(value), year, near(otherValue), otherYear])
    expect(one.others).toEqual([{ id: otherId, text: other.text, year: otherYear, source: other.source }])
    expect(other.others.map(({ id: back }) => back)).toEqual([id])
  })

  it('the speed of a disk in the example and in the table are both kept, and it is said', () => {
    expect(numberOf('image-page-disk').note).toMatch(/50\sMB\/s/)
    expect(numberOf('disk-1mb').note).toMatch(/30\sMB\/s/)
  })

  it('one failure a day is right for servers and for disks, and both say so', () => {
    expect(numberOf('server-failures').note).toMatch(/disks .* right as well/)
    expect(numberOf('disk-failures').note).toMatch(/one a day.* inside this band/)
  })

  it('a rank is not quadratic, as some notes say', () => {
    expect(numberOf('rank-without-index').note).toMatch(/quadratic/)
  })

  it('misprints of old copies are named beside the figure', () => {
    expect(numberOf('msgpack-64kb').note).toMatch(/msgpck/)
    expect(numberOf('bcrypt-hashes').note).toMatch(/bytes hashed/)
    expect(numberOf('image-page-serial').note).toMatch(/lost/)
  })
})

describe('what was measured', () => {
  const keys = Array.from({ length: 20_000 }, (_, key) => hash32(key))
  const moved = (from: (hash: number) => number, to: (hash: number) => number) => {
    const gone = keys.filter((hash) => from(hash) !== to(hash))
    return { share: gone.length / keys.length, owners: new Set(gone.map(to)) }
  }
  const ring = (members: number, vnodes: number, salt: number) => {
    const made = new HashRing(members, vnodes, salt)
    return (hash: number) => made.ownerOf(hash)
  }

  it('a tenth of the keys moves by rings of 100 points and by jump hashing, and only to the new node', () => {
    const rings = [1, 2, 3, 4, 5, 6, 7, 8].map((salt) => moved(ring(9, 100, salt), ring(10, 100, salt)))
    const jump = moved(
      (hash) => jumpHash(hash, 0, 9),
      (hash) => jumpHash(hash, 0, 10),
    )
    for (const { share, owners } of [...rings, jump]) {
      expect([...owners]).toEqual([9])
      expect(Math.abs(share - numberOf('consistent-hashing').value)).toBeLessThan(0.025)
    }
  })

  it('with one point a node it is anything from nearly nothing to more than a third', () => {
    const shares = Array.from({ length: 40 }, (_, salt) => moved(ring(9, 1, salt), ring(10, 1, salt)).share)
    expect(Math.min(...shares)).toBeLessThan(0.01)
    expect(Math.max(...shares)).toBeGreaterThan(1 / 3)
  })

  it('nine tenths move by the rest of a division, between old nodes too', () => {
    const { share, owners } = moved(
      (hash) => hash % 9,
      (hash) => hash % 10,
    )
    expect(share).toBeCloseTo(numberOf('modulo-hashing').value, 2)
    expect(owners.size).toBe(10)
  })

  it('jump hashing visits as many nodes as it says, on average', () => {
    const nodes = Array.from({ length: 1000 }, (_, count) => count + 1)
    const some = keys.slice(0, 500)
    // Where it has been is where the key would be among fewer nodes.
    const jumps = some.map((hash) => new Set(nodes.map((count) => jumpHash(hash, 0, count))).size)
    const harmonic = nodes.reduce((sum, count) => sum + 1 / count, 0)
    expect(numberOf('jump-hash-jumps').value).toBeCloseTo(harmonic, 2)
    // Six standard errors of a mean of 500 with a variance of H_n − π²/6.
    expect(Math.abs(jumps.reduce((sum, jump) => sum + jump, 0) / jumps.length - harmonic)).toBeLessThan(0.65)
  })
})
