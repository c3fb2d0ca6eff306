import { Kbd } from '@/ui/display'
import { sheetShortcuts } from '../sheet-shortcuts'

const examples: readonly (readonly [string, string])[] = [
  ['100M users', 'a number, k M G T or million, and what is counted'],
  ['2 posts/user/day', 'a rate; “per” works too'],
  ['300 B, 4 KB, 16 GiB', 'bytes; kbit, Mbit, Gbps are bits'],
  ['dau * 5 % -> users/s', 'cells by name, and the unit to show it in'],
  ['5 to 10 GB', 'a range: right 9 times out of 10'],
  ['~7 GB, 7 GB +/- 20 %', 'about; within a fifth'],
  ['99.95 %, 3 nines', 'a share of the time'],
  ['ceil(peak / 360 req/s)', 'ceil floor round min max sqrt log2'],
  ['# a remark', 'text between the cells'],
]

const [{ shortcuts }] = sheetShortcuts

/** How to write in a sheet, for the panel while no cell is selected. */
export function SheetGuide() {
  return (
    <div className="flex flex-col gap-5">
      <section aria-labelledby="sheet-writing">
        <h2 id="sheet-writing" className="mb-2 font-semibold">
          How to write it
        </h2>
        <dl className="flex flex-col gap-2">
          {examples.map(([text, meaning]) => (
            <div key={text}>
              <dt className="font-mono text-sm">{text}</dt>
              <dd className="text-sm text-ink-2">{meaning}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="sheet-keys">
        <h2 id="sheet-keys" className="mb-2 font-semibold">
          Keys
        </h2>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5">
          {shortcuts.map(({ label, keys }) => (
            <div key={label} className="contents">
              <dt className="flex flex-wrap gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd className="text-sm text-ink-2">{label}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
